// What the designs of the family share: mapping, counts, prices, area. A design adds how long a
// layer's steps take, and events of its own. The energy of a cycle is the power of the chip times
// the cycle, whatever the layer: see lane_constants.h.
// Settings of every design: first_layer = folded (default) or plain (see folding.h); fixed_power =
// off (default) or on: whether the constant power of the links off the chip is counted.
#pragma once

#include <string>
#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/lanes/lane_constants.h"
#include "aqua/accel/lanes/lane_layer.h"
#include "aqua/accel/settings.h"

namespace aqua::accel {

// What is fixed once a user's options are read.
struct LaneDesign {
  std::string name;
  LaneGeometry geometry;
  FirstLayer first_layer = FirstLayer::kFolded;
  double cycle_ns = 0;
  std::vector<EnergyPrice> prices;
  std::vector<ComponentArea> areas;  // Empty: nobody published any.
  std::vector<std::string> events;   // compute_cycles, steps, then the design's own.
};

class LaneAccelerator : public Accelerator {
 public:
  // Columns of the mapping.
  enum Resource : size_t {
    kFilterPasses,  // How often a layer's input is read, in turns over its filters, all groups'.
    kResourceCount,
  };
  // Columns of the counts.
  enum Event : size_t {
    kComputeCycles,
    kSteps,  // One brick at one tap for one pallet and one filter pass.
    kOwnEvents,
  };

  std::string_view Name() const override { return design_.name; }
  std::span<const std::string> ResourceNames() const override;
  std::span<const std::string> EventNames() const override { return design_.events; }
  std::span<const EnergyPrice> Prices() const override { return design_.prices; }
  double CycleNs() const override { return design_.cycle_ns; }
  std::vector<ComponentArea> Area(const Mapping& /*mapping*/) const override {
    return design_.areas;
  }

  // Both throw Error as MakeLaneLayer does, Count also for values that activation_bits do not hold.
  Mapping Map(std::span<const layers::Workload> network) const override;
  EventCounts Count(const Mapping& mapping, const ImageWork& image) const override;

 protected:
  explicit LaneAccelerator(LaneDesign design) : design_(std::move(design)) {}

  const LaneGeometry& geometry() const { return design_.geometry; }

 private:
  // Cycles of a layer that has steps. `events`: its row, of which a design fills in the columns
  // from kOwnEvents on. `input`: what the layer reads, or null where that is not known.
  virtual int64_t CountLayer(const LaneLayer& layer, const LayerInput* input,
                             std::span<int64_t> events) const = 0;

  LaneDesign design_;
};

// Reads the settings of every design; call RefuseOthers after reading the design's own.
LaneDesign MakeLaneDesign(std::string name, const Constants& constants, AreaRatio area,
                          Settings& settings, const std::vector<std::string>& own_events = {});

}  // namespace aqua::accel
