#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <map>

#include "aqua/core/error.h"
#include "aqua/graph/graph.h"
#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::Kinds;
using testing::ModelBuilder;

using Integers = std::vector<int64_t>;

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const onnx::Attribute kTransB = int64_t{1};

// A dense head whose width fits an 8x8 image only.
ModelBuilder DenseHead(const Integers& image_dims) {
  return ModelBuilder(image_dims)
      .Weights("fc", {2, 192}, 1)
      .Node("Flatten", {"x"}, "flat")
      .Node("Gemm", {"flat", "fc"}, "y", {{"transB", kTransB}});
}

TEST(BuildGraph, KeepsNamesOrderAndShapes) {
  const Graph graph = ModelBuilder()
                          .Weights("w", {4, 3, 3, 3}, 1)
                          .Node("Conv", {"x", "w"}, "a")
                          .Node("Relu", {"a"}, "b")
                          .Build("b");
  EXPECT_EQ(graph.path, "net.onnx");
  EXPECT_EQ(graph.hash.size(), 32U);
  EXPECT_EQ(Kinds(graph), "Conv2d Activation");
  EXPECT_EQ(graph.nodes[0].name, "a");
  ASSERT_EQ(graph.values.size(), 3U);
  EXPECT_EQ(graph.values[graph.input].name, "x");
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{1, 4, 6, 6}));
}

TEST(BuildGraph, RunsAtBatch1WhateverTheFileFixes) {
  const auto model = [](int64_t batch) {
    return ModelBuilder({batch, 3, 8, 8})
        .Weights("fc", {2, 192}, 1)
        .Integers("target", {batch == 0 ? 1 : batch, 192})
        .Node("Reshape", {"x", "target"}, "flat")
        .Node("Gemm", {"flat", "fc"}, "y", {{"transB", kTransB}});
  };
  for (const int64_t batch : {0, 1, 4}) {
    const Graph graph = model(batch).Build("y");
    EXPECT_EQ(graph.values[graph.output].shape, (Shape{1, 2})) << batch;
    EXPECT_EQ(graph.ShapesForBatch(6)[graph.output], (Shape{6, 2})) << batch;
  }
}

TEST(BuildGraph, PassesNodesThatChangeNothing) {
  const Graph graph = ModelBuilder()
                          .Node("Identity", {"x"}, "a")
                          .Node("Relu", {"a"}, "b")
                          .NodeOfMany("Dropout", {"b"}, {"c", "mask"})
                          .Node("Cast", {"c"}, "d", {{"to", int64_t{1}}})
                          .Build("d");
  EXPECT_EQ(Kinds(graph), "Activation");
  EXPECT_EQ(graph.values.size(), 2U);
}

TEST(BuildGraph, LeavesOutWhatTheFirstOutputDoesNotNeed) {
  onnx::OnnxModel model = ModelBuilder()
                              .Node("Relu", {"x"}, "a")
                              .Node("Frobnicate", {"a"}, "b")
                              .Node("Tanh", {"a"}, "c")
                              .Model("c");
  model.outputs.push_back(model.outputs[0]);
  model.outputs[1].name = "b";
  EXPECT_EQ(Kinds(BuildGraph(model, {})), "Activation Activation");
}

TEST(BuildGraph, ComputesShapeChainsAway) {
  const Graph graph = ModelBuilder({0, 3, 8, 8})
                          .Integers("zero", {0})
                          .Integers("rest", {-1})
                          .Node("Shape", {"x"}, "shape")
                          .Node("Gather", {"shape", "zero"}, "batch", {{"axis", int64_t{0}}})
                          .Node("Concat", {"batch", "rest"}, "target", {{"axis", int64_t{0}}})
                          .Node("Reshape", {"x", "target"}, "y")
                          .Build("y");
  EXPECT_EQ(Kinds(graph), "Reshape");
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{1, 192}));
}

TEST(BuildGraph, FoldsShapesOfWeightsWithoutData) {
  const Graph graph = ModelBuilder()
                          .ShapeOnly("w", {3, 3, 4, 5})
                          .Node("Transpose", {"w"}, "turned", {{"perm", Integers{3, 2, 0, 1}}})
                          .Node("Identity", {"turned"}, "same")
                          .Integers("target", {5, 3, 4, 3})
                          .Node("Transpose", {"w"}, "other", {{"perm", Integers{3, 0, 2, 1}}})
                          .Node("Reshape", {"other", "target"}, "weights")
                          .Node("Conv", {"x", "weights"}, "y")
                          .Build("y");
  EXPECT_EQ(graph.values[graph.output].shape, (Shape{1, 5, 5, 6}));
  EXPECT_FALSE(graph.HasData());
}

TEST(BuildGraph, SplitsChannels) {
  const Graph graph = ModelBuilder({1, 5, 8, 8}, 13)
                          .Integers("sizes", {2, 3})
                          .NodeOfMany("Split", {"x", "sizes"}, {"a", "b"}, {{"axis", int64_t{1}}})
                          .Node("Relu", {"b"}, "y")
                          .Build("y");
  EXPECT_EQ(Kinds(graph), "Slice Activation");
  const Tensor image = testing::RandomTensor({1, 5, 8, 8}, 3);
  const Tensor result = testing::Run(graph, image);
  EXPECT_EQ(result.shape(), (Shape{1, 3, 8, 8}));
  EXPECT_EQ(result[7], std::max(0.0F, image[2 * 64 + 7]));
}

TEST(BuildGraph, StartsAfterTheTransposeOfAChannelsLastImage) {
  const Integers to_channels_first = {0, 3, 1, 2};
  const ModelBuilder builder = ModelBuilder({1, 6, 8, 3})
                                   .Node("Transpose", {"x"}, "maps", {{"perm", to_channels_first}})
                                   .Node("Relu", {"maps"}, "y");
  const Graph graph = builder.Build("y");
  EXPECT_EQ(graph.InputShape(), (Shape{1, 3, 6, 8}));
  EXPECT_EQ(Kinds(graph), "Activation");
  const auto size = FixedInputSize(builder.Model("y"));
  ASSERT_TRUE(size);
  EXPECT_EQ(size->height, 6);
  EXPECT_EQ(size->width, 8);
}

TEST(BuildGraph, NeedsASizeWhereTheFileLeavesItOpen) {
  const ModelBuilder open = ModelBuilder({0, 0, 0, 0}).Node("Relu", {"x"}, "y");
  EXPECT_FALSE(FixedInputSize(open.Model("y")));
  EXPECT_TRUE(Has(open.Complaint("y"), "net.onnx: its input \"x\" of ?x?x?x? leaves"));
  EXPECT_EQ(open.Build("y", InputSize{6, 9}).InputShape(), (Shape{1, 3, 6, 9}));
}

TEST(BuildGraph, TakesAnotherSizeWhereEveryLayerCan) {
  EXPECT_EQ(ModelBuilder().Node("Relu", {"x"}, "y").Build("y", InputSize{6, 9}).InputShape(),
            (Shape{1, 3, 6, 9}));
  EXPECT_EQ(DenseHead({1, 3, 8, 8}).Complaint("y", InputSize{8, 8}), "");
  const std::string complaint = DenseHead({1, 3, 8, 8}).Complaint("y", InputSize{6, 9});
  EXPECT_TRUE(Has(complaint, "net.onnx: node y (Gemm)")) << complaint;
  EXPECT_TRUE(Has(complaint, "fixes its input to 8x8")) << complaint;
}

TEST(BuildGraph, RefusesInputsThatAreNoImage) {
  const auto complaint = [](const Integers& dims) {
    return ModelBuilder(dims).Node("Relu", {"x"}, "y").Complaint("y");
  };
  EXPECT_TRUE(Has(complaint({1, 192}), "its input \"x\" has 1x192, expected an image"));
  EXPECT_TRUE(Has(complaint({}), "no dimensions"));
  EXPECT_TRUE(Has(complaint({1, 3, int64_t{1} << 40, 8}), "expected sides of 1 to 65536"));
  EXPECT_TRUE(Has(complaint({1, int64_t{1} << 40, 8, 8}), "expected sides of 1 to 65536"));
  EXPECT_TRUE(Has(complaint({1, 3, 65536, 65536}), "net.onnx: "));
  ModelBuilder integers = ModelBuilder().Node("Relu", {"x"}, "y");
  integers.model().inputs[0].is_float = false;
  EXPECT_TRUE(Has(integers.Complaint("y"), "floating type"));
}

TEST(BuildGraph, RefusesASecondInput) {
  const auto complaint = [](const Integers& dims) {
    return ModelBuilder()
        .ShapeOnly("second", dims)
        .Node("Add", {"x", "second"}, "y")
        .Complaint("y");
  };
  EXPECT_TRUE(Has(complaint({1, 3, 8, 8}), "node y (Add): it reads \"second\" of 1x3x8x8, a sec"));
  EXPECT_TRUE(Has(complaint({0, 3, 8, 8}), "\"second\", a second input"));
  EXPECT_EQ(complaint({3, 1, 1}), "");
}

TEST(BuildGraph, RefusesOutputsThatNoImageReaches) {
  const ModelBuilder constant = ModelBuilder().Integers("c", {1}).Node("Identity", {"c"}, "y");
  EXPECT_TRUE(Has(constant.Complaint("y"), "output \"y\" does not depend on the image"));
  EXPECT_TRUE(Has(ModelBuilder().Node("Identity", {"x"}, "y").Complaint("y"), "computes nothing"));
}

TEST(BuildGraph, NamesTheNodeThatIsAtFault) {
  EXPECT_TRUE(Has(ModelBuilder().Node("Frobnicate", {"x"}, "y").Complaint("y"),
                  "net.onnx: node y (Frobnicate): AQuA has no operator Frobnicate"));
  EXPECT_TRUE(
      Has(ModelBuilder().Weights("w", {4, 7, 1, 1}, 1).Node("Conv", {"x", "w"}, "y").Complaint("y"),
          "net.onnx: node y (Conv): weights for 7 input channels"));
  EXPECT_TRUE(Has(ModelBuilder()
                      .NodeOfMany("Dropout", {"x"}, {"a", "mask"})
                      .Node("Relu", {"mask"}, "y")
                      .Complaint("y"),
                  "net.onnx: node y (Relu): it reads \"mask\", which AQuA does not compute"));
  EXPECT_TRUE(Has(ModelBuilder().Integers("c", {1}).Node("Relu", {"c"}, "y").Complaint("y"),
                  "net.onnx: node y (Relu): input 0 is a constant"));
  for (const char* op_type : {"Relu", "Transpose", "Split", "Concat", "Conv", "Identity"}) {
    EXPECT_TRUE(Has(ModelBuilder().Node("Relu", {"x"}, "a").Node(op_type, {}, "y").Complaint("y"),
                    "net.onnx: node y ("))
        << op_type;
  }
}

TEST(BuildGraph, RefusesANaNWhereverItComesFrom) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto complaint = [](const ModelBuilder& builder) {
    return Has(builder.Complaint("y"), "NaN");
  };
  EXPECT_TRUE(complaint(ModelBuilder().Floats("c", {1}, {nan}).Node("Add", {"x", "c"}, "y")));
  EXPECT_TRUE(complaint(ModelBuilder()
                            .Floats("c", {1}, {nan})
                            .Floats("one", {1}, {1})
                            .Node("Mul", {"c", "one"}, "d")
                            .Node("Mul", {"x", "d"}, "y")));
  EXPECT_TRUE(complaint(ModelBuilder()
                            .Node("Constant", {}, "c", {{"value_float", nan}})
                            .Node("Sub", {"x", "c"}, "y")));
  EXPECT_TRUE(complaint(ModelBuilder().Node("LeakyRelu", {"x"}, "y", {{"alpha", nan}})));
}

TEST(BuildGraph, BoundsTheMapsTogether) {
  ModelBuilder builder({1, 3, 1024, 1024});
  std::string last = "x";
  for (int i = 0; i < 12; ++i) {
    const std::string next = "doubled_" + std::to_string(i);
    builder.Node("Concat", {last, last}, next, {{"axis", int64_t{1}}});
    last = next;
  }
  EXPECT_TRUE(Has(builder.Complaint(last), "node doubled_7 (Concat)")) << builder.Complaint(last);
}

TEST(BuildGraph, BoundsComputedConstantsTogether) {
  ModelBuilder builder;
  builder.Integers("size", {int64_t{1} << 24});
  std::string last = "x";
  for (int i = 0; i < 6; ++i) {
    const std::string constant = "constant_" + std::to_string(i);
    const std::string next = "next_" + std::to_string(i);
    builder.Node("ConstantOfShape", {"size"}, constant);
    builder.Node("ReduceSum", {constant}, "sum_" + std::to_string(i));
    builder.Node("Add", {last, "sum_" + std::to_string(i)}, next);
    last = next;
  }
  EXPECT_TRUE(Has(builder.Complaint(last), "node constant_4 (ConstantOfShape)"))
      << builder.Complaint(last);
}

TEST(BuildGraph, ReadsTheNetworksOfThisRepository) {
  const std::filesystem::path folder = std::filesystem::path(AQUA_SOURCE_DIR) / "networks";
  const std::map<std::string, int64_t> parameters = {
      {"alexnet.onnx", 61100840},  {"vgg16.onnx", 138357544},      {"resnet18.onnx", 11684712},
      {"resnet50.onnx", 25530472}, {"mobilenet-v2.onnx", 3487816}, {"googlenet.onnx", 6998552},
  };
  for (const auto& [name, count] : parameters) {
    const Graph graph = BuildGraph(onnx::ReadOnnxModel(folder / name), {});
    EXPECT_EQ(graph.ParameterCount(), count) << name;
    EXPECT_EQ(graph.values[graph.output].shape, (Shape{1, 1000})) << name;
    EXPECT_FALSE(graph.HasData()) << name;
    EXPECT_EQ(Kinds(graph).find("BatchNorm"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace aqua::graph
