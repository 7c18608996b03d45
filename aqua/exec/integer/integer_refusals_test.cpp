#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/exec/integer/testing/one_layer.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/layers/gemm/gemm.h"

namespace aqua::exec {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

constexpr float kInfinity = std::numeric_limits<float>::infinity();

void ExpectRefused(const graph::Graph& graph, const IntegerSpec& spec, const Tensor& input,
                   const std::vector<std::string>& parts) {
  try {
    RunInteger(graph, spec, input);
    FAIL() << "no Error";
  } catch (const Error& error) {
    const std::string complaint = error.what();
    EXPECT_EQ(complaint.find('\n'), std::string::npos) << complaint;
    for (const std::string& part : parts) {
      EXPECT_NE(complaint.find(part), std::string::npos) << complaint << " lacks " << part;
    }
  }
}

graph::Graph Times(float weight, float bias) {
  return DenseNetwork(Tensor({1, 2}, std::vector<float>{1, weight}),
                      Tensor({1}, std::vector<float>{bias}), 1);
}

TEST(IntegerProgram, RefusesInputsThatAreNotFiniteNamingTheLayer) {
  for (const float bad : {std::nanf(""), kInfinity, -kInfinity}) {
    const Tensor input({1, 2}, std::vector<float>{1, bad});
    ExpectRefused(Times(1, 0), {}, input, {"one.onnx", "layer dense", "value 1 of 2", "finite"});
    const quant::Profile profile{"one", "test", {{"dense", 8, {0}, {8, 0, true}}}};
    IntegerSpec spec;
    spec.profile = &profile;
    ExpectRefused(Times(1, 0), spec, input, {"layer dense", "value 1 of 2", "finite"});
  }
}

TEST(IntegerProgram, NamesTheLayerThatReadsWhatAnEarlierOneMade) {
  const graph::Graph graph = DenseHeadNetwork(16, 16);
  Tensor input = RandomInput(graph, 1, 3);
  // At 16 bits the largest format ends at 2^79: the first convolution's sums then leave float.
  graph::Graph large = graph;
  input[0] = std::numeric_limits<float>::max();
  Tensor weights({8, 3, 3, 3});
  for (int64_t i = 0; i < weights.size(); ++i) weights[i] = 1e30F;
  layers::KernelGeometry geometry;
  geometry.rows = {3, 2, 1, 0, 0};
  geometry.columns = geometry.rows;
  geometry.padding = layers::PaddingMode::kSameUpper;
  large.nodes[0] = ConvNetwork(weights, Tensor(), 1, geometry, graph.InputShape()).nodes[0];
  ExpectRefused(large, {}, input, {"random.onnx", "layer node2", "finite"});
}

TEST(IntegerProgram, RefusesWeightsAndBiasesThatAreNotFinite) {
  const Tensor input({1, 2});
  for (const float bad : {std::nanf(""), kInfinity, -kInfinity}) {
    ExpectRefused(Times(bad, 0), {}, input, {"one.onnx", "layer dense", "weight 1 is", "finite"});
    ExpectRefused(Times(1, bad), {}, input, {"one.onnx", "layer dense", "bias 0 is", "finite"});
  }
}

TEST(IntegerProgram, RefusesBitsOutOfRange) {
  for (const int bits : {0, 17, -1}) {
    IntegerSpec spec;
    spec.weight_bits = bits;
    ExpectRefused(Times(1, 0), spec, Tensor({1, 2}), {"layer dense", "weights", "1 to 16"});
    spec.weight_bits = 16;
    spec.activation_bits = bits;
    ExpectRefused(Times(1, 0), spec, Tensor({1, 2}), {"layer dense", "activations", "1 to 16"});
  }
}

TEST(IntegerProgram, RefusesAShapeOnlyNetwork) {
  graph::Graph graph = Times(1, 0);
  graph.nodes[0].layer = std::make_shared<layers::Gemm>(Tensor::ShapeOnly({1, 2}), Tensor());
  ExpectRefused(graph, {}, Tensor({1, 2}), {"one.onnx", "weights"});
}

TEST(IntegerProgram, RefusesPaddedMapsPastAnySize) {
  layers::KernelGeometry geometry;
  geometry.rows = {1, 1 << 20, 1, 1 << 20, 1 << 20};
  geometry.columns = geometry.rows;
  const graph::Graph graph = ConvNetwork(Tensor({1, 1, 1, 1}), Tensor(), 1, geometry, {1, 1, 4, 4});
  ExpectRefused(graph, {}, Tensor({1, 1, 4, 4}), {"one.onnx", "layer conv", "padding"});
}

TEST(IntegerProgram, ANetworkWithoutWeightsRunsInFloat) {
  graph::Graph graph = DenseHeadNetwork(16, 16);
  graph.nodes = {graph.nodes[1]};
  graph.values = {{"image", {1, 8, 8, 8}}, {"out", {1, 8, 8, 8}}};
  graph.nodes[0].inputs = {0};
  graph.nodes[0].output = 1;
  graph.output = 1;
  Tensor input({1, 8, 8, 8});
  input[0] = 0.1F;
  input[1] = -1;
  EXPECT_EQ(RunInteger(graph, {}, input)[0], 0.1F);
  EXPECT_EQ(RunInteger(graph, {}, input)[1], 0);
}

}  // namespace
}  // namespace aqua::exec
