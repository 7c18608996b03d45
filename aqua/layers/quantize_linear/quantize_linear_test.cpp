#include "aqua/layers/quantize_linear/quantize_linear.h"

#include <gtest/gtest.h>

#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

constexpr int32_t kFloat = 1;
constexpr int32_t kUint8 = 2;
constexpr int32_t kInt8 = 3;
constexpr int32_t kUint16 = 4;
constexpr int32_t kInt32 = 6;

TestNode OnMap() { return TestNode("QuantizeLinear", 21).Activation({1, 2, 1, 2}); }

TEST(ImportQuantizeLinear, TakesOneScale) {
  const auto layer = OnMap().Constant({}, {0.5F}).Typed({}, {-3}, kInt8).ImportAs<QuantizeLinear>();
  EXPECT_EQ(ValuesOf(RunWhole(*layer, {Tensor({1, 2, 1, 2}, {{0, 1, -1.25F, 100}})})),
            (std::vector<float>{-3, -1, -5, 127}));
}

TEST(ImportQuantizeLinear, OrOneAChannel) {
  const auto layer =
      OnMap().Constant({2}, {0.5F, 2}).Typed({2}, {0, 7}, kUint8).ImportAs<QuantizeLinear>();
  EXPECT_EQ(ValuesOf(RunWhole(*layer, {Tensor({1, 2, 1, 2}, {{1, -1, 2, -20}})})),
            (std::vector<float>{2, 0, 8, 0}));
}

TEST(ImportQuantizeLinear, FitsItsChannelsOnly) {
  const auto layer = OnMap().Constant({2}, {0.5F, 2}).ImportAs<QuantizeLinear>();
  EXPECT_EQ(layer->OutputShape(std::vector<Shape>{{1, 2, 4, 4}}), (Shape{1, 2, 4, 4}));
  EXPECT_THROW(layer->OutputShape(std::vector<Shape>{{1, 3, 4, 4}}), Error);
}

TEST(ImportQuantizeLinear, WritesUint8WhereNothingIsSaid) {
  const auto plain = OnMap().Constant({}, {1}).ImportAs<QuantizeLinear>();
  EXPECT_EQ(plain->quantization().type()->name, "uint8");
  const auto named =
      OnMap().Constant({}, {1}).With("output_dtype", int64_t{kUint16}).ImportAs<QuantizeLinear>();
  EXPECT_EQ(named->quantization().type()->name, "uint16");
}

TEST(ImportQuantizeLinear, RefusesWhatItCannotWrite) {
  const auto complains = [](const TestNode& node, const std::string& of) {
    const std::string text = node.Complaint();
    return text.find("test.onnx: node node (") == 0 && text.find(of) != std::string::npos;
  };
  EXPECT_TRUE(complains(OnMap(), "missing"));
  EXPECT_TRUE(complains(OnMap().Constant({}, {0}), "scale is 0"));
  EXPECT_TRUE(complains(OnMap().Constant({}, {1}).Typed({}, {0}, kInt32), "int32"));
  EXPECT_TRUE(complains(OnMap().Constant({}, {1}).Typed({}, {0}, 0), "zero point"));
  EXPECT_TRUE(complains(OnMap().Constant({}, {1}).Typed({}, {300}, kUint8), "300"));
  EXPECT_TRUE(complains(OnMap().Constant({}, {1}).Constant({}, {0}), "integers"));
  EXPECT_TRUE(complains(OnMap().Constant({2}, {1, 1}).Typed({}, {0}, kUint8), "1 zero points"));
  EXPECT_TRUE(complains(OnMap().Constant({1, 2}, {1, 1}), "1x2"));
  EXPECT_TRUE(complains(OnMap().Constant({0}, {}), "no number"));
  EXPECT_TRUE(complains(OnMap().ShapeOnly({}), "no number"));
  EXPECT_TRUE(complains(OnMap().Activation({1}), "computed"));
  const TestNode two = OnMap().Constant({2}, {1, 1});
  EXPECT_TRUE(complains(TestNode(two).With("axis", int64_t{4}), "axis 4"));
  EXPECT_TRUE(complains(TestNode(two).With("axis", int64_t{3}), "axis 3"));
  EXPECT_TRUE(complains(TestNode(two).With("block_size", int64_t{2}), "block"));
  for (const int64_t type : {int64_t{kFloat}, int64_t{22}, int64_t{-1}, int64_t{1} << 40}) {
    EXPECT_TRUE(complains(OnMap().Constant({}, {1}).With("output_dtype", type), "quantizes to"));
  }
}

}  // namespace
}  // namespace aqua::layers
