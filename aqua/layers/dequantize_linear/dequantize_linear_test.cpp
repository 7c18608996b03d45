#include "aqua/layers/dequantize_linear/dequantize_linear.h"

#include <gtest/gtest.h>

#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

constexpr int32_t kUint8 = 2;
constexpr int32_t kInt32 = 6;

TestNode OnMap() { return TestNode("DequantizeLinear").Activation({1, 2, 1, 2}); }

TEST(ImportDequantizeLinear, TakesOneScale) {
  const auto layer =
      OnMap().Constant({}, {0.5F}).Typed({}, {128}, kUint8).ImportAs<DequantizeLinear>();
  EXPECT_EQ(ValuesOf(RunWhole(*layer, {Tensor({1, 2, 1, 2}, {{0, 128, 129, 255}})})),
            (std::vector<float>{-64, 0, 0.5F, 63.5F}));
}

TEST(ImportDequantizeLinear, OrOneAChannelWithoutZeroPoints) {
  const auto layer =
      OnMap().Constant({2}, {0.5F, 2}).With("axis", int64_t{-3}).ImportAs<DequantizeLinear>();
  EXPECT_EQ(ValuesOf(RunWhole(*layer, {Tensor({1, 2, 1, 2}, {{1, 2, 3, -4}})})),
            (std::vector<float>{0.5F, 1, 6, -8}));
  EXPECT_FALSE(layer->quantization().type());
}

TEST(ImportDequantizeLinear, TakesIntegersOf32Bits) {
  const auto layer =
      OnMap().Constant({}, {0.5F}).Typed({}, {0}, kInt32).ImportAs<DequantizeLinear>();
  EXPECT_EQ(layer->quantization().type()->name, "int32");
}

TEST(ImportDequantizeLinear, RefusesScalesThatAreNoSize) {
  EXPECT_NE(OnMap().Constant({}, {-1}).Complaint().find("scale is -1"), std::string::npos);
  EXPECT_NE(OnMap().Complaint().find("missing"), std::string::npos);
}

}  // namespace
}  // namespace aqua::layers
