// What each event of an accelerator costs, by component: counts in, picojoules out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "aqua/accel/accelerator.h"

namespace aqua::cost {

class EnergyTable {
 public:
  // Prices of the accelerator's events. Throws Error for one that is negative or not finite.
  EnergyTable(const accel::Accelerator& accelerator, std::span<const accel::EnergyPrice> prices);

  // Every component once, in the order of the prices.
  const std::vector<std::string>& component_names() const { return component_names_; }

  // `counts`: one layer's events. Adds to `breakdown_pj`, by component.
  void Charge(std::span<const int64_t> counts, std::span<double> breakdown_pj) const;

  // All components of one event together.
  double EventPj(size_t event) const { return event_pj_[event]; }

 private:
  struct Line {
    size_t event;
    size_t component;
    double energy_pj;
  };

  size_t ComponentIndex(const std::string& name);

  std::vector<std::string> component_names_;
  std::vector<Line> lines_;
  std::vector<double> event_pj_;
};

}  // namespace aqua::cost
