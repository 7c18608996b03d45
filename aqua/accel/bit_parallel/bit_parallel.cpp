#include "aqua/accel/bit_parallel/bit_parallel.h"

#include "aqua/accel/bit_parallel/bit_parallel_chip.h"

namespace aqua::accel {
namespace {

constexpr const char* kName = "bit_parallel";

}  // namespace

int64_t BitParallel::CountLayer(const LaneLayer& layer, const LayerInput* /*input*/,
                                std::span<int64_t> /*events*/) const {
  return EvenCycles(layer, 1);
}

AcceleratorPtr MakeBitParallel(const AcceleratorOptions& options) {
  Settings settings(kName, options.settings);
  LaneDesign design = MakeLaneDesign(kName, ReadBitParallelConstants(options.constants),
                                     AreaRatio::kPublished, settings);
  settings.RefuseOthers();
  return std::make_unique<BitParallel>(std::move(design));
}

}  // namespace aqua::accel
