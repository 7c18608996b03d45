// How the results of `aqua simulate` are printed.
#pragma once

#include <nlohmann/json.hpp>

#include "aqua/study/simulate.h"
#include "aqua/study/simulate_folder.h"

namespace aqua::cli {

void PrintSimulation(const study::Network& network, const std::string& file,
                     const study::Simulation& simulation);
nlohmann::ordered_json ToJson(const study::Network& network, const std::string& file,
                              const study::Simulation& simulation);

void PrintFolder(const study::FolderTally& tally);
nlohmann::ordered_json ToJson(const study::FolderTally& tally);

}  // namespace aqua::cli
