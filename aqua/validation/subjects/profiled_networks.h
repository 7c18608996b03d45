// The networks whose precision profiles were published for Stripes, and the profiles: bits of the
// activations of each convolution. All from memory, layer tables too: shown, never asserted.
#pragma once

#include <string>
#include <vector>

#include "aqua/layers/workload.h"

namespace aqua::validation {

struct ProfiledNetwork {
  std::string name;
  layers::Workloads convolutions;
  std::vector<int> full_accuracy;
  std::vector<int> one_percent_loss;  // Relative to full accuracy.
};

std::vector<ProfiledNetwork> ProfiledNetworks();

}  // namespace aqua::validation
