#include "aqua/quant/calibrate_spec.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/core/error.h"

namespace aqua::quant {
namespace {

std::string Complaint(const CalibrateSpec& spec) {
  try {
    spec.Check();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

CalibrateSpec Bits(Method method, int weights, int activations) {
  CalibrateSpec spec = DefaultsOf(method);
  spec.weight_bits = weights;
  spec.activation_bits = activations;
  return spec;
}

TEST(CalibrateSpec, DefaultsAreInRange) {
  for (const Method method : {Method::kMaxRange, Method::kPercentile, Method::kMse,
                              Method::kFlexPoint, Method::kWeightedEntropy}) {
    EXPECT_EQ(Complaint(DefaultsOf(method)), "") << NameOf(method);
  }
}

TEST(CalibrateSpec, BitsOutOfRangeAreNamed) {
  EXPECT_EQ(Complaint(Bits(Method::kMse, 0, 8)), "0 weight bits, expected 1 to 16");
  EXPECT_EQ(Complaint(Bits(Method::kMse, 8, 17)), "17 activation bits, expected 1 to 16");
  EXPECT_EQ(Complaint(Bits(Method::kWeightedEntropy, 9, 8)),
            "9 weight bits (of a code), expected 2 to 8");
  EXPECT_EQ(Complaint(Bits(Method::kWeightedEntropy, 4, 1)),
            "1 activation bits (of a code), expected 2 to 8");
  CalibrateSpec spec = Bits(Method::kWeightedEntropy, 6, 6);
  spec.weight_level_bits = 5;
  EXPECT_EQ(Complaint(spec), "6 weight bits (of a code), expected 2 to 5");
}

TEST(CalibrateSpec, APercentileOutOfRangeIsRefused) {
  for (const double percentile : {0.0, 50.0, 100.5, std::numeric_limits<double>::quiet_NaN()}) {
    CalibrateSpec spec = DefaultsOf(Method::kPercentile);
    spec.percentile = percentile;
    EXPECT_NE(Complaint(spec).find("expected more than 50, at most 100"), std::string::npos);
  }
}

TEST(CalibrateSpec, BordersHaveFewerBitsThanTheCentreAndEachOnce) {
  CalibrateSpec spec;
  spec.border_bits = {2, 3, 7};
  EXPECT_EQ(Complaint(spec), "");
  spec.border_bits = {8};
  EXPECT_EQ(Complaint(spec),
            "a border of 8 bits, expected at least 1 and fewer than the activations' 8");
  spec.border_bits = {0};
  EXPECT_NE(Complaint(spec), "");
  spec.border_bits = {3, 4, 3};
  EXPECT_EQ(Complaint(spec), "a border of 3 bits twice, expected once");
}

TEST(CalibrateSpec, SaysWhatItIs) {
  EXPECT_EQ(CalibrateSpec().ToString(), "mse 8/8, weights by channel, biases corrected");
  CalibrateSpec spec = DefaultsOf(Method::kWeightedEntropy);
  spec.bias_correction = false;
  spec.border_bits = {2, 4};
  EXPECT_EQ(spec.ToString(),
            "weighted-entropy 4/6 as codes of 8/8, levels at means, first and depthwise layers "
            "plain, weights "
            "by channel, borders of 2, 4");
  spec.mean_levels = spec.codes_skip_first_and_depthwise = spec.per_channel_weights = false;
  EXPECT_EQ(spec.ToString(), "weighted-entropy 4/6 as codes of 8/8, borders of 2, 4");
}

}  // namespace
}  // namespace aqua::quant
