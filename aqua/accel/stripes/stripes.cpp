#include "aqua/accel/stripes/stripes.h"

#include <functional>

namespace aqua::accel {

extern const std::string_view kStripesJson;

namespace {

constexpr const char* kName = "stripes";
constexpr AreaRatio kArea = AreaRatio::kPublished;

}  // namespace

int64_t Stripes::CountLayer(const LaneLayer& layer, const LayerInput* /*input*/,
                            std::span<int64_t> /*events*/) const {
  return EvenCycles(layer, std::identity());
}

AcceleratorPtr MakeStripes(const AcceleratorOptions& options) {
  Settings settings(kName, options.settings);
  const Constants constants =
      ReadLaneConstants(options.constants, kName, kStripesJson, LaneRules(kArea));
  LaneDesign design = MakeLaneDesign(kName, constants, kArea, settings);
  settings.RefuseOthers();
  return std::make_unique<Stripes>(std::move(design));
}

}  // namespace aqua::accel
