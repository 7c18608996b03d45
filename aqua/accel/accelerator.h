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
#include <vector>

#include "aqua/accel/event_counts.h"
#include "aqua/accel/layer_input.h"
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

struct ComponentArea {
  std::string component;
  double area_mm2 = 0;
  std::string source;
};

// Kept apart because a pipeline has a result more often than it takes to get one.
struct Timing {
  double latency_ns = 0;   // One image alone, from its first input to the answer.
  double interval_ns = 0;  // Between two answers when images follow each other without a gap.
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
  // Prices for an image whose values are known, where the design's energy depends on them: the
  // same components as Prices(), charged for what really happens. Default: Prices().
  virtual std::span<const EnergyPrice> ValuePrices() const { return Prices(); }
  virtual double CycleNs() const = 0;

  // Where the weights sit; once a network. Throws Error for work the design cannot do: bits out of
  // its range, sizes past any count.
  virtual Mapping Map(std::span<const layers::Workload> network) const = 0;

  // What happens while one image runs through a mapped network: `image` holds the same layers, with
  // as many positions as this image asks for. Throws Error as Map does.
  virtual EventCounts Count(const Mapping& mapping, const ImageWork& image) const = 0;

  // Of an image that was counted. Default: layers run one after the other, images too.
  virtual Timing Time(const Mapping& mapping, const ImageWork& image,
                      const EventCounts& counts) const;

  // Of the hardware that the mapping takes. Empty where nobody published any.
  virtual std::vector<ComponentArea> Area(const Mapping& /*mapping*/) const { return {}; }

  // What a reader of the result must know, a sentence each: "spread over 4 chips".
  virtual std::vector<std::string> Notes(const Mapping& /*mapping*/) const { return {}; }

  // What is taken to be so where an image's values are not known, a sentence; empty where nothing
  // depends on them.
  virtual std::string_view ValueAssumption() const { return {}; }
};

using AcceleratorPtr = std::unique_ptr<const Accelerator>;

// How a user may bend a model.
struct AcceleratorOptions {
  std::filesystem::path constants;  // Read instead of the built-in file; empty: built in.
  std::map<std::string, std::string> settings;  // Each model's header says which it knows.
};

}  // namespace aqua::accel
