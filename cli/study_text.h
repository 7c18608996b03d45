// How a study's summary is printed.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "aqua/study/summary.h"

namespace aqua::cli {

// One weight set as a page, several as tables.
void PrintSummary(const study::Summary& summary);
nlohmann::ordered_json ToJson(const study::Summary& summary);

// The parts of PrintSummary.
void PrintOneSet(const study::SetSummary& set, const std::string& accelerator);
void PrintSets(const study::Summary& summary);

// How far apart weight sets may be before their savings are called different, as a fraction.
inline constexpr double kNearlyIdentical = 0.02;

}  // namespace aqua::cli
