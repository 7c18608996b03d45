// Single layers against arithmetic by hand.
#include "aqua/exec/integer/integer_layer.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/exec/integer/testing/one_layer.h"
#include "aqua/exec/integer/testing/recording_unit.h"

namespace aqua::exec {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

using Integers = std::vector<int32_t>;
using Sums = std::vector<int64_t>;
using Floats = std::vector<float>;

quant::Profile ProfileOf(quant::LayerFormat format) { return {"one", "test", {std::move(format)}}; }

// 1 2 3 4 / 5 6 7 8 / 9 10 11 12, times `factor`.
void FillCounting(Tensor& image, int64_t channel, float factor) {
  for (int64_t i = 0; i < 12; ++i) image[channel * 12 + i] = static_cast<float>(i + 1) * factor;
}

TEST(IntegerLayer, AConvolutionWithEverythingIsWhatHandsCompute) {
  layers::KernelGeometry geometry;
  geometry.rows = {2, 2, 1, 1, 0};     // Stride 2, a row of padding on top.
  geometry.columns = {2, 1, 2, 0, 1};  // Dilation 2, a column of padding at the right.
  const Tensor weights({2, 1, 2, 2}, Floats{1, 2, 3, -1, -0.5F, 0, 0, 2});
  const Tensor bias({2}, Floats{0.5F, -1});
  const graph::Graph graph = ConvNetwork(weights, bias, 2, geometry, {1, 2, 3, 4});
  Tensor image({1, 2, 3, 4});
  FillCounting(image, 0, 2);
  FillCounting(image, 1, 4);
  const quant::Profile profile = ProfileOf({"conv", 4, {0, -1}, {5, 1, false}});
  IntegerSpec spec;
  spec.profile = &profile;
  RecordingUnit unit;
  const Tensor result = RunInteger(graph, FullPlan(graph), spec, image, unit);

  const RecordedGroup& first = unit.groups.at({0, 0});
  // Rows of the kernel one after the other: the padding above, then the map.
  EXPECT_EQ(Integers(first.activations.begin(), first.activations.begin() + 8),
            (Integers{0, 0, 1, 3, 0, 0, 2, 4}));
  EXPECT_EQ(first.sums, (Sums{0, 2, 9, 35, 40, 40}));
  const RecordedGroup& second = unit.groups.at({0, 1});
  EXPECT_EQ(second.weights, (Integers{-1, 0, 0, 4}));
  EXPECT_EQ(second.sums, (Sums{24, 32, 0, 78, 84, -14}));
  // Times 2^1 * 2^0 plus 0.5; times 2^1 * 2^-1 minus 1.
  EXPECT_EQ(ValuesOf(result), (Floats{0.5F, 4.5F, 18.5F, 70.5F, 80.5F, 80.5F,  //
                                      23, 31, -1, 77, 83, -15}));
}

TEST(IntegerLayer, ChannelsAreInnermostInTheRows) {
  layers::KernelGeometry geometry;
  geometry.columns.kernel = 2;
  const Tensor weights({1, 2, 1, 2}, Floats{7, 8, 9, 10});
  const graph::Graph graph = ConvNetwork(weights, Tensor(), 1, geometry, {1, 2, 1, 3});
  const quant::Profile profile = ProfileOf({"conv", 5, {0}, {3, 0, false}});
  IntegerSpec spec;
  spec.profile = &profile;
  RecordingUnit unit;
  RunInteger(graph, FullPlan(graph), spec, Tensor({1, 2, 1, 3}, Floats{1, 2, 3, 4, 5, 6}), unit);
  const RecordedGroup& group = unit.groups.at({0, 0});
  EXPECT_EQ(group.activations, (Integers{1, 4, 2, 5, 2, 5, 3, 6}));
  EXPECT_EQ(group.weights, (Integers{7, 9, 8, 10}));
  EXPECT_EQ(group.sums, (Sums{109, 143}));
  EXPECT_EQ(group.layer, "conv");
  EXPECT_EQ(group.product.weight_bits, 5);
  EXPECT_EQ(group.product.activation_bits, 3);
  EXPECT_FALSE(group.product.activations_signed);
}

TEST(IntegerLayer, DenseRowsArePositions) {
  const Tensor weights({2, 3}, Floats{1, 2, 3, -4, 5, 6});
  const graph::Graph graph = DenseNetwork(weights, Tensor({2}, Floats{0.25F, 100}), 2);
  const quant::Profile profile = ProfileOf({"dense", 4, {0}, {5, 0, true}});
  std::vector<RecordedInput> seen;
  IntegerSpec spec;
  spec.profile = &profile;
  spec.observe = [&](const QuantizedInput& input) { seen.emplace_back(input); };
  const Tensor result = RunInteger(graph, spec, Tensor({1, 2, 3}, Floats{1, -1, 2, 7, -16, 15}));
  EXPECT_EQ(ValuesOf(result), (Floats{5.25F, 103, 20.25F, 82}));
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].height, 2);
  EXPECT_EQ(seen[0].width, 1);
  EXPECT_EQ(seen[0].channels, 3);
  EXPECT_EQ(seen[0].values, (Integers{1, -1, 2, 7, -16, 15}));
}

// What a 1x1 convolution of one channel, one weight, makes of `values`.
Floats Times(float weight, const Floats& values, const quant::LayerFormat& format) {
  const auto width = static_cast<int64_t>(values.size());
  const graph::Graph graph =
      ConvNetwork(Tensor({1, 1, 1, 1}, Floats{weight}), Tensor(), 1, {}, {1, 1, 1, width});
  const quant::Profile profile = ProfileOf(format);
  IntegerSpec spec;
  spec.profile = &profile;
  return ValuesOf(RunInteger(graph, spec, Tensor({1, 1, 1, width}, values)));
}

TEST(IntegerLayer, RoundsToItsFormatsTiesToEven) {
  EXPECT_EQ(Times(1, {2.5F, 3.5F, -2.5F, 0.4F}, {"conv", 8, {0}, {8, 0, true}}),
            (Floats{2, 4, -2, 0}));
  // 0.75 is 1.5 steps of 2^-1, so 2 of them.
  EXPECT_EQ(Times(0.75F, {4, 8}, {"conv", 8, {-1}, {8, 2, false}}), (Floats{4, 8}));
}

TEST(IntegerLayer, SaturatesAtTheEndsOfItsFormats) {
  EXPECT_EQ(Times(1, {15, 16, 1e30F, -1}, {"conv", 4, {0}, {4, 0, false}}),
            (Floats{15, 15, 15, 0}));
  EXPECT_EQ(Times(1, {7, 8, -8, -9}, {"conv", 4, {0}, {4, 0, true}}), (Floats{7, 7, -8, -8}));
  EXPECT_EQ(Times(9, {1}, {"conv", 4, {0}, {4, 0, true}}), (Floats{7}));
  EXPECT_EQ(Times(-9, {1}, {"conv", 4, {0}, {4, 0, true}}), (Floats{-8}));
}

TEST(IntegerLayer, EveryExponentScalesExactly) {
  EXPECT_EQ(Times(0x1p63F, {0x1p63F}, {"conv", 2, {63}, {2, 63, false}}), (Floats{0x1p126F}));
  EXPECT_EQ(Times(0x1p-64F, {0x1p-64F}, {"conv", 2, {-64}, {2, -64, false}}), (Floats{0x1p-128F}));
}

RecordedInput FormatSeen(const Floats& values, int bits) {
  const auto width = static_cast<int64_t>(values.size());
  const graph::Graph graph =
      ConvNetwork(Tensor({1, 1, 1, 1}, Floats{0.75F}), Tensor(), 1, {}, {1, 1, 1, width});
  std::vector<RecordedInput> seen;
  IntegerSpec spec;
  spec.activation_bits = bits;
  spec.observe = [&](const QuantizedInput& input) { seen.emplace_back(input); };
  RunInteger(graph, spec, Tensor({1, 1, 1, width}, values));
  return seen.at(0);
}

TEST(IntegerLayer, WithoutAProfileActivationsAreCoveredAsTheImageNeeds) {
  EXPECT_EQ(FormatSeen({0.5F, 3}, 4).format, (FixedPoint{4, -2, false}));
  EXPECT_EQ(FormatSeen({0.5F, 3}, 4).values, (Integers{2, 12}));
  EXPECT_EQ(FormatSeen({-0.5F, 3}, 4).format, (FixedPoint{4, -1, true}));
  EXPECT_EQ(FormatSeen({0, 0}, 4).format, (FixedPoint{4, kLeastExponent, false}));
}

TEST(IntegerLayer, WithoutAProfileWeightsAreSignedAndCovered) {
  const graph::Graph graph =
      ConvNetwork(Tensor({2, 1, 1, 1}, Floats{0.75F, 3}), Tensor(), 1, {}, {1, 1, 1, 1});
  IntegerSpec spec;
  spec.weight_bits = 4;
  RecordingUnit unit;
  RunInteger(graph, FullPlan(graph), spec, Tensor({1, 1, 1, 1}, Floats{1}), unit);
  const RecordedGroup& group = unit.groups.at({0, 0});
  EXPECT_EQ(group.weight_exponents, (std::vector<int>{-1}));  // 6 of 7, not 12 of 15.
  EXPECT_EQ(group.weights, (Integers{2, 6}));                 // 1.5 is a tie.
  EXPECT_EQ(group.product.weight_bits, 4);
}

TEST(IntegerLayer, BitsMayBeGivenNodeByNode) {
  const graph::Graph graph =
      ConvNetwork(Tensor({1, 1, 1, 1}, Floats{0.75F}), Tensor(), 1, {}, {1, 1, 1, 1});
  IntegerSpec spec;
  spec.weight_bits_by_node = {3};
  spec.activation_bits_by_node = {5};
  RecordingUnit unit;
  RunInteger(graph, FullPlan(graph), spec, Tensor({1, 1, 1, 1}, Floats{1}), unit);
  EXPECT_EQ(unit.groups.at({0, 0}).product.weight_bits, 3);
  EXPECT_EQ(unit.groups.at({0, 0}).product.activation_bits, 5);
}

TEST(IntegerLayer, EachGroupIsGivenTheExponentsOfItsChannels) {
  const Tensor weights({4, 1, 1, 1}, Floats{1, 2, 4, 8});
  const graph::Graph graph = ConvNetwork(weights, Tensor(), 2, {}, {1, 2, 1, 1});
  const quant::Profile profile = ProfileOf({"conv", 2, {0, 1, 2, 3}, {4, 0, false}});
  IntegerSpec spec;
  spec.profile = &profile;
  RecordingUnit unit;
  const Tensor image({1, 2, 1, 1}, Floats{3, 5});
  const Tensor result = RunInteger(graph, FullPlan(graph), spec, image, unit);
  EXPECT_EQ(unit.groups.at({0, 0}).weight_exponents, (std::vector<int>{0, 1}));
  EXPECT_EQ(unit.groups.at({0, 1}).weight_exponents, (std::vector<int>{2, 3}));
  EXPECT_EQ(unit.groups.at({0, 1}).weights, (Integers{1, 1}));
  EXPECT_EQ(ValuesOf(result), (Floats{3, 6, 20, 40}));
}

TEST(IntegerLayer, CutCellsAreZerosAndAreNotRead) {
  layers::KernelGeometry geometry;
  geometry.columns = {3, 1, 1, 1, 1};
  const Tensor ones({1, 1, 1, 3}, Floats{1, 1, 1});
  const graph::Graph graph = ConvNetwork(ones, Tensor(), 1, geometry, {1, 1, 1, 6});
  crop::CropPlan plan = FullPlan(graph);
  plan.kept[0].columns = {2, 4};  // Of the output all stays: its ends see nothing but cut cells.
  std::vector<RecordedInput> seen;
  IntegerSpec spec;
  spec.observe = [&](const QuantizedInput& input) { seen.emplace_back(input); };
  spec.activation_bits = 4;
  const float bad = std::numeric_limits<float>::quiet_NaN();
  ExactUnit unit;
  const Tensor result =
      RunInteger(graph, plan, spec, Tensor({1, 1, 1, 6}, Floats{bad, bad, 5, 6, bad, bad}), unit);
  EXPECT_EQ(seen.at(0).format, (FixedPoint{4, -1, false}));
  EXPECT_EQ(seen.at(0).values, (Integers{0, 0, 0, 10, 12, 0, 0, 0}));
  EXPECT_EQ(ValuesOf(result), (Floats{0, 5, 11, 11, 6, 0}));
}

}  // namespace
}  // namespace aqua::exec
