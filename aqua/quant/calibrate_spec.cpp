#include "aqua/quant/calibrate_spec.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/core/fixed_point.h"

namespace aqua::quant {
namespace {

constexpr int kLeastCodeBits = 2;
constexpr int kMostCodeBits = 8;

void CheckWithin(std::string_view what, int found, int least, int most) {
  if (found >= least && found <= most) return;
  throw Error("{} {}, expected {} to {}", found, what, least, most);
}

void CheckBits(const CalibrateSpec& spec) {
  if (spec.method != Method::kWeightedEntropy) {
    CheckWithin("weight bits", spec.weight_bits, kLeastBits, kMostBits);
    CheckWithin("activation bits", spec.activation_bits, kLeastBits, kMostBits);
    return;
  }
  CheckWithin("bits of a weight's level", spec.weight_level_bits, kLeastCodeBits, kMostBits);
  CheckWithin("bits of an activation's level", spec.activation_level_bits, kLeastCodeBits,
              kMostBits);
  CheckWithin("weight bits (of a code)", spec.weight_bits, kLeastCodeBits,
              std::min(kMostCodeBits, spec.weight_level_bits));
  CheckWithin("activation bits (of a code)", spec.activation_bits, kLeastCodeBits,
              std::min(kMostCodeBits, spec.activation_level_bits));
}

void CheckBorders(const CalibrateSpec& spec) {
  const std::vector<int>& bits = spec.border_bits;
  for (size_t i = 0; i < bits.size(); ++i) {
    if (bits[i] < kLeastBits || bits[i] >= spec.ActivationDatapathBits()) {
      throw Error("a border of {} bits, expected at least {} and fewer than the activations' {}",
                  bits[i], kLeastBits, spec.ActivationDatapathBits());
    }
    if (std::find(bits.begin(), bits.begin() + static_cast<std::ptrdiff_t>(i), bits[i]) !=
        bits.begin() + static_cast<std::ptrdiff_t>(i)) {
      throw Error("a border of {} bits twice, expected once", bits[i]);
    }
  }
}

}  // namespace

int CalibrateSpec::ActivationDatapathBits() const {
  return method == Method::kWeightedEntropy ? activation_level_bits : activation_bits;
}

std::string CalibrateSpec::ToString() const {
  std::string text = fmt::format("{} {}/{}", NameOf(method), weight_bits, activation_bits);
  if (method == Method::kPercentile) text += fmt::format(", percentile {}", percentile);
  if (method == Method::kWeightedEntropy) {
    text += fmt::format(" as codes of {}/{}", weight_level_bits, activation_level_bits);
    if (zero_weight_level) text += ", a weight level of zero";
    if (mean_levels) text += ", levels at means";
    if (codes_skip_first_and_depthwise) text += ", first and depthwise layers plain";
  }
  if (per_channel_weights) text += ", weights by channel";
  if (bias_correction) text += ", biases corrected";
  if (!border_bits.empty()) text += fmt::format(", borders of {}", fmt::join(border_bits, ", "));
  return text;
}

void CalibrateSpec::Check() const {
  constexpr double kLeastPercentile = 50;
  constexpr double kMostPercentile = 100;
  CheckBits(*this);
  if (!(percentile > kLeastPercentile && percentile <= kMostPercentile)) {
    throw Error("percentile {}, expected more than {}, at most {}", percentile, kLeastPercentile,
                kMostPercentile);
  }
  CheckBorders(*this);
}

CalibrateSpec DefaultsOf(Method method) {
  constexpr int kFlexBits = 16;
  constexpr int kWeightCodeBits = 4;
  constexpr int kActivationCodeBits = 6;
  CalibrateSpec spec;
  spec.method = method;
  if (method == Method::kFlexPoint) {
    spec.weight_bits = spec.activation_bits = kFlexBits;
    spec.per_channel_weights = false;
  }
  if (method == Method::kWeightedEntropy) {
    spec.weight_bits = kWeightCodeBits;
    spec.activation_bits = kActivationCodeBits;
  }
  return spec;
}

}  // namespace aqua::quant
