// Array reads that a crop saves on ISAAC, 16-bit weights, convolutions of AlexNet (227 x 227,
// grouped) and VGG-16 (224 x 224), against the worked table: each percentage to its printed digit.
// N pixels are cut from an edge of the input; a map loses N * map / input, rounded.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "aqua/accel/catalog.h"
#include "aqua/accel/published_networks.h"
#include "aqua/cost/cost.h"
#include "aqua/crop/crop.h"

namespace aqua {
namespace {

using crop::CropCode;
using crop::Rounding;
using layers::Workload;
using layers::Workloads;

struct PrintedRow {
  const char* name;
  Workloads (*network)(accel::published::Bits);
  int64_t input_size;
  int64_t depth;
  Rounding rounding;
  // Percent saved by 1 edge, 2 adjacent, 2 opposite, 3, and all 4.
  std::array<const char*, 5> saved_percent;
};

constexpr std::array<const char*, 5> kCodes = {"1000", "1010", "1100", "1110", "1111"};

Workloads Cropped(Workloads network, const CropCode& code, const PrintedRow& row) {
  for (Workload& work : network) {
    const auto depth = [&](int64_t map_size) {
      return crop::ScaledDepth(row.depth, map_size, row.input_size, row.rounding);
    };
    const int64_t rows_cut = (code.top + code.bottom) * depth(work.output_height);
    const int64_t columns_cut = (code.left + code.right) * depth(work.output_width);
    work.output_height -= rows_cut;
    work.output_width -= columns_cut;
  }
  return network;
}

class CropTable : public ::testing::TestWithParam<PrintedRow> {};

TEST_P(CropTable, ComesOutToItsPrintedDigits) {
  const PrintedRow& row = GetParam();
  const Workloads network = row.network({});
  const accel::AcceleratorPtr isaac = accel::MakeAccelerator("isaac");
  const cost::Estimator estimator(*isaac, network);
  const double whole_pj = estimator.EnergyPj(network);
  for (size_t i = 0; i < kCodes.size(); ++i) {
    const CropCode code = CropCode::Parse(kCodes[i]);
    const double saved = 1 - estimator.EnergyPj(Cropped(network, code, row)) / whole_pj;
    EXPECT_EQ(fmt::format("{:.1f}", 100 * saved), row.saved_percent[i]) << kCodes[i];
  }
}

TEST_P(CropTable, OppositeAndMirroredEdgesSaveTheSame) {
  const PrintedRow& row = GetParam();
  const Workloads network = row.network({});
  const accel::AcceleratorPtr isaac = accel::MakeAccelerator("isaac");
  const cost::Estimator estimator(*isaac, network);
  const auto energy_pj = [&](const char* code) {
    return estimator.EnergyPj(Cropped(network, CropCode::Parse(code), row));
  };
  for (const char* code : {"0100", "0010", "0001"}) {
    EXPECT_DOUBLE_EQ(energy_pj(code), energy_pj("1000")) << code;
  }
  EXPECT_DOUBLE_EQ(energy_pj("0011"), energy_pj("1100"));
}

constexpr auto* kAlexNet = accel::published::AlexNetConvolutions;
constexpr auto* kVgg16 = accel::published::Vgg16Convolutions;

INSTANTIATE_TEST_SUITE_P(Isaac, CropTable,
                         ::testing::Values(PrintedRow{"alexnet_25_floor",
                                                      kAlexNet,
                                                      227,
                                                      25,
                                                      Rounding::kFloor,
                                                      {"8.1", "15.5", "16.2", "23.0", "29.8"}},
                                           PrintedRow{"alexnet_25_nearest",
                                                      kAlexNet,
                                                      227,
                                                      25,
                                                      Rounding::kNearest,
                                                      {"9.4", "17.9", "18.8", "26.3", "33.9"}},
                                           PrintedRow{"alexnet_25_ceil",
                                                      kAlexNet,
                                                      227,
                                                      25,
                                                      Rounding::kCeil,
                                                      {"13.5", "25.1", "27.0", "36.7", "46.5"}},
                                           PrintedRow{"alexnet_40_nearest",
                                                      kAlexNet,
                                                      227,
                                                      40,
                                                      Rounding::kNearest,
                                                      {"16.9", "30.9", "33.8", "45.0", "56.1"}},
                                           PrintedRow{"vgg16_25_floor",
                                                      kVgg16,
                                                      224,
                                                      25,
                                                      Rounding::kFloor,
                                                      {"10.5", "19.8", "20.9", "29.2", "37.5"}},
                                           PrintedRow{"vgg16_25_nearest",
                                                      kVgg16,
                                                      224,
                                                      25,
                                                      Rounding::kNearest,
                                                      {"11.3", "21.2", "22.5", "31.2", "39.9"}},
                                           PrintedRow{"vgg16_25_ceil",
                                                      kVgg16,
                                                      224,
                                                      25,
                                                      Rounding::kCeil,
                                                      {"12.8", "24.0", "25.6", "35.1", "44.6"}},
                                           PrintedRow{"vgg16_40_nearest",
                                                      kVgg16,
                                                      224,
                                                      40,
                                                      Rounding::kNearest,
                                                      {"18.2", "33.0", "36.3", "47.9", "59.4"}}),
                         [](const ::testing::TestParamInfo<PrintedRow>& test) {
                           return test.param.name;
                         });

}  // namespace
}  // namespace aqua
