#include "aqua/study/weight_sets.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/layers/trained.h"

namespace aqua::study {
namespace {

class WeightSetsTest : public ::testing::Test {
 protected:
  std::vector<WeightSet> Make(const std::vector<std::string>& names) const {
    StudySpec spec;
    spec.weights = names;
    spec.precision = precision_;
    return MakeWeightSets(graph_, spec);
  }

  std::string Complaint(const std::vector<std::string>& names) const {
    try {
      Make(names);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  // Eight bits of weights, so many of activations, for every layer with weights.
  quant::Profile ProfileOf(int activation_bits) const {
    quant::Profile profile{graph_.hash, "the test", {}};
    for (const graph::Node& node : graph_.nodes) {
      if (!layers::HasTrained(*node.layer)) continue;
      profile.layers.push_back({node.name, 8, {-7}, {activation_bits, -4, true}});
    }
    return profile;
  }

  std::string Written(const std::string& name, const quant::Profile& profile) const {
    const std::string path = (folder_.path() / name).string();
    quant::WriteProfile(profile, path);
    return path;
  }

  TempFolder folder_;
  const graph::Graph graph_ = exec::testing::DenseHeadNetwork(16, 16);
  Precision precision_ = {{16}, {9}, {}, {}};
};

void ExpectSameWeights(const graph::Graph& found, const graph::Graph& expected) {
  ASSERT_EQ(found.nodes.size(), expected.nodes.size());
  for (size_t i = 0; i < found.nodes.size(); ++i) {
    EXPECT_EQ(found.nodes[i].layer, expected.nodes[i].layer) << found.nodes[i].name;
  }
}

TEST_F(WeightSetsTest, FloatIsTheNetworkItselfAtTheStudysBits) {
  const std::vector<WeightSet> sets = Make({"float"});
  ASSERT_EQ(sets.size(), 1U);
  ExpectSameWeights(sets[0].graph, graph_);
  EXPECT_EQ(sets[0].precision.ToString(), "16/9");
}

TEST_F(WeightSetsTest, BitsRoundTheWeightsAndLeaveWhatLayersRead) {
  const WeightSet set = Make({"float", "5"})[1];
  ASSERT_EQ(set.graph.nodes.size(), graph_.nodes.size());
  int layers_with_weights = 0;
  for (size_t i = 0; i < graph_.nodes.size(); ++i) {
    EXPECT_EQ(set.graph.nodes[i].inputs, graph_.nodes[i].inputs);
    if (!layers::HasTrained(*graph_.nodes[i].layer)) continue;
    ++layers_with_weights;
    const layers::WeightGrid* grid = layers::GridOf(*set.graph.nodes[i].layer);
    ASSERT_NE(grid, nullptr);
    EXPECT_EQ(grid->bits, 5);
    const Tensor weights = layers::TrainedOf(*set.graph.nodes[i].layer).weights;
    const int64_t rows = weights.size() / weights.shape()[0];
    for (int64_t at = 0; at < weights.size(); ++at) {
      const double integer = std::ldexp(weights[at], -grid->Exponent(at / rows));
      EXPECT_EQ(integer, std::round(integer));
      EXPECT_LE(std::abs(integer), 16);
    }
  }
  EXPECT_EQ(layers_with_weights, 3);
  EXPECT_EQ(set.precision.ToString(), "5/9");
}

TEST_F(WeightSetsTest, AProfileRoundsWhatLayersReadAndBringsItsOwnBits) {
  const std::string path = Written("eight.json", ProfileOf(6));
  const WeightSet set = Make({"float", path})[1];
  EXPECT_EQ(set.name, path);
  EXPECT_GT(set.graph.nodes.size(), graph_.nodes.size());
  EXPECT_EQ(set.precision.profile, ProfileOf(6));
  EXPECT_EQ(set.hash.size(), 16U);
}

TEST_F(WeightSetsTest, TheHashFollowsTheProfilesContent) {
  const auto sets = Make({Written("a.json", ProfileOf(6)), Written("b.json", ProfileOf(6)),
                          Written("c.json", ProfileOf(7))});
  EXPECT_EQ(sets[0].hash, sets[1].hash);
  EXPECT_NE(sets[0].hash, sets[2].hash);
}

TEST_F(WeightSetsTest, TheHashOfANamedSetFollowsItsWeights) {
  const auto sets = Make({"8", "7", "entropy4"});
  const auto again = Make({"entropy4", "8"});
  EXPECT_EQ(sets[0].hash, again[1].hash);
  EXPECT_EQ(sets[2].hash, again[0].hash);
  EXPECT_NE(sets[0].hash, sets[1].hash);
  EXPECT_NE(sets[0].hash, sets[2].hash);
}

TEST_F(WeightSetsTest, ANamedSetTakesWhatLayersReadFromTheStudysProfile) {
  precision_ = {{16}, {16}, ProfileOf(6), "study.json"};
  const WeightSet set = Make({"4"})[0];
  ASSERT_TRUE(set.precision.profile.has_value());
  for (const quant::LayerFormat& format : set.precision.profile->layers) {
    EXPECT_EQ(format.weight_bits, 4);
    EXPECT_EQ(format.activations.bits, 6);
  }
}

TEST_F(WeightSetsTest, WhatIsNotThereIsRefused) {
  EXPECT_EQ(Complaint({"8", "float", "8"}), "the weights \"8\" are asked for twice");
  for (const char* name : {"", "0", "17", "08", "-8", "8.5", "double", "entropy", "entropy99"}) {
    const std::string complaint = Complaint({"float", name});
    EXPECT_NE(complaint.find("expected float, bits"), std::string::npos) << complaint;
    EXPECT_EQ(complaint.find('\n'), std::string::npos);
  }
  EXPECT_NE(Complaint({"none.json"}).find("none.json: missing"), std::string::npos);
}

TEST_F(WeightSetsTest, AnotherModelsProfileIsRefused) {
  quant::Profile other = ProfileOf(6);
  other.model_hash = "abcd";
  EXPECT_NE(Complaint({Written("other.json", other)}).find("made for the model with hash"),
            std::string::npos);
}

TEST_F(WeightSetsTest, RowsAreNumberedInOrder) {
  const std::vector<WeightSet> sets = Make({"8", "float"});
  EXPECT_EQ(ToRows(sets),
            (std::vector<store::SetRow>{{0, "8", sets[0].hash, "8/9"}, {1, "float", "", "16/9"}}));
}

}  // namespace
}  // namespace aqua::study
