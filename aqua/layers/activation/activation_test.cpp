#include "aqua/layers/activation/activation.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

void ExpectValues(const ActivationLayer& layer, const std::vector<float>& inputs,
                  const std::vector<float>& expected) {
  for (size_t i = 0; i < inputs.size(); ++i) {
    EXPECT_NEAR(layer.Apply(inputs[i]), expected[i], 1e-6) << "at " << inputs[i];
  }
}

TEST(ActivationLayer, ComputesEachFunction) {
  const std::vector<float> x = {-4, -1, 0, 1, 4};
  ExpectValues(ActivationLayer(ActivationFunction::kRelu), x, {0, 0, 0, 1, 4});
  ExpectValues(ActivationLayer(ActivationFunction::kRelu, 0.25F), x, {-1, -0.25F, 0, 1, 4});
  ExpectValues(ActivationLayer(ActivationFunction::kClip, -2, 3), x, {-2, -1, 0, 1, 3});
  ExpectValues(ActivationLayer(ActivationFunction::kSigmoid), x,
               {0.01798621F, 0.26894142F, 0.5F, 0.73105858F, 0.98201379F});
  ExpectValues(ActivationLayer(ActivationFunction::kHardSigmoid, 0.2F, 0.5F), x,
               {0, 0.3F, 0.5F, 0.7F, 1});
  ExpectValues(ActivationLayer(ActivationFunction::kHardSwish, 1.0F / 6, 0.5F), x,
               {0, -1.0F / 3, 0, 2.0F / 3, 4});
  ExpectValues(ActivationLayer(ActivationFunction::kTanh), x,
               {-0.99932930F, -0.76159416F, 0, 0.76159416F, 0.99932930F});
  ExpectValues(ActivationLayer(ActivationFunction::kElu, 2), x,
               {-1.96336872F, -1.26424112F, 0, 1, 4});
}

TEST(ActivationLayer, StaysFiniteFarOut) {
  EXPECT_EQ(ActivationLayer(ActivationFunction::kSigmoid).Apply(-1e30F), 0);
  EXPECT_EQ(ActivationLayer(ActivationFunction::kSigmoid).Apply(1e30F), 1);
  EXPECT_EQ(ActivationLayer(ActivationFunction::kElu, 1).Apply(-1e30F), -1);
}

TEST(ActivationLayer, TakesAnyShape) {
  const ActivationLayer layer(ActivationFunction::kRelu);
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({3}, {{-1, 0, 1}})})), (std::vector<float>{0, 0, 1}));
}

std::shared_ptr<const ActivationLayer> Import(const TestNode& node) {
  return node.ImportAs<ActivationLayer>();
}

TEST(ImportActivation, HasTheDefaultsOfOnnx) {
  const auto of = [](const char* op_type) {
    return Import(TestNode(op_type).Activation({1, 3, 4, 4}));
  };
  EXPECT_EQ(of("Relu")->alpha(), 0);
  EXPECT_EQ(of("LeakyRelu")->alpha(), 0.01F);
  EXPECT_EQ(of("LeakyRelu")->function(), ActivationFunction::kRelu);
  EXPECT_EQ(of("HardSigmoid")->alpha(), 0.2F);
  EXPECT_EQ(of("HardSigmoid")->beta(), 0.5F);
  EXPECT_EQ(of("HardSwish")->alpha(), 1.0F / 6);
  EXPECT_EQ(of("Elu")->alpha(), 1);
  EXPECT_EQ(of("Sigmoid")->function(), ActivationFunction::kSigmoid);
  EXPECT_EQ(of("Tanh")->function(), ActivationFunction::kTanh);
}

TEST(ImportActivation, ReadsClipBoundsAsAttributesOrInputs) {
  const auto old =
      Import(TestNode("Clip", 6).Activation({1, 3}).With("min", 0.0F).With("max", 6.0F));
  EXPECT_EQ(old->alpha(), 0);
  EXPECT_EQ(old->beta(), 6);
  const auto recent = Import(TestNode("Clip", 13).Activation({1, 3}).LeftOut().Constant({}, {6}));
  EXPECT_EQ(recent->Apply(-1e30F), -1e30F);
  EXPECT_EQ(recent->Apply(7), 6);
  const auto open = Import(TestNode("Clip", 13).Activation({1, 3}).Constant({}, {0}));
  EXPECT_EQ(open->Apply(-7), 0);
  EXPECT_EQ(open->Apply(1e30F), 1e30F);
}

TEST(ImportActivation, RefusesClipBoundsThatAreComputed) {
  EXPECT_NE(TestNode("Clip", 13).Activation({1, 3}).Activation({1}).Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers
