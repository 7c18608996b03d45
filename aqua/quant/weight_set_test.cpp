#include "aqua/quant/weight_set.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/graph/testing/model_builder.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::quant {
namespace {

using graph::testing::ModelBuilder;

graph::Graph Network() {
  return ModelBuilder({1, 3, 8, 8})
      .Weights("w1", {4, 3, 1, 1}, 2)
      .Weights("w2", {8, 4, 3, 3}, 1)
      .Node("Conv", {"x", "w1"}, "conv1")
      .Node("Conv", {"conv1", "w2"}, "conv2")
      .Build("conv2");
}

double LargestError(std::string_view name) {
  const graph::Graph graph = Network();
  const Profile profile = WeightSet(graph, name);
  CheckProfile(profile, graph, "set");
  const graph::Graph rounded = QuantizedGraph(graph, profile, Rounds::kWeightsOnly);
  const Tensor before = layers::TrainedOf(*graph.nodes[1].layer).weights;
  const Tensor after = layers::TrainedOf(*rounded.nodes[1].layer).weights;
  float largest = 0;
  for (int64_t i = 0; i < before.size(); ++i) {
    largest = std::max(largest, std::abs(before[i] - after[i]));
  }
  return static_cast<double>(largest);
}

TEST(WeightSet, MoreBitsAreNearer) {
  EXPECT_LE(LargestError("16"), std::exp2(-16));
  EXPECT_LE(LargestError("10"), std::exp2(-9));
  EXPECT_GT(LargestError("10"), std::exp2(-12));
  EXPECT_LE(LargestError("8"), std::exp2(-6));
  EXPECT_GT(LargestError("entropy2"), LargestError("entropy4"));
  EXPECT_LT(LargestError("entropy8"), 0.1);
}

TEST(WeightSet, PlainBitsHaveAnExponentAChannelAndEntropyHasCodes) {
  const LayerFormat plain = WeightSet(Network(), "10").layers.at(1);
  EXPECT_EQ(plain.weight_bits, 10);
  EXPECT_EQ(plain.weight_exponents.size(), 8u);
  EXPECT_TRUE(plain.weight_codes.empty());
  const LayerFormat entropy = WeightSet(Network(), "entropy4").layers.at(1);
  EXPECT_EQ(entropy.weight_exponents.size(), 8u);
  EXPECT_EQ(entropy.weight_codes.levels.size(), 16u);
  EXPECT_EQ(WeightSet(Network(), "10").made_by, "weight set 10");
}

TEST(WeightSet, KnowsItsNames) {
  for (const std::string_view name : {"1", "8", "10", "16", "entropy2", "entropy8"}) {
    EXPECT_TRUE(IsWeightSetName(name)) << name;
  }
  for (const std::string_view name :
       {"", "0", "17", "08", "+8", " 8", "8 ", "8.0", "entropy", "entropy1", "entropy9", "float",
        "Entropy4", "99999999999999999999"}) {
    EXPECT_FALSE(IsWeightSetName(name)) << name;
    EXPECT_THROW(WeightSet(Network(), name), Error) << name;
  }
}

TEST(WeightSet, AnUnknownNameIsRefusedWithThoseThatThereAre) {
  try {
    WeightSet(Network(), "entropy9");
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "no weight set \"entropy9\"; there are 1 to 16 (bits) and entropy2 to entropy8");
  }
}

}  // namespace
}  // namespace aqua::quant
