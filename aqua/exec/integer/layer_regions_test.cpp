// Strips of six cells under a region, by hand; and what is refused.
#include "aqua/exec/integer/layer_regions.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/exec/integer/testing/one_layer.h"
#include "aqua/exec/integer/testing/recording_unit.h"

namespace aqua::exec {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

// 1 x 6, the outer two at `bits`, a kernel of one: all positions are of one cell.
struct Strip {
  graph::Graph graph;
  crop::CropPlan plan;

  Strip(int bits, const Shape& image) {
    graph = ConvNetwork(Tensor({1, 1, 1, 1}, std::vector<float>{1}), Tensor(), 1, {}, image);
    plan = FullPlan(graph);
    Window inside = plan.kept[0];
    inside.columns = {2, 4};
    plan.regions.push_back({bits, {inside, inside}});
  }
};

std::vector<float> RunStrip(const quant::LayerFormat& format, int bits, std::vector<float> values) {
  const Strip strip(bits, {1, 1, 1, 6});
  const quant::Profile profile{"one", "test", {format}};
  IntegerSpec spec;
  spec.profile = &profile;
  ExactUnit unit;
  return ValuesOf(
      RunInteger(strip.graph, strip.plan, spec, Tensor({1, 1, 1, 6}, std::move(values)), unit));
}

TEST(LayerRegions, BorderCellsAreRoundedToTheirOwnStepsAndOffset) {
  quant::LayerFormat format{"conv", 4, {0}, {8, 0, false}};
  format.borders = {{2, 4, {}}};
  EXPECT_EQ(RunStrip(format, 2, {9, 24, 9, 24, 25, 255}),
            (std::vector<float>{16, 32, 9, 24, 32, 48}));
  format.borders = {{2, 4, {5}}};
  EXPECT_EQ(RunStrip(format, 2, {9, 0, 9, 24, 30, 255}), (std::vector<float>{5, 5, 9, 24, 37, 53}));
  format.borders = {{2, 7, {200}}};  // 128 + 200 is past 255, so q stays 0.
  EXPECT_EQ(RunStrip(format, 2, {9, 0, 9, 24, 255, 255}),
            (std::vector<float>{200, 200, 9, 24, 200, 200}));
}

TEST(LayerRegions, RegionsOfNoFewerBitsThanTheLayerAreHeldLikeTheCentre) {
  const quant::LayerFormat format{"conv", 4, {0}, {4, 0, false}};
  for (const int bits : {4, 5, 15}) {
    EXPECT_EQ(RunStrip(format, bits, {1, 2, 3, 4, 5, 6}), (std::vector<float>{1, 2, 3, 4, 5, 6}));
  }
}

void ExpectError(const quant::LayerFormat& format, int bits,
                 const std::vector<std::string>& parts) {
  try {
    RunStrip(format, bits, {1, 2, 3, 4, 5, 6});
    ADD_FAILURE() << "was taken";
  } catch (const Error& error) {
    const std::string what = error.what();
    EXPECT_EQ(what.find('\n'), std::string::npos);
    for (const std::string& part : parts) EXPECT_NE(what.find(part), std::string::npos) << what;
  }
}

TEST(LayerRegions, AProfileWithoutTheBorderIsRefused) {
  quant::LayerFormat format{"conv", 4, {0}, {8, 0, false}};
  format.borders = {{2, 4, {}}};
  ExpectError(format, 3, {"layer conv", "no border of 3 bits", "--border-bits 3"});
}

TEST(LayerRegions, ABorderWhoseNumbersDoNotFitIsRefused) {
  quant::LayerFormat format{"conv", 4, {0}, {8, 0, false}};
  format.borders = {{2, -1, {}}};
  ExpectError(format, 2, {"layer conv", "exponent -1", "0 to 16"});
  format.borders = {{2, 17, {}}};
  ExpectError(format, 2, {"layer conv", "exponent 17"});
  format.borders = {{2, 4, {1, 2}}};
  ExpectError(format, 2, {"layer conv", "2 offsets", "1 channels"});
}

TEST(LayerRegions, TwoBordersOfWhichOneDoesNotHoldTheOtherAreRefused) {
  Strip strip(2, {1, 1, 1, 6});
  Window inner = strip.plan.kept[0];
  inner.columns = {3, 4};
  strip.plan.regions.push_back({4, {inner, inner}});
  quant::LayerFormat format{"conv", 4, {0}, {8, 0, false}};
  for (const int exponent : {4, 5, 6}) {
    format.borders = {{2, exponent, {}}, {4, 3, {}}};
    const quant::Profile profile{"one", "test", {format}};
    IntegerSpec spec;
    spec.profile = &profile;
    ExactUnit unit;
    const Tensor input({1, 1, 1, 6}, std::vector<float>{1, 2, 3, 4, 5, 6});
    const auto run = [&] { RunInteger(strip.graph, strip.plan, spec, input, unit); };
    if (exponent <= 5) {
      EXPECT_NO_THROW(run()) << exponent;
    } else {
      EXPECT_THROW(run(), Error) << exponent;
    }
  }
}

TEST(LayerRegions, WithoutAProfileBordersCoverTheirCells) {
  Strip strip(2, {1, 1, 1, 6});
  IntegerSpec spec;
  spec.activation_bits = 8;
  std::vector<RecordedInput> seen;
  std::vector<LowBitReads> low;
  std::vector<int64_t> positions;
  spec.observe = [&](const QuantizedInput& input) {
    seen.emplace_back(input);
    low.assign(input.low_bits.begin(), input.low_bits.end());
    positions.assign(low.at(0).positions.begin(), low.at(0).positions.end());
  };
  ExactUnit unit;
  const Tensor result =
      RunInteger(strip.graph, strip.plan, spec,
                 Tensor({1, 1, 1, 6}, std::vector<float>{10, 3, 100, 50, 5, 1}), unit);
  EXPECT_EQ(seen.at(0).format, (FixedPoint{8, -1, false}));
  EXPECT_EQ(low.at(0).bits, 2);
  EXPECT_EQ(low.at(0).shift, 3);  // Steps of 4: 10 is 2.5, a tie, of 3.
  EXPECT_EQ(positions, (std::vector<int64_t>{0, 1, 4, 5}));
  EXPECT_EQ(seen.at(0).values, (std::vector<int32_t>{16, 8, 200, 100, 8, 0}));
  EXPECT_EQ(ValuesOf(result), (std::vector<float>{8, 4, 100, 50, 4, 0}));
}

}  // namespace
}  // namespace aqua::exec
