// How sure a network should be. Networks give probabilities that are too extreme, or not enough so;
// softmax(logits / T) with one fitted T > 0 says better what happens and leaves every answer as it
// is (Guo et al., "On calibration of modern neural networks", ICML 2017, sec. 4.2).
#pragma once

#include <span>

namespace aqua::policy {

// One image that has a right class.
struct LabelledScores {
  std::span<const float> scores;  // Logits, or log-probabilities: they differ by a constant.
  int right = 0;                  // Index into the scores.
};

// The T that minimises the mean of -log softmax(scores / T)[right], within [1/20, 20]; 1 for no
// images. Throws Error for a score that is no finite number.
double FitTemperature(std::span<const LabelledScores> images);

}  // namespace aqua::policy
