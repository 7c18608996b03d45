#include "aqua/cost/energy_table.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua::cost {

EnergyTable::EnergyTable(const accel::Accelerator& accelerator,
                         std::span<const accel::EnergyPrice> prices)
    : event_pj_(accelerator.EventNames().size(), 0.0) {
  for (const accel::EnergyPrice& price : prices) {
    AQUA_CHECK(price.event < event_pj_.size());
    if (!std::isfinite(price.energy_pj) || price.energy_pj < 0) {
      throw Error("{}: {} pJ for {} in {}; expected 0 or more", accelerator.Name(), price.energy_pj,
                  accelerator.EventNames()[price.event], price.component);
    }
    lines_.push_back({price.event, ComponentIndex(price.component), price.energy_pj});
    event_pj_[price.event] += price.energy_pj;
  }
}

size_t EnergyTable::ComponentIndex(const std::string& name) {
  const auto found = std::find(component_names_.begin(), component_names_.end(), name);
  const auto index = static_cast<size_t>(found - component_names_.begin());
  if (found == component_names_.end()) component_names_.push_back(name);
  return index;
}

void EnergyTable::Charge(std::span<const int64_t> counts, std::span<double> breakdown_pj) const {
  AQUA_CHECK_EQ(counts.size(), event_pj_.size());
  AQUA_CHECK_EQ(breakdown_pj.size(), component_names_.size());
  for (const Line& line : lines_) {
    breakdown_pj[line.component] += static_cast<double>(counts[line.event]) * line.energy_pj;
  }
}

}  // namespace aqua::cost
