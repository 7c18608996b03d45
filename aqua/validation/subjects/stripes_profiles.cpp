// The ideal speed-up of Stripes for published precision profiles: 16 over the mean precision of the
// convolutions, each weighted with the cycles it takes on the bit-parallel design.
#include <fmt/format.h>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"
#include "aqua/validation/subjects/lane_cycles.h"
#include "aqua/validation/subjects/profiled_networks.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

double IdealSpeedUp(const ProfiledNetwork& network, const std::vector<int>& bits) {
  const std::vector<double> cycles = LaneCycles("bit_parallel", network.convolutions);
  AQUA_CHECK_EQ(bits.size(), cycles.size());
  double parallel = 0;
  double serial = 0;
  for (size_t layer = 0; layer < cycles.size(); ++layer) {
    parallel += 16 * cycles[layer];
    serial += bits[layer] * cycles[layer];
  }
  return parallel / serial;
}

}  // namespace

void AddStripesProfiles(Recomputations& all) {
  for (const ProfiledNetwork& network : ProfiledNetworks()) {
    const std::string row = fmt::format("stripes_profiles.{}.", network.name);
    all[row + "full_accuracy"] = [network] { return IdealSpeedUp(network, network.full_accuracy); };
    all[row + "one_percent_loss"] = [network] {
      return IdealSpeedUp(network, network.one_percent_loss);
    };
  }
}

}  // namespace aqua::validation
