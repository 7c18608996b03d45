#include "aqua/study/precision.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/exec/testing/random_network.h"

namespace aqua::study {
namespace {

layers::Workloads WorkAt(const Precision& precision) {
  const graph::Graph graph = exec::testing::DenseHeadNetwork(16, 16);  // Two convolutions, a dense.
  return WorkAtPrecision(graph, crop::MakePlan(graph, {}), precision);
}

std::vector<int> ActivationBits(const Precision& precision) {
  std::vector<int> bits;
  for (const layers::Workload& work : WorkAt(precision)) {
    if (work.has_weights()) bits.push_back(work.activation_bits);
  }
  return bits;
}

TEST(Precision, OneNumberHoldsForAllLayers) {
  EXPECT_EQ(ActivationBits({{16}, {9}, {}, {}}), (std::vector<int>{9, 9, 9}));
}

TEST(Precision, ALayerWithWeightsTakesItsOwnNumber) {
  EXPECT_EQ(ActivationBits({{16}, {9, 8, 5}, {}, {}}), (std::vector<int>{9, 8, 5}));
}

TEST(Precision, AListOfTheConvolutionsLeavesDenseLayersAtSixteen) {
  EXPECT_EQ(ActivationBits({{16}, {9, 8}, {}, {}}), (std::vector<int>{9, 8, 16}));
}

TEST(Precision, AListOfAnotherLengthSaysWhatTheNetworkHas) {
  try {
    WorkAt({{16}, {9, 8, 5, 4}, {}, {}});
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("3 layers with weights, 2 of them convolutions"),
              std::string::npos)
        << error.what();
  }
}

TEST(Precision, IsNamedByItsBits) {
  EXPECT_EQ((Precision{{10}, {9, 8, 5}, {}, {}}).ToString(), "10/9-8-5");
}

}  // namespace
}  // namespace aqua::study
