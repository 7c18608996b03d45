#include <gtest/gtest.h>

#include "aqua/graph/testing/fold.h"

namespace aqua::graph {
namespace {

using testing::Complains;
using testing::Fold;
using testing::FoldedShape;
using testing::FoldFloats;
using testing::FoldIntegers;
using testing::TestNode;

using Floats = std::vector<float>;
using Integers = std::vector<int64_t>;

constexpr int32_t kInt8 = 3;
constexpr int32_t kUint8 = 2;
constexpr int32_t kInt32 = 6;

TestNode Weights(std::vector<float> scales) {
  const Shape shape{static_cast<int64_t>(scales.size())};
  return TestNode("DequantizeLinear")
      .Typed({2, 3}, {-1, 2, -3, 4, -5, 127}, kInt8)
      .Constant(shape, std::move(scales));
}

TEST(FoldDequantizeLinear, MakesWeightsReal) {
  EXPECT_EQ(FoldFloats(Weights({0.5F}).Typed({1}, {1}, kInt8)),
            (Floats{-1, 0.5F, -2, 1.5F, -3, 63}));
  EXPECT_EQ(FoldFloats(Weights({1, 2}).With("axis", int64_t{0})), (Floats{-1, 2, -3, 8, -10, 254}));
  EXPECT_EQ(FoldFloats(Weights({1, 2, 3})), (Floats{-1, 4, -9, 4, -10, 381}));
}

TEST(FoldDequantizeLinear, MakesBiasesReal) {
  EXPECT_EQ(FoldFloats(TestNode("DequantizeLinear")
                           .Typed({2}, {1 << 20, -7}, kInt32)
                           .Constant({2}, {0.25F, 2})
                           .With("axis", int64_t{0})),
            (Floats{1 << 18, -14}));
}

TEST(FoldDequantizeLinear, KeepsTheShapeOfWhatHasNoData) {
  EXPECT_EQ(FoldedShape(TestNode("DequantizeLinear").ShapeOnly({2, 3}).Constant({1}, {1})),
            (Shape{2, 3}));
}

TEST(FoldDequantizeLinear, RefusesWhatDoesNotFit) {
  EXPECT_TRUE(Complains(Weights({1}).Typed({1}, {1}, kUint8), "both must be the same"));
  EXPECT_TRUE(Complains(Weights({1, 2}), "2 scales"));
  EXPECT_TRUE(Complains(Weights({1, 2}).With("axis", int64_t{2}), "axis 2"));
  EXPECT_TRUE(Complains(Weights({0}), "scale is 0"));
  EXPECT_TRUE(Complains(TestNode("DequantizeLinear").LeftOut().Constant({1}, {1}), "missing"));
}

TEST(FoldQuantizeLinear, RoundsWeightsAndKeepsTheirType) {
  const TestNode node = TestNode("QuantizeLinear")
                            .Constant({4}, {0.25F, 0.75F, -0.6F, 99})
                            .Constant({}, {0.5F})
                            .Typed({}, {1}, kInt8);
  EXPECT_EQ(FoldIntegers(node), (Integers{1, 3, 0, 127}));
  EXPECT_EQ(Fold(node).constant->element_type, kInt8);
}

TEST(FoldReshape, KeepsHowIntegersAreStored) {
  EXPECT_EQ(
      Fold(TestNode("Reshape").Typed({1}, {3}, kInt8).Integers({1, 1})).constant->element_type,
      kInt8);
  EXPECT_EQ(
      Fold(TestNode("Cast").Constant({1}, {3}).With("to", int64_t{kUint8})).constant->element_type,
      kUint8);
}

}  // namespace
}  // namespace aqua::graph
