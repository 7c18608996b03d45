#include "aqua/quant/layer_weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "aqua/graph/testing/model_builder.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_weights.h"

namespace aqua::quant {
namespace {

using graph::testing::ModelBuilder;
using graph::testing::RandomTensor;

constexpr int64_t kChannels = 4;
constexpr size_t kRows = 90;

CalibrateSpec Repaired() { return DefaultsOf(Method::kWeightedEntropy); }

CalibrateSpec Published() {
  CalibrateSpec spec = Repaired();
  spec.per_channel_weights = spec.mean_levels = spec.codes_skip_first_and_depthwise = false;
  return spec;
}

// Of the second layer of a network; the first has codes nowhere but where they are asked for.
LayerFormat FormatOf(const Tensor& weights, const CalibrateSpec& spec, int64_t groups = 1) {
  const int64_t inputs = weights.shape()[1] * groups;
  const graph::Graph graph =
      ModelBuilder({1, 2, 8, 8})
          .Weights("first", {inputs, 2, 1, 1}, 1)
          .Floats("second", weights.shape(), {weights.values().begin(), weights.values().end()})
          .Node("Conv", {"x", "first"}, "conv1")
          .Node("Conv", {"conv1", "second"}, "conv2", {{"group", onnx::Attribute(groups)}})
          .Build("conv2");
  LayerFormat format;
  SetWeights(graph, 1, spec, "conv2", format);
  return format;
}

double SquaredError(const Tensor& weights, const CalibrateSpec& spec) {
  const LayerFormat format = FormatOf(weights, spec);
  const std::vector<int32_t> integers = QuantizedWeights(weights, format, "conv");
  const layers::WeightGrid grid{format.weight_bits, format.weight_exponents};
  double error = 0;
  for (size_t i = 0; i < integers.size(); ++i) {
    const double value = std::ldexp(integers[i], grid.Exponent(static_cast<int64_t>(i / kRows)));
    error += std::pow(static_cast<double>(weights.values()[i]) - value, 2);
  }
  return error;
}

// Every channel is the first one, 2^(-3 channel) times as large.
Tensor OneChannelAtManyScales() {
  const Tensor first = RandomTensor({1, 10, 3, 3}, 5);
  Tensor weights({kChannels, 10, 3, 3});
  for (int64_t i = 0; i < weights.size(); ++i) {
    weights[i] = std::ldexp(first[i % first.size()], -3 * static_cast<int>(i / first.size()));
  }
  return weights;
}

TEST(LayerWeights, ChannelsAtOtherScalesTakeTheSameLevels) {
  const Tensor weights = OneChannelAtManyScales();
  const LayerFormat format = FormatOf(weights, Repaired());
  ASSERT_EQ(format.weight_exponents.size(), 4u);
  const std::vector<int32_t> integers = QuantizedWeights(weights, format, "conv");
  for (size_t i = kRows; i < integers.size(); ++i) {
    EXPECT_EQ(integers[i], integers[i % kRows]) << i;
  }
  for (size_t channel = 0; channel < 4; ++channel) {
    EXPECT_EQ(format.weight_exponents[channel],
              format.weight_exponents[0] - 3 * static_cast<int>(channel));
  }
}

TEST(LayerWeights, AsPublishedOneExponentServesALayer) {
  const Tensor weights = OneChannelAtManyScales();
  const LayerFormat format = FormatOf(weights, Published());
  EXPECT_EQ(format.weight_exponents.size(), 1u);
  EXPECT_EQ(format.weight_codes.levels.size(), 16u);
  // The last channel, 512 times smaller, is told by its signs alone.
  const std::vector<int32_t> integers = QuantizedWeights(weights, format, "conv");
  for (size_t i = 3 * kRows; i < integers.size(); ++i) {
    EXPECT_EQ(std::abs(integers[i]), std::abs(integers[3 * kRows])) << i;
  }
}

TEST(LayerWeights, EachRepairLosesLess) {
  const Tensor weights = OneChannelAtManyScales();
  CalibrateSpec by_channel = Published();
  by_channel.per_channel_weights = true;
  EXPECT_LT(SquaredError(weights, by_channel), SquaredError(weights, Published()));
  CalibrateSpec means = by_channel;
  means.mean_levels = true;
  EXPECT_LT(SquaredError(weights, means), SquaredError(weights, by_channel));
}

TEST(LayerWeights, TheFirstLayerIsPlainUnlessCodesAreAskedFor) {
  const graph::Graph graph = ModelBuilder({1, 2, 8, 8})
                                 .Weights("w", {4, 2, 3, 3}, 1)
                                 .Node("Relu", {"x"}, "relu")
                                 .Node("Conv", {"relu", "w"}, "conv")
                                 .Build("conv");
  LayerFormat format;
  SetWeights(graph, 1, Repaired(), "conv", format);
  EXPECT_TRUE(format.weight_codes.empty());
  EXPECT_EQ(format.weight_bits, 8);
  EXPECT_EQ(format.weight_exponents.size(), 4u);
  SetWeights(graph, 1, Published(), "conv", format);
  EXPECT_EQ(format.weight_codes.levels.size(), 16u);
}

TEST(LayerWeights, DepthwiseWeightsArePlainUnlessCodesAreAskedFor) {
  const Tensor weights = RandomTensor({6, 1, 3, 3}, 1);
  CalibrateSpec spec = Repaired();
  const LayerFormat plain = FormatOf(weights, spec, 6);
  EXPECT_TRUE(plain.weight_codes.empty());
  EXPECT_EQ(plain.weight_bits, spec.weight_level_bits);
  EXPECT_EQ(plain.weight_exponents.size(), 6u);
  spec.codes_skip_first_and_depthwise = false;
  EXPECT_EQ(FormatOf(weights, spec, 6).weight_codes.levels.size(), 16u);
}

TEST(LayerWeights, OtherConvolutionsOfOneChannelOrOfGroupsHaveCodes) {
  EXPECT_FALSE(FormatOf(RandomTensor({6, 1, 3, 3}, 1), Repaired(), 1).weight_codes.empty());
  EXPECT_FALSE(FormatOf(RandomTensor({6, 2, 3, 3}, 1), Repaired(), 3).weight_codes.empty());
}

TEST(LayerWeights, ExponentsStayInRangeForTiniestAndLargestWeights) {
  Tensor weights = RandomTensor({kChannels, 10, 3, 3}, 2);
  for (int64_t i = 0; i < weights.size(); ++i) {
    const int scale = std::array{-148, 126, 0, -90}[static_cast<size_t>(i / 90)];
    weights[i] = std::ldexp(weights[i], scale);
  }
  for (const CalibrateSpec& spec : {Repaired(), Published()}) {
    const LayerFormat format = FormatOf(weights, spec);
    for (const int exponent : format.weight_exponents) {
      EXPECT_GE(exponent, kLeastExponent);
      EXPECT_LE(exponent, kMostExponent);
    }
    EXPECT_EQ(CodebookFault(format.weight_codes, {format.weight_bits, 0, true}), "");
    QuantizedWeights(weights, format, "conv");
  }
}

TEST(LayerWeights, AChannelOfZerosHasSomeExponent) {
  Tensor weights = RandomTensor({kChannels, 10, 3, 3}, 2);
  std::fill_n(weights.data(), 90, 0.0F);
  const LayerFormat format = FormatOf(weights, Repaired());
  EXPECT_EQ(format.weight_exponents.size(), 4u);
  EXPECT_EQ(CodebookFault(format.weight_codes, {format.weight_bits, 0, true}), "");
}

}  // namespace
}  // namespace aqua::quant
