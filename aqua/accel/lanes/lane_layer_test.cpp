#include "aqua/accel/lanes/lane_layer.h"

#include <gtest/gtest.h>

#include "aqua/accel/lanes/testing/plain_steps.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;
using published::Dense;

constexpr LaneGeometry kSerial = {16, 16, 16, 16, 16};

LaneLayer Layer(const Workload& work, const LaneGeometry& geometry = kSerial,
                FirstLayer first_layer = FirstLayer::kFolded) {
  return MakeLaneLayer(geometry, first_layer, work);
}

TEST(LaneLayer, StepsOfAnOrdinaryLayerByHand) {
  // 169 positions: 11 pallets; 384 filters: 2 passes; 100 channels: 7 bricks.
  const LaneLayer layer = Layer(Convolution("conv", 1, 3, 100, 384, 13));
  EXPECT_EQ(layer.pallets, 11);
  EXPECT_EQ(layer.passes, 2);
  EXPECT_EQ(layer.bricks, 7);
  EXPECT_EQ(layer.steps, 11 * 2 * 7 * 9);
}

TEST(LaneLayer, GroupsComeOneAfterTheOther) {
  EXPECT_EQ(Layer(Convolution("grouped", 2, 3, 192, 192, 13)).steps, 2 * 11 * 12 * 9);
}

TEST(LaneLayer, ADepthwiseChannelUsesOneLaneOfSixteen) {
  EXPECT_EQ(Layer(Convolution("depthwise", 32, 3, 1, 1, 112)).steps, 32 * 784 * 9);
}

TEST(LaneLayer, APartPalletIsAStepAllTheSame) {
  EXPECT_EQ(Layer(Convolution("conv", 1, 1, 16, 1, 1)).steps, 1);
  Workload work = Convolution("conv", 1, 1, 16, 1, 1);
  work.output_width = 17;
  EXPECT_EQ(Layer(work).steps, 2);
}

TEST(LaneLayer, FoldingIsAChoice) {
  const Workload first = published::TorchvisionAlexNet()[0];
  EXPECT_EQ(Layer(first).steps, 190 * 27);
  EXPECT_EQ(Layer(first, kSerial, FirstLayer::kPlain).steps, 190 * 121);
}

TEST(LaneLayer, ADenseLayerTakesEveryFilterAndBrickInTurn) {
  EXPECT_EQ(Layer(Dense("fc6", 9216, 4096)).steps, 576 * 16);
}

TEST(LaneLayer, WideOperandsJoinNarrowUnits) {
  const LaneGeometry narrow = {16, 16, 16, 16, 4};
  const LaneLayer layer = Layer(Convolution("conv", 1, 1, 16, 256, 4, {5, 9}), narrow);
  EXPECT_EQ(layer.columns, 5);  // 16 / 3.
  EXPECT_EQ(layer.pallets, 4);
  EXPECT_EQ(layer.passes, 2);  // 16 / 2 rows of 16 tiles.
  EXPECT_EQ(layer.activation_bits, 4);
  EXPECT_EQ(layer.weight_bits, 4);
}

TEST(LaneLayer, OperandsThatNoUnitsHoldAreRefused) {
  const LaneGeometry one_column = {16, 1, 16, 16, 8};
  EXPECT_NO_THROW(Layer(Dense("fits", 16, 16, {16, 8}), one_column));
  try {
    Layer(Dense("wide", 16, 16, {16, 9}), one_column);
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "layer \"wide\": 9 bits take 2 columns of 8 bits side by side, the array has 1");
  }
}

TEST(LaneLayer, NoPositionsAreNoSteps) {
  Workload work = Convolution("conv", 1, 3, 16, 16, 8);
  work.output_height = 0;
  EXPECT_EQ(Layer(work).steps, 0);
  EXPECT_EQ(EvenCycles(Layer(work), 9), 0);
  Workload dense = Dense("dense", 16, 16);
  dense.output_height = 0;
  EXPECT_EQ(EvenCycles(Layer(dense), 9), 0);
}

TEST(EvenCycles, ConvolutionsMultiply) {
  const LaneLayer layer = Layer(Convolution("conv", 1, 3, 100, 384, 13));
  EXPECT_EQ(EvenCycles(layer, 7), layer.steps * 7);
}

TEST(EvenCycles, DenseStepsAreStaggeredAndWaitForABusyColumn) {
  for (int64_t columns = 1; columns <= 9; ++columns) {
    for (int64_t inputs = 1; inputs <= 400; inputs += 37) {
      const Workload work = Dense("dense", inputs, 300);
      const std::vector<PlainStep> steps(static_cast<size_t>((inputs + 15) / 16 * 2),
                                         PlainStep{0, {{1}}});
      for (int64_t cycles = 1; cycles <= 16; ++cycles) {
        EXPECT_EQ(EvenCycles(Layer(work, {16, columns, 16, 16, 16}), cycles),
                  PlainDenseCycles(steps, columns, [&](const LaneValues&) { return cycles; }))
            << columns << " columns, " << inputs << " inputs, " << cycles << " cycles";
      }
    }
  }
}

}  // namespace
}  // namespace aqua::accel
