// How to calibrate: the method and its settings.
#pragma once

#include <string>
#include <vector>

#include "aqua/quant/method.h"

namespace aqua::quant {

struct CalibrateSpec {
  Method method = Method::kMse;
  // Of an integer, 1 to 16; with weighted entropy of a code, 2 to 8.
  int weight_bits = 8;
  int activation_bits = 8;
  double percentile = 99.99;        // Of that method alone: above 50, at most 100.
  bool per_channel_weights = true;  // Else one exponent a layer.
  bool bias_correction = true;
  // Of weighted entropy: the integers that its levels are, as the datapath takes them.
  int weight_level_bits = 8;
  int activation_level_bits = 8;
  bool zero_weight_level = false;  // 2^bits - 1 levels, one of them 0.
  // Of weighted entropy, repairs that need no training. As published: none of these, one exponent a
  // layer, biases not corrected.
  bool mean_levels = true;                     // Clusters of weights stand at their means.
  bool codes_skip_first_and_depthwise = true;  // There plain weight_level_bits.
  std::vector<int> border_bits = {};  // A border format each, fewer than the activations' bits.

  // What the datapath takes.
  int ActivationDatapathBits() const;
  std::string ToString() const;  // "mse 8/8, weights by channel, biases corrected"
  // Throws Error, naming the setting, for one that is out of range.
  void Check() const;
};

// FlexPoint with 16 bits and one exponent a tensor, as its authors use it; weighted entropy with
// codes of 4 and 6 bits and all repairs; the others with 8 bits.
CalibrateSpec DefaultsOf(Method method);

}  // namespace aqua::quant
