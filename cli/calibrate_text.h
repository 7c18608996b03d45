// A calibration for people and for programs.
#pragma once

#include <nlohmann/json.hpp>

#include "aqua/study/calibrate.h"

namespace aqua::cli {

void PrintCalibration(const graph::Graph& graph, const study::Calibration& found, double seconds);
nlohmann::ordered_json ToJson(const graph::Graph& graph, const study::Calibration& found,
                              double seconds);

}  // namespace aqua::cli
