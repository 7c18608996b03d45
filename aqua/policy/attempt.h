// What a policy learns from having run one option on an image.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace aqua::policy {

struct Attempt {
  size_t option = 0;  // Of the menu.
  // By class, natural logarithms; all finite. Empty where the option stops at a gate.
  std::vector<float> log_probabilities;
  // What is seen at the gate: of every channel the mean over the kept cells; else empty.
  std::vector<float> gate_scores;
};

// The most probable class; the first of equals. The attempt has probabilities.
int FirstClass(std::span<const float> log_probabilities);

// Logarithms of the softmax of `outputs`, or of outputs that are probabilities already. A
// probability of 0 becomes the smallest positive float, so that logarithms stay finite. Throws
// Error for no outputs, and for one that is no finite number.
std::vector<float> LogProbabilities(std::span<const float> outputs, bool are_probabilities);

}  // namespace aqua::policy
