#include <gtest/gtest.h>

#include "aqua/graph/testing/model_builder.h"
#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::graph {
namespace {

using testing::Attributes;
using testing::Kinds;
using testing::ModelBuilder;

using Integers = std::vector<int64_t>;

// Pad, then a 3x3 convolution of stride 2.
ModelBuilder PaddedConv(const Integers& pads, Attributes pad = {}, Attributes conv = {}) {
  conv["strides"] = Integers{2, 2};
  return ModelBuilder()
      .Weights("w", {4, 3, 3, 3}, 1)
      .Integers("pads", pads)
      .Node("Pad", {"x", "pads"}, "padded", std::move(pad))
      .Node("Conv", {"padded", "w"}, "y", std::move(conv));
}

TEST(FoldPads, MakesZerosTheConvolutionsOwn) {
  const Graph graph =
      PaddedConv({0, 0, 0, 2, 0, 0, 1, 3}, {}, {{"pads", Integers{1, 0, 0, 1}}}).Build("y");
  ASSERT_EQ(Kinds(graph), "Conv2d");
  const auto& conv = dynamic_cast<const layers::Conv2d&>(*graph.nodes[0].layer);
  EXPECT_EQ(conv.geometry().rows.pad_begin, 1);
  EXPECT_EQ(conv.geometry().rows.pad_end, 1);
  EXPECT_EQ(conv.geometry().columns.pad_begin, 2);
  EXPECT_EQ(conv.geometry().columns.pad_end, 4);
  EXPECT_EQ(graph.nodes[0].inputs, (std::vector<ValueIndex>{graph.input}));
  EXPECT_EQ(graph.values.size(), 2U);
}

TEST(FoldPads, ChangesNoResult) {
  const Integers pads = {0, 0, 0, 2, 0, 0, 1, 3};
  const Tensor image = testing::RandomTensor({2, 3, 8, 8}, 5);
  const Tensor folded = testing::Run(PaddedConv(pads).Build("y"), image);
  ModelBuilder unfolded = PaddedConv(pads);
  unfolded.Node("Identity", {"padded"}, "seen").Node("Relu", {"seen"}, "unused");
  // A second reader keeps the Pad.
  unfolded.Node("GlobalAveragePool", {"padded"}, "pooled")
      .Floats("zero", {1}, {0})
      .Node("Mul", {"pooled", "zero"}, "nothing")
      .Node("ReduceMean", {"nothing"}, "none", {{"axes", Integers{1, 2, 3}}})
      .Node("Add", {"y", "none"}, "sum");
  const Graph kept = unfolded.Build("sum");
  EXPECT_NE(Kinds(kept).find("Pad"), std::string::npos);
  const Tensor expected = testing::Run(kept, image);
  ASSERT_EQ(folded.shape(), expected.shape());
  for (int64_t i = 0; i < folded.size(); ++i) EXPECT_FLOAT_EQ(folded[i], expected[i]);
}

TEST(FoldPads, GoesIntoAValidConvolution) {
  const Attributes valid = {{"auto_pad", std::string("VALID")}};
  const Graph graph = PaddedConv({0, 0, 0, 0, 0, 0, 1, 1}, {}, valid).Build("y");
  EXPECT_EQ(Kinds(graph), "Conv2d");
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{1, 4, 4, 4}));
}

TEST(FoldPads, LeavesPaddingThatIsNoConvolutions) {
  const Integers ones = {0, 0, 1, 1, 0, 0, 1, 1};
  const auto kinds = [](const ModelBuilder& builder) { return Kinds(builder.Build("y")); };
  EXPECT_EQ(kinds(PaddedConv(ones)), "Conv2d");
  EXPECT_EQ(kinds(PaddedConv(ones, {{"mode", std::string("reflect")}})), "Pad Conv2d");
  EXPECT_EQ(kinds(PaddedConv({0, 0, -1, 1, 0, 0, 1, 1})), "Pad Conv2d");
  EXPECT_EQ(kinds(PaddedConv(ones, {}, {{"auto_pad", std::string("SAME_UPPER")}})), "Pad Conv2d");
  EXPECT_EQ(kinds(ModelBuilder()
                      .Integers("pads", ones)
                      .Node("Pad", {"x", "pads"}, "padded")
                      .Node("MaxPool", {"padded"}, "y", {{"kernel_shape", Integers{2, 2}}})),
            "Pad Pool2d");
  EXPECT_EQ(kinds(ModelBuilder()
                      .Integers("pads", ones)
                      .Floats("one", {}, {1})
                      .Weights("w", {4, 3, 3, 3}, 1)
                      .Node("Pad", {"x", "pads", "one"}, "padded")
                      .Node("Conv", {"padded", "w"}, "y")),
            "Pad Conv2d");
}

}  // namespace
}  // namespace aqua::graph
