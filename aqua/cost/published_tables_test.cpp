// ISAAC's counts and energy for AlexNet (227 x 227, grouped) and VGG-16 (224 x 224), convolutions
// of one image, against the worked table: each figure to the digits printed there.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "aqua/accel/catalog.h"
#include "aqua/accel/published_networks.h"
#include "aqua/cost/cost.h"

namespace aqua::cost {
namespace {

using accel::published::Bits;
using layers::Workloads;

constexpr double kMillion = 1e6;
constexpr double kBillion = 1e9;

struct PrintedRow {
  const char* network;
  Workloads (*workloads)(Bits);
  Bits bits;
  double unit;  // Of MACs and conversions: millions or billions.
  const char* macs;
  int64_t crossbars;
  const char* reads_millions;
  const char* conversions;
  const char* conversions_a_mac;
  const char* energy_mj;
};

// `value` with as many decimals as `printed` has.
std::string Like(const std::string& printed, double value) {
  const size_t point = printed.find('.');
  const size_t decimals = point == std::string::npos ? 0 : printed.size() - point - 1;
  return fmt::format("{:.{}f}", value, decimals);
}

double In(double unit, int64_t count) { return static_cast<double>(count) / unit; }

int64_t Named(const std::vector<std::string>& names, const std::vector<int64_t>& counts,
              const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  EXPECT_NE(found, names.end()) << name;
  return counts[static_cast<size_t>(found - names.begin())];
}

class PublishedTable : public ::testing::TestWithParam<PrintedRow> {};

TEST_P(PublishedTable, ComesOutToItsPrintedDigits) {
  const PrintedRow& row = GetParam();
  const accel::AcceleratorPtr isaac = accel::MakeAccelerator("isaac");
  const Estimate estimate = EstimateNetwork(*isaac, row.workloads(row.bits));
  const Tally& sum = estimate.convolution;
  const int64_t reads = Named(estimate.event_names, sum.events, "array_reads");
  const int64_t conversions = Named(estimate.event_names, sum.events, "adc_conversions");
  EXPECT_EQ(Like(row.macs, In(row.unit, sum.macs)), row.macs);
  EXPECT_EQ(Named(estimate.resource_names, sum.resources, "crossbars"), row.crossbars);
  EXPECT_EQ(Like(row.reads_millions, In(kMillion, reads)), row.reads_millions);
  EXPECT_EQ(Like(row.conversions, In(row.unit, conversions)), row.conversions);
  EXPECT_EQ(
      Like(row.conversions_a_mac, static_cast<double>(conversions) / static_cast<double>(sum.macs)),
      row.conversions_a_mac);
  EXPECT_EQ(Like(row.energy_mj, sum.energy_pj / 1e9), row.energy_mj);
}

constexpr auto* kAlexNet = accel::published::AlexNetConvolutions;
constexpr auto* kVgg16 = accel::published::Vgg16Convolutions;

INSTANTIATE_TEST_SUITE_P(
    Isaac, PublishedTable,
    ::testing::Values(
        PrintedRow{"alexnet",
                   kAlexNet,
                   {16, 16},
                   kMillion,
                   "665.8",
                   1170,
                   "5.42",
                   "693.7",
                   "1.042",
                   "1.63"},
        PrintedRow{"alexnet",
                   kAlexNet,
                   {10, 16},
                   kMillion,
                   "665.8",
                   746,
                   "3.46",
                   "433.6",
                   "0.651",
                   "1.04"},
        PrintedRow{"alexnet",
                   kAlexNet,
                   {16, 8},
                   kMillion,
                   "665.8",
                   1170,
                   "2.71",
                   "346.9",
                   "0.521",
                   "0.82"},
        PrintedRow{
            "alexnet", kAlexNet, {8, 8}, kMillion, "665.8", 585, "1.35", "173.4", "0.260", "0.41"},
        PrintedRow{
            "vgg16", kVgg16, {16, 16}, kBillion, "15.35", 7192, "124.8", "15.98", "1.041", "37.6"},
        PrintedRow{
            "vgg16", kVgg16, {10, 16}, kBillion, "15.35", 4498, "80.4", "9.99", "0.651", "24.2"},
        PrintedRow{
            "vgg16", kVgg16, {16, 8}, kBillion, "15.35", 7192, "62.4", "7.99", "0.521", "18.8"},
        PrintedRow{
            "vgg16", kVgg16, {8, 8}, kBillion, "15.35", 3596, "31.2", "3.99", "0.260", "9.4"}),
    [](const ::testing::TestParamInfo<PrintedRow>& test) {
      const PrintedRow& row = test.param;
      return fmt::format("{}_{}_{}", row.network, row.bits.weight, row.bits.activation);
    });

}  // namespace
}  // namespace aqua::cost
