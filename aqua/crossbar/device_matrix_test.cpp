#include "aqua/crossbar/device_matrix.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "aqua/core/error.h"
#include "aqua/crossbar/draws.h"
#include "aqua/crossbar/plain_matrix.h"
#include "aqua/crossbar/testing/random_case.h"

namespace aqua::crossbar {
namespace {

using testing::Case;
using testing::Product;

std::vector<int64_t> SumsOf(const Case& one, const CrossbarSpec& spec) {
  std::vector<int64_t> sums(one.positions * one.columns);
  CrossbarMatrix(one.weights, one.rows, one.columns, one.weight_bits, spec)
      .Multiply(one.activations, one.positions, one.activation_bits, one.is_signed, sums);
  return sums;
}

Case Layer(int64_t positions = 20) {
  std::mt19937 random(11);
  Case one;
  one.rows = 300;
  one.columns = 30;
  one.positions = positions;
  one.weight_bits = 8;
  testing::FillCase(one, random);
  return one;
}

// Root of the mean square, relative to the deviation of the product.
double ErrorOf(const Case& one, const NonIdealities& devices) {
  const std::vector<int64_t> exact = Product(one);
  const std::vector<int64_t> sums = SumsOf(one, {.adc_bits = 12, .devices = devices});
  double error = 0;
  double power = 0;
  for (size_t i = 0; i < exact.size(); ++i) {
    error += std::pow(static_cast<double>(sums[i] - exact[i]), 2);
    power += std::pow(static_cast<double>(exact[i]), 2);
  }
  return std::sqrt(error / power);
}

TEST(DeviceMatrix, IdealDevicesReadAsPlainLoopsDo) {
  std::mt19937 random(12);
  for (int i = 0; i < 100; ++i) {
    const Case one = testing::RandomCase(random);
    CrossbarSpec spec = testing::RandomSpec(random);
    spec.adc_bits = std::uniform_int_distribution<int>(1, 12)(random);
    const Layout layout = PlanLayout(one.rows, one.columns, one.weight_bits, spec);
    const PlainMatrix plain(one.weights, layout);
    const DeviceMatrix devices(one.weights, layout, {});
    std::vector<int64_t> expected(one.positions * one.columns);
    std::vector<int64_t> sums(one.positions * one.columns);
    const CrossbarCounts plain_counts = plain.Multiply(one.AsDrive(), expected);
    const CrossbarCounts counts = devices.Multiply(one.AsDrive(), sums);
    ASSERT_EQ(sums, expected);
    testing::ExpectSameCounts(counts, plain_counts);
    ASSERT_EQ(devices.flipped_columns(), plain.flipped_columns());
  }
}

TEST(DeviceMatrix, ASeedReproducesAndAnotherDiffers) {
  const Case one = Layer();
  const NonIdealities devices = {
      .conductance_spread = 0.1, .stuck_low_share = 0.01, .read_noise_lsb = 0.5, .seed = 7};
  NonIdealities others = devices;
  others.seed = 8;
  EXPECT_EQ(SumsOf(one, {.devices = devices}), SumsOf(one, {.devices = devices}));
  EXPECT_NE(SumsOf(one, {.devices = devices}), SumsOf(one, {.devices = others}));
}

TEST(DeviceMatrix, PositionsMaySplitIntoCalls) {
  const Case one = Layer(70);
  const CrossbarSpec spec = {.devices = {.conductance_spread = 0.1, .read_noise_lsb = 0.5}};
  const CrossbarMatrix matrix(one.weights, one.rows, one.columns, one.weight_bits, spec);
  std::vector<int64_t> parts(one.positions * one.columns);
  CrossbarCounts counts;
  const std::vector<int64_t> starts = {0, 1, 34, 70};
  for (size_t i = 0; i + 1 < starts.size(); ++i) {
    const int64_t first = starts[i];
    const int64_t count = starts[i + 1] - first;
    counts +=
        matrix.Multiply(std::span(one.activations).subspan(first * one.rows, count * one.rows),
                        count, one.activation_bits, one.is_signed,
                        std::span(parts).subspan(first * one.columns, count * one.columns), first);
  }
  std::vector<int64_t> whole(one.positions * one.columns);
  EXPECT_EQ(counts, matrix.Multiply(one.activations, one.positions, one.activation_bits,
                                    one.is_signed, whole));
  EXPECT_EQ(parts, whole);
}

TEST(DeviceMatrix, EachPositionHasNoiseOfItsOwn) {
  Case one = Layer(2);
  std::copy_n(one.activations.begin(), one.rows, one.activations.begin() + one.rows);
  const std::vector<int64_t> sums = SumsOf(one, {.devices = {.read_noise_lsb = 1}});
  EXPECT_NE(std::vector(sums.begin(), sums.begin() + one.columns),
            std::vector(sums.begin() + one.columns, sums.end()));
  const std::vector<int64_t> quiet = SumsOf(one, {.devices = {.conductance_spread = 1}});
  EXPECT_EQ(std::vector(quiet.begin(), quiet.begin() + one.columns),
            std::vector(quiet.begin() + one.columns, quiet.end()));
}

std::vector<int64_t> SumsOfImage(const Case& one, const NonIdealities& devices, uint64_t image) {
  std::vector<int64_t> sums(one.positions * one.columns);
  CrossbarMatrix(one.weights, one.rows, one.columns, one.weight_bits, {.devices = devices})
      .Multiply(one.activations, one.positions, one.activation_bits, one.is_signed, sums, 0, image);
  return sums;
}

TEST(DeviceMatrix, EachImageHasNoiseOfItsOwn) {
  const Case one = Layer();
  const NonIdealities noisy = {.read_noise_lsb = 1, .seed = 3};
  EXPECT_EQ(SumsOfImage(one, noisy, 5), SumsOfImage(one, noisy, 5));
  EXPECT_EQ(SumsOfImage(one, noisy, 0), SumsOf(one, {.devices = noisy}));
  for (const uint64_t image : {uint64_t{1}, uint64_t{2}, ~uint64_t{0}}) {
    EXPECT_NE(SumsOfImage(one, noisy, image), SumsOfImage(one, noisy, 0)) << image;
  }
  EXPECT_NE(SumsOfImage(one, noisy, 1), SumsOfImage(one, noisy, 2));
}

TEST(DeviceMatrix, EveryImageIsReadByTheSameDevices) {
  const Case one = Layer();
  const NonIdealities devices = {
      .conductance_spread = 0.2, .stuck_low_share = 0.05, .stuck_high_share = 0.05};
  EXPECT_EQ(SumsOfImage(one, devices, 0), SumsOfImage(one, devices, 9));
}

TEST(DeviceMatrix, NoiseOfTwoImagesIsUncorrelated) {
  // As in NoiseHasItsDeviation: one weight of one cell, positions alike.
  Case one;
  one.rows = 40;
  one.positions = 20000;
  one.weight_bits = 2;
  one.activation_bits = 1;
  one.weights.assign(40, -1);
  one.activations.assign(40 * one.positions, 1);
  const std::vector<int64_t> first = SumsOfImage(one, {.read_noise_lsb = 3}, 1);
  const std::vector<int64_t> second = SumsOfImage(one, {.read_noise_lsb = 3}, 2);
  double product = 0;
  double square = 0;
  for (size_t i = 0; i < first.size(); ++i) {
    product += static_cast<double>((first[i] + 40) * (second[i] + 40));
    square += static_cast<double>((first[i] + 40) * (first[i] + 40));
  }
  EXPECT_NEAR(product / square, 0, 0.03);
}

TEST(DeviceMatrix, CellsOfMoreThanAGibibyteAreRefused) {
  // 1024 columns of 8 slices in 64 arrays: 8256 floats a row, and 2^18 bytes of places. 32506 rows
  // of them are the last that 2^30 bytes hold.
  EXPECT_NO_THROW(DeviceMatrix::CheckFits(PlanLayout(32506, 1024, 16, {})));
  const Layout layout = PlanLayout(32507, 1024, 16, {});
  try {
    const DeviceMatrix devices({}, layout, {.read_noise_lsb = 1});
    FAIL() << "no Error";
  } catch (const Error& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("32507 rows x 1024 columns"), std::string::npos) << message;
    EXPECT_NE(message.find("simulate fewer layers"), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
  }
  // One row, but a place for each of 2^28 cell columns.
  EXPECT_THROW(DeviceMatrix::CheckFits(PlanLayout(1, 1 << 24, 16, {.cell_bits = 1})), Error);
  EXPECT_THROW(DeviceMatrix::CheckFits(
                   PlanLayout(1 << 24, 1 << 24, 16, {.array_columns = 1, .cell_bits = 1})),
               Error);
}

TEST(DeviceMatrix, SpreadNoiseAndStuckCellsGrowTheError) {
  const Case one = Layer();
  const auto expect_growth = [&](double NonIdealities::*what, double least) {
    double last = 0;
    for (const double value : {least, 4 * least, 16 * least}) {
      NonIdealities devices;
      devices.*what = value;
      const double error = ErrorOf(one, devices);
      EXPECT_GT(error, 1.5 * last) << value;
      last = error;
    }
  };
  expect_growth(&NonIdealities::conductance_spread, 0.02);
  expect_growth(&NonIdealities::read_noise_lsb, 0.5);
  expect_growth(&NonIdealities::stuck_low_share, 0.005);
  expect_growth(&NonIdealities::stuck_high_share, 0.005);
}

TEST(DeviceMatrix, AllCellsStuck) {
  Case one = Layer(1);
  // Nothing conducts, unit columns neither.
  EXPECT_EQ(SumsOf(one, {.devices = {.stuck_low_share = 1}}), std::vector<int64_t>(one.columns));
  // Everything conducts 3 a row: slices merge to 3 * 85, and so does the unit column that takes off
  // 128 a row.
  int64_t driven = 0;
  for (const int32_t activation : one.activations) driven += activation;
  EXPECT_EQ(
      SumsOf(one, {.adc_bits = 9, .flips_columns = false, .devices = {.stuck_high_share = 1}}),
      std::vector<int64_t>(one.columns, driven * (3 * 85 - 3 * 128)));
}

TEST(DeviceMatrix, TheUnitColumnTakesOffAWholeOffsetExactly) {
  // 2-bit cells and a ratio of 4: a cell at level 0 conducts one level.
  const Case one = Layer();
  EXPECT_EQ(SumsOf(one, {.adc_bits = 10, .devices = {.on_off_ratio = 4}}), Product(one));
  // The offset uses up the range of 8 bits: 128 + 192.
  std::vector<int64_t> sums(one.positions * one.columns);
  const CrossbarMatrix narrow(one.weights, one.rows, one.columns, one.weight_bits,
                              {.devices = {.on_off_ratio = 4}});
  EXPECT_GT(
      narrow.Multiply(one.activations, one.positions, one.activation_bits, one.is_signed, sums)
          .clipped_conversions,
      0);
}

TEST(DeviceMatrix, AnOffsetBetweenLevelsLeavesRounding) {
  // A conversion is off by half a level for the column and half for the offset, at most.
  const Case one = Layer();
  const std::vector<int64_t> exact = Product(one);
  const std::vector<int64_t> sums = SumsOf(one, {.adc_bits = 10, .devices = {.on_off_ratio = 11}});
  const int64_t most = int64_t{3} * 85 * 255;  // Row blocks, slices, time steps.
  EXPECT_NE(sums, exact);
  for (size_t i = 0; i < sums.size(); ++i) EXPECT_LE(std::abs(sums[i] - exact[i]), most);
}

TEST(DeviceMatrix, NoiseHasItsDeviation) {
  // One weight of one cell at level 1 (of 0 to 3) on 40 rows: a code of 40, whose noise of 3 and
  // rounding reach the sum, and twice as much of the unit column's.
  Case one;
  one.rows = 40;
  one.positions = 20000;
  one.weight_bits = 2;
  one.activation_bits = 1;
  one.weights.assign(40, -1);
  one.activations.assign(40 * one.positions, 1);
  const std::vector<int64_t> sums = SumsOf(one, {.devices = {.read_noise_lsb = 3}});
  double mean = 0;
  double square = 0;
  for (const int64_t sum : sums) {
    mean += static_cast<double>(sum) / static_cast<double>(one.positions);
    square += std::pow(static_cast<double>(sum + 40), 2) / static_cast<double>(one.positions);
  }
  EXPECT_NEAR(mean, -40, 0.2);
  EXPECT_NEAR(std::sqrt(square), std::sqrt(5 * (9 + 1.0 / 12)), 0.1);
}

TEST(Draws, AreNormal) {
  constexpr int draws = 400000;
  double square = 0;
  double fourth = 0;
  double neighbours = 0;
  int beyond[3] = {};
  double last = 0;
  for (uint32_t i = 0; i < draws; ++i) {
    const double draw = NormalDraw(KeysOf(1, DrawKind::kSpread, i / 64), i % 64) / kDrawDeviation;
    square += draw * draw / draws;
    fourth += std::pow(draw, 4) / draws;
    neighbours += draw * last / draws;
    for (int k = 0; k < 3; ++k) beyond[k] += draw > k ? 1 : 0;
    last = draw;
  }
  EXPECT_NEAR(square, 1, 0.01);
  EXPECT_NEAR(fourth, 3, 0.06);
  EXPECT_NEAR(neighbours, 0, 0.006);
  EXPECT_NEAR(beyond[0] / double{draws}, 0.5, 0.003);
  EXPECT_NEAR(beyond[1] / double{draws}, 0.15866, 0.002);
  EXPECT_NEAR(beyond[2] / double{draws}, 0.02275, 0.001);
}

TEST(Draws, OfOneKindSayNothingOfAnother) {
  EXPECT_NE(NormalDraw(KeysOf(1, DrawKind::kSpread, 0), 0),
            NormalDraw(KeysOf(1, DrawKind::kReadNoise, 0), 0));
  EXPECT_NE(NormalDraw(KeysOf(1, DrawKind::kReadNoise, 0, 0), 0),
            NormalDraw(KeysOf(1, DrawKind::kReadNoise, 0, 1), 0));
  double sum = 0;
  for (uint32_t i = 0; i < 10000; ++i) {
    const double draw = UniformDraw(KeysOf(1, DrawKind::kStuck, i), i);
    ASSERT_TRUE(draw >= 0 && draw < 1);
    sum += draw / 10000;
  }
  EXPECT_NEAR(sum, 0.5, 0.01);
}

}  // namespace
}  // namespace aqua::crossbar
