// How a study's summary is printed.
#pragma once

#include <nlohmann/json.hpp>

#include "aqua/study/summary.h"

namespace aqua::cli {

void PrintSummary(const study::Summary& summary);
nlohmann::ordered_json ToJson(const study::Summary& summary);

}  // namespace aqua::cli
