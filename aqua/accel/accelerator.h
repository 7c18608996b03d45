// The door to a hardware model: workloads in, counts of what costs something out, and the price of
// each. It never hears of images or crops: a cropped network is one with fewer positions.
// Models are closed formulas and hold no state, so one object serves every image and thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "aqua/accel/event_counts.h"
#include "aqua/layers/workload.h"

namespace aqua::accel {

// What one event costs in one component. An event may have a price in several components, and a
// component may charge for several events.
struct EnergyPrice {
  size_t event = 0;  // Into Accelerator::EventNames().
  std::string component;
  double energy_pj = 0;
  std::string source;  // Table or page it comes from, with the arithmetic.
};

class Accelerator {
 public:
  Accelerator() = default;
  Accelerator(const Accelerator&) = delete;
  Accelerator& operator=(const Accelerator&) = delete;
  virtual ~Accelerator() = default;

  virtual std::string_view Name() const = 0;
  virtual std::span<const std::string> ResourceNames() const = 0;  // "crossbars"
  virtual std::span<const std::string> EventNames() const = 0;     // "array_reads"
  virtual std::span<const EnergyPrice> Prices() const = 0;
  virtual double CycleNs() const = 0;

  // Where the weights sit; once a network. Throws Error for work the design cannot do: bits out of
  // its range, sizes past any count.
  virtual Mapping Map(std::span<const layers::Workload> network) const = 0;

  // What happens while one image runs through a mapped network: `image` holds the same layers, with
  // as many positions as this image asks for. Throws Error as Map does.
  virtual EventCounts Count(const Mapping& mapping,
                            std::span<const layers::Workload> image) const = 0;
};

using AcceleratorPtr = std::unique_ptr<const Accelerator>;

// How a user may bend a model.
struct AcceleratorOptions {
  std::filesystem::path constants;  // Read instead of the built-in file; empty: built in.
  std::map<std::string, std::string> settings;  // Each model's header says which it knows.
};

}  // namespace aqua::accel
