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

// "41.52 +-0.98", in points; of fewer than 30 images "41.52 +--".
std::string PointsText(const study::MeanInterval& found, bool is_signed);
// Adds `name` and `name`_interval, null where there are too few images for one.
void AddInterval(const std::string& name, const study::MeanInterval& found,
                 nlohmann::ordered_json& json);

// How far apart weight sets may be before their savings are called different, as a fraction.
inline constexpr double kNearlyIdentical = 0.02;

}  // namespace aqua::cli
