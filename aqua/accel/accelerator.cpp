#include "aqua/accel/accelerator.h"

#include <numeric>

namespace aqua::accel {

Timing Accelerator::Time(const Mapping& /*mapping*/, const ImageWork& /*image*/,
                         const EventCounts& counts) const {
  const double cycles = std::accumulate(counts.cycles.begin(), counts.cycles.end(), 0.0);
  return {cycles * CycleNs(), cycles * CycleNs()};
}

}  // namespace aqua::accel
