// How many bits every layer's weights and activations have, and which accelerator counts them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/crop/plan.h"
#include "aqua/quant/profile.h"

namespace aqua::study {

struct Precision {
  // One number for all layers with weights; or one each; or one a convolution, and 16 for dense
  // layers. In the order in which the layers run.
  std::vector<int> weight_bits = {16};
  std::vector<int> activation_bits = {16};
  std::optional<quant::Profile> profile;  // In place of both.
  std::string profile_file;               // Where it is from, for messages.

  std::string ToString() const;  // "16/9-8-5-5-7", "profile by max-range"
};

struct AcceleratorSpec {
  std::string name = "isaac";
  accel::AcceleratorOptions options;

  std::string ToString() const;  // "isaac adc_bits=9"
};

// The network's work under a plan. Throws Error when the lists of bits, or the profile, do not fit
// the network.
layers::Workloads WorkAtPrecision(const graph::Graph& graph, const crop::CropPlan& plan,
                                  const Precision& precision);

// The network that runs: with a profile its fixed-point one (quant/quantized_graph.h), else as it
// is. Throws Error as above.
graph::Graph GraphAtPrecision(const graph::Graph& graph, const Precision& precision);

}  // namespace aqua::study
