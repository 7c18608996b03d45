// The ways to choose fixed-point formats without retraining, by name.
#pragma once

#include <string>
#include <string_view>

namespace aqua::quant {

enum class Method {
  kMaxRange,         // Covers all that was seen.
  kPercentile,       // Clips what lies past a percentile of all values.
  kMse,              // Least squared error of rounding and clipping together.
  kFlexPoint,        // One exponent for a whole tensor, covering (Koster et al., NIPS 2017).
  kWeightedEntropy,  // Clusters of weights, logarithmic levels (Park, Ahn, Yoo, CVPR 2017).
};

// "max-range", "percentile", "mse", "flexpoint", "weighted-entropy". Throws Error for others.
Method MethodOf(std::string_view name);
std::string_view NameOf(Method method);
std::string MethodNames();  // For messages: all of them.

}  // namespace aqua::quant
