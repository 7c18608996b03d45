// Counts times prices: what the images of one network cost on one accelerator, by layer and by
// component: picojoules, nanoseconds, square millimetres.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/cost/energy_table.h"

namespace aqua::cost {

// What one layer, or several together, come to.
struct Tally {
  int64_t macs = 0;
  std::vector<int64_t> resources;    // By Estimate::resource_names.
  std::vector<int64_t> events;       // By Estimate::event_names.
  std::vector<double> breakdown_pj;  // By Estimate::component_names.
  double energy_pj = 0;              // The sum of breakdown_pj. Never depends on values.
  // The same by the values of the image: what really happened, at the prices for known values.
  // Equal to the above where values are not known.
  std::vector<double> value_breakdown_pj;  // By Estimate::component_names.
  double value_energy_pj = 0;
};

struct LayerEstimate {
  std::string name;
  layers::WorkKind kind = layers::WorkKind::kUncounted;  // Uncounted: the tally is zero.
  Tally tally;
  double busy_ns = 0;  // How long the layer's own units work.
};

struct Estimate {
  std::string accelerator;
  std::vector<std::string> resource_names;
  std::vector<std::string> event_names;
  std::vector<std::string> component_names;
  std::vector<LayerEstimate> layers;  // One a workload, in order.
  Tally total;
  Tally convolution;  // Published tables count these layers alone.
  Tally dense;
  accel::Timing timing;
  std::vector<accel::ComponentArea> area;  // Empty where nobody published any.
  double area_mm2 = 0;                     // Their sum.
  std::vector<std::string> notes;          // What a reader must know, a sentence each.
  bool from_values = false;                // Counted from what the layers really read.
};

// One network on one accelerator, mapped and priced once; then one call an image. Holds a reference
// to the accelerator, which must outlive it. Calls are const and safe from several threads.
class Estimator {
 public:
  // `network`: the uncropped network. Throws Error as Accelerator::Map does.
  Estimator(const accel::Accelerator& accelerator, std::span<const layers::Workload> network);

  // `image`: the same layers with this image's positions. Both throw Error as Accelerator::Count.
  Estimate ForImage(const accel::ImageWork& image) const;
  // ForImage(image).total.energy_pj without the detail: what a study asks for, 16 times an image.
  double EnergyPj(std::span<const layers::Workload> image) const;

 private:
  Tally EmptyTally() const;
  Estimate Named() const;  // Names, area and notes; nothing counted yet.
  LayerEstimate ForLayer(const layers::Workload& work, size_t index,
                         const accel::EventCounts& counts) const;
  // Events, time and value_breakdown_pj as the image's values have them.
  void TakeValues(const accel::EventCounts& counts, size_t index, LayerEstimate& layer) const;

  const accel::Accelerator& accelerator_;
  EnergyTable prices_;
  EnergyTable value_prices_;
  accel::Mapping mapping_;
};

// The whole network, uncropped.
Estimate EstimateNetwork(const accel::Accelerator& accelerator,
                         std::span<const layers::Workload> network);

}  // namespace aqua::cost
