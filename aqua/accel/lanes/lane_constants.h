// The constants that every design of the family has: sizes, clock, the power and area of
// DaDianNao's parts, and the published ratios by which a design differs from DaDianNao. Each
// design's JSON file holds them all, a source a line.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/constants.h"
#include "aqua/accel/lanes/lane_layer.h"

namespace aqua::accel {

enum class AreaRatio { kPublished, kUnpublished };  // Unpublished: the file has no areas at all.

// What a design's file must hold; a design may add rules of its own.
std::vector<ConstantRule> LaneRules(AreaRatio area);

// The file at `path`, or `built_in`, the text of `<design>.json`, where there is none. Throws Error
// as Constants::Read does.
Constants ReadLaneConstants(const std::filesystem::path& path, std::string_view design,
                            std::string_view built_in, const std::vector<ConstantRule>& rules);

LaneGeometry GeometryOf(const Constants& constants);

double CycleNsOf(const Constants& constants);

// On-chip parts: DaDianNao's power * size_ratio * speed_up / energy_gain for one cycle, since
// energy_gain = speed_up / power ratio. With fixed power HyperTransport draws its
// constant power in every cycle too.
std::vector<EnergyPrice> LanePrices(const Constants& constants, size_t cycle_event,
                                    bool fixed_power);

// On-chip parts: DaDianNao's area * size_ratio * area_ratio; HyperTransport as it is.
std::vector<ComponentArea> LaneAreas(const Constants& constants);

}  // namespace aqua::accel
