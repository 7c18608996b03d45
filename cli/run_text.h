// How the results of `aqua run` are printed.
#pragma once

#include <nlohmann/json.hpp>

#include "aqua/study/photo.h"

namespace aqua::cli {

void PrintPhoto(const study::Network& network, const study::PhotoResult& photo,
                const study::CropCost& full);

nlohmann::ordered_json ToJson(const study::Network& network, const study::PhotoResult& photo,
                              const study::CropCost& full);

}  // namespace aqua::cli
