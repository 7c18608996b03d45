#include <gtest/gtest.h>

#include "aqua/graph/testing/model_builder.h"
#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::graph {
namespace {

using testing::Kinds;
using testing::ModelBuilder;

constexpr float kTolerance = 1e-5F;

ModelBuilder WithNorm(int64_t channels) {
  const Shape shape{channels};
  std::vector<float> variance;
  for (int64_t i = 0; i < channels; ++i) variance.push_back(0.5F + static_cast<float>(i));
  return ModelBuilder()
      .Weights("gamma", shape, 11)
      .Weights("beta", shape, 12)
      .Weights("mean", shape, 13)
      .Floats("variance", shape, variance);
}

const std::vector<std::string> kNormInputs = {"a", "gamma", "beta", "mean", "variance"};

// The same network with a second reader of "a", which forbids to fold.
Tensor RunUnfolded(ModelBuilder builder, const Tensor& image) {
  builder.Node("Sub", {"a", "a"}, "zeros")
      .Node("Mul", {"zeros", "y"}, "nothing")
      .Node("Add", {"y", "nothing"}, "sum");
  const Graph graph = builder.Build("sum");
  EXPECT_GT(graph.nodes.size(), 4U);
  return testing::Run(graph, image);
}

void ExpectFolds(const ModelBuilder& builder, const std::string& kinds) {
  const Graph graph = builder.Build("y");
  EXPECT_EQ(Kinds(graph), kinds);
  const Tensor image = testing::RandomTensor({2, 3, 8, 8}, 7);
  const Tensor result = testing::Run(graph, image);
  const Tensor expected = RunUnfolded(builder, image);
  ASSERT_EQ(result.shape(), expected.shape());
  for (int64_t i = 0; i < result.size(); ++i) {
    ASSERT_NEAR(result[i], expected[i], kTolerance) << i;
  }
}

TEST(FoldScales, PutsBatchNormIntoAConvolution) {
  const auto norm = [] { return WithNorm(4).Weights("w", {4, 3, 3, 3}, 1).Weights("b", {4}, 2); };
  ExpectFolds(norm().Node("Conv", {"x", "w"}, "a").Node("BatchNormalization", kNormInputs, "y"),
              "Conv2d");
  ExpectFolds(
      norm().Node("Conv", {"x", "w", "b"}, "a").Node("BatchNormalization", kNormInputs, "y"),
      "Conv2d");
}

TEST(FoldScales, PutsBatchNormIntoGroups) {
  ExpectFolds(WithNorm(6)
                  .Weights("w", {6, 1, 3, 3}, 1)
                  .Node("Conv", {"x", "w"}, "a", {{"group", int64_t{3}}})
                  .Node("BatchNormalization", kNormInputs, "y"),
              "Conv2d");
}

TEST(FoldScales, PutsBatchNormIntoADenseLayer) {
  ExpectFolds(WithNorm(5)
                  .Weights("w", {192, 5}, 1)
                  .Node("Flatten", {"x"}, "flat")
                  .Node("Gemm", {"flat", "w"}, "a")
                  .Node("BatchNormalization", kNormInputs, "y"),
              "Reshape Gemm");
}

TEST(FoldScales, PutsArithmeticWithConstantsIntoAConvolution) {
  const auto conv = [](const Shape& constant) {
    return ModelBuilder()
        .Weights("w", {4, 3, 3, 3}, 1)
        .Weights("b", {4}, 2)
        .Weights("c", constant, 3)
        .Node("Conv", {"x", "w", "b"}, "a");
  };
  for (const char* op_type : {"Add", "Sub", "Mul", "Div"}) {
    for (const Shape& shape : {Shape{4, 1, 1}, Shape{1, 4, 1, 1}, Shape{1}, Shape{}}) {
      ExpectFolds(conv(shape).Node(op_type, {"a", "c"}, "y"), "Conv2d");
    }
  }
  ExpectFolds(conv({4, 1, 1}).Node("Sub", {"c", "a"}, "y"), "Conv2d");
  ExpectFolds(conv({4, 1, 1}).Node("Mul", {"c", "a"}, "b1").Node("Add", {"b1", "c"}, "y"),
              "Conv2d");
}

TEST(FoldScales, PutsTheBiasOfAMatMulIntoIt) {
  ExpectFolds(ModelBuilder()
                  .Weights("w", {192, 5}, 1)
                  .Weights("c", {5}, 2)
                  .Node("Flatten", {"x"}, "flat")
                  .Node("MatMul", {"flat", "w"}, "a")
                  .Node("Add", {"a", "c"}, "y"),
              "Reshape Gemm");
}

TEST(FoldScales, LeavesWhatIsNotPerChannel) {
  const auto kinds = [](const char* op_type, std::vector<std::string> inputs, const Shape& shape) {
    return Kinds(ModelBuilder()
                     .Weights("w", {8, 3, 1, 1}, 1)
                     .Weights("c", shape, 3)
                     .Node("Conv", {"x", "w"}, "a")
                     .Node(op_type, std::move(inputs), "y")
                     .Build("y"));
  };
  EXPECT_EQ(kinds("Add", {"a", "c"}, {8}), "Conv2d Binary");
  EXPECT_EQ(kinds("Add", {"a", "c"}, {8, 1}), "Conv2d Binary");
  EXPECT_EQ(kinds("Add", {"a", "c"}, {8, 8, 8}), "Conv2d Binary");
  EXPECT_EQ(kinds("Div", {"c", "a"}, {1}), "Conv2d Binary");
}

TEST(FoldScales, LeavesDivisionByZero) {
  const Graph graph = ModelBuilder()
                          .Weights("w", {4, 3, 1, 1}, 1)
                          .Floats("c", {1}, {0})
                          .Node("Conv", {"x", "w"}, "a")
                          .Node("Div", {"a", "c"}, "y")
                          .Build("y");
  EXPECT_EQ(Kinds(graph), "Conv2d Binary");
}

TEST(FoldScales, LeavesAnOutputThatOthersRead) {
  const ModelBuilder builder = WithNorm(4)
                                   .Weights("w", {4, 3, 1, 1}, 1)
                                   .Node("Conv", {"x", "w"}, "a")
                                   .Node("BatchNormalization", kNormInputs, "n")
                                   .Node("Add", {"a", "n"}, "y");
  EXPECT_EQ(Kinds(builder.Build("y")), "Conv2d BatchNorm Binary");
}

TEST(FoldScales, KeepsWeightsWithoutDataWithoutData) {
  ModelBuilder builder;
  builder.ShapeOnly("w", {4, 3, 1, 1});
  for (const char* name : {"gamma", "beta", "mean", "variance"}) builder.ShapeOnly(name, {4});
  const Graph graph =
      builder.Node("Conv", {"x", "w"}, "a").Node("BatchNormalization", kNormInputs, "y").Build("y");
  EXPECT_EQ(Kinds(graph), "Conv2d");
  EXPECT_FALSE(graph.HasData());
  EXPECT_EQ(graph.ParameterCount(), 12 + 4);
}

TEST(FoldScales, LeavesTheFilesWeightsAsTheyAre) {
  const onnx::OnnxModel model = WithNorm(4)
                                    .Weights("w", {4, 3, 1, 1}, 1)
                                    .Node("Conv", {"x", "w"}, "a")
                                    .Node("BatchNormalization", kNormInputs, "y")
                                    .Model("y");
  const std::vector<float> before = model.initializers.at("w").floats();
  BuildGraph(model, {});
  EXPECT_EQ(model.initializers.at("w").floats(), before);
}

}  // namespace
}  // namespace aqua::graph
