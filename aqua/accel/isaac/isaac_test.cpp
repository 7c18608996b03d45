#include "aqua/accel/isaac/isaac.h"

#include <gtest/gtest.h>

#include <numeric>

#include "aqua/accel/isaac/isaac_chip.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using layers::Workloads;
using published::AlexNetConvolutions;
using published::Convolution;
using published::Dense;
using Texts = std::map<std::string, std::string>;

const Isaac& BuiltIn() {
  static const Isaac isaac(BuiltInIsaac());
  return isaac;
}

Isaac With(const Texts& settings) {
  const IsaacSettings parsed = ParseIsaacSettings(settings);
  return Isaac(BuiltInIsaac(parsed.design), parsed);
}

int64_t Resource(const Isaac& isaac, const Workload& work, Isaac::Resource resource) {
  return isaac.Map(std::span(&work, 1)).resources.Layer(0)[resource];
}

EventCounts Counts(const Isaac& isaac, const Workloads& image) {
  return isaac.Count(isaac.Map(image), ImageWork(image));
}

int64_t Event(const Isaac& isaac, const Workload& work, Isaac::Event event) {
  return Counts(isaac, {work}).events.Layer(0)[event];
}

double EnergyPj(const Isaac& isaac, const EventCounts& counts) {
  double energy_pj = 0;
  for (const EnergyPrice& price : isaac.Prices()) {
    energy_pj += static_cast<double>(counts.events.Sum(price.event)) * price.energy_pj;
  }
  return energy_pj;
}

void ExpectError(const AcceleratorOptions& options, const std::string& part) {
  try {
    MakeIsaac(options);
    FAIL() << "no Error that names " << part;
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
  }
}

// One whole chip: 96 x 168 arrays, all rows and columns in use.
Workload FullChip(int64_t size) { return Convolution("full", 1, 1, 128 * 96, 16 * 168, size); }

TEST(Isaac, AlexNetLayerByLayer) {
  const std::vector<int64_t> crossbars = {18, 160, 432, 336, 224};
  const std::vector<int64_t> windows = {3025, 729, 169, 169, 169};
  const std::vector<double> conversions_millions = {111.5, 238.9, 149.5, 116.3, 77.5};
  const Workloads alexnet = AlexNetConvolutions();
  for (size_t layer = 0; layer < alexnet.size(); ++layer) {
    const Workload& work = alexnet[layer];
    EXPECT_EQ(Resource(BuiltIn(), work, Isaac::kCrossbars), crossbars[layer]) << work.layer;
    EXPECT_EQ(work.positions(), windows[layer]) << work.layer;
    const auto conversions = static_cast<double>(Event(BuiltIn(), work, Isaac::kAdcConversions));
    EXPECT_EQ(fmt::format("{:.1f}", conversions / 1e6),
              fmt::format("{:.1f}", conversions_millions[layer]))
        << work.layer;
  }
}

TEST(Isaac, Vgg16IsSpreadOverChips) {
  Workloads vgg = published::Vgg16Convolutions();
  for (const Workload& dense : published::Vgg16Dense()) vgg.push_back(dense);
  const Mapping mapping = BuiltIn().Map(vgg);
  EXPECT_EQ(mapping.resources.Sum(Isaac::kCrossbars), 7192 + 50176 + 8192 + 2016);
  EXPECT_EQ(BuiltIn().ChipsOf(mapping), 5);  // 67,576 arrays of 16,128 a chip.
  ASSERT_EQ(BuiltIn().Notes(mapping).size(), 1u);
  EXPECT_NE(BuiltIn().Notes(mapping)[0].find("fills 5 chips"), std::string::npos);
  EXPECT_TRUE(BuiltIn().Notes(BuiltIn().Map(AlexNetConvolutions())).empty());
}

TEST(Isaac, TooFewChipsAreRefused) {
  const Workloads network = published::Vgg16Dense();
  EXPECT_THROW(With({{"chips", "3"}}).Map(network), Error);
  EXPECT_NO_THROW(With({{"chips", "4"}}).Map(network));
}

TEST(Isaac, ATileHolds96Arrays) {
  EXPECT_EQ(Resource(BuiltIn(), FullChip(1), Isaac::kTiles), 168);
  EXPECT_EQ(Resource(BuiltIn(), Convolution("conv", 1, 1, 128, 16, 1), Isaac::kTiles), 1);
  EXPECT_EQ(Resource(BuiltIn(), Convolution("conv", 1, 1, 128, 16 * 97, 1), Isaac::kTiles), 2);
}

TEST(Isaac, ReplicasTradeArraysForTimeAndChangeNoReads) {
  const Workloads alexnet = AlexNetConvolutions();
  const Isaac balanced = With({{"replication", "balanced"}});
  const Mapping mapping = balanced.Map(alexnet);
  EXPECT_LE(mapping.resources.Sum(Isaac::kPlacedCrossbars), 16128);
  EXPECT_EQ(mapping.resources.Sum(Isaac::kCrossbars), 1170);
  const EventCounts with = Counts(balanced, alexnet);
  const EventCounts without = Counts(BuiltIn(), alexnet);
  for (size_t event = 0; event < Isaac::kTileCycles; ++event) {
    EXPECT_EQ(with.events.Sum(event), without.events.Sum(event)) << event;
  }
  for (size_t layer = 0; layer < alexnet.size(); ++layer) {
    const int64_t replicas = mapping.resources.Layer(layer)[Isaac::kReplicas];
    EXPECT_EQ(with.cycles[layer], (alexnet[layer].positions() + replicas - 1) / replicas * 16);
  }
  const ImageWork image(alexnet);
  EXPECT_LT(20 * balanced.Time(mapping, image, with).interval_ns,
            BuiltIn().Time(BuiltIn().Map(alexnet), image, without).interval_ns);
}

TEST(Isaac, SharedAdcsTakeLongerAndCountTheSame) {
  const Workloads alexnet = AlexNetConvolutions();
  const Isaac se = With({{"design", "se"}});
  const EventCounts shared = Counts(se, alexnet);
  const EventCounts own = Counts(BuiltIn(), alexnet);
  for (size_t event = 0; event < Isaac::kTileCycles; ++event) {
    EXPECT_EQ(shared.events.Sum(event), own.events.Sum(event)) << event;
  }
  for (size_t layer = 0; layer < alexnet.size(); ++layer) {
    EXPECT_EQ(shared.cycles[layer], 128 * own.cycles[layer]);
  }
}

TEST(Isaac, ALayersUnitsWorkOneCycleAPositionAndBit) {
  const EventCounts counts = Counts(BuiltIn(), AlexNetConvolutions({16, 9}));
  EXPECT_EQ(counts.cycles[1], 27 * 27 * 9);
  EXPECT_EQ(BuiltIn().CycleNs(), 100);
}

TEST(Isaac, AFullChipAtFixedPowerDrawsThePowerOfTableOne) {
  const Isaac fixed = With({{"fixed_power", "on"}});
  const Workloads network = {FullChip(9)};
  const Mapping mapping = fixed.Map(network);
  const EventCounts counts = fixed.Count(mapping, ImageWork(network));
  const double interval_ns = fixed.Time(mapping, ImageWork(network), counts).interval_ns;
  const double watts = EnergyPj(fixed, counts) / interval_ns / 1000;
  EXPECT_NEAR(watts, ChipFiguresOf(BuiltInIsaac()).chip_power_w, 1e-9);
  EXPECT_EQ(fmt::format("{:.1f}", watts), "65.8");
}

TEST(Isaac, PricesByEventStayBelowFixedPowerOfAFullChip) {
  const EventCounts counts = Counts(BuiltIn(), {FullChip(9)});
  EXPECT_LT(EnergyPj(BuiltIn(), counts), EnergyPj(With({{"fixed_power", "on"}}), counts));
  EXPECT_GT(EnergyPj(BuiltIn(), counts), EnergyPj(With({{"level", "ima"}}), counts));
}

TEST(Isaac, AreaIsThatOfItsChips) {
  const Workloads network = {FullChip(1), Dense("fc", 10, 10)};
  const std::vector<ComponentArea> area = BuiltIn().Area(BuiltIn().Map(network));
  const double sum_mm2 =
      std::accumulate(area.begin(), area.end(), 0.0,
                      [](double sum, const ComponentArea& part) { return sum + part.area_mm2; });
  EXPECT_EQ(fmt::format("{:.1f}", sum_mm2 / 2), "85.4");
}

TEST(Isaac, RefusesAMappingOfAnotherNetwork) {
  const Mapping mapping = BuiltIn().Map(AlexNetConvolutions());
  EXPECT_THROW(BuiltIn().Count(mapping, ImageWork(published::Vgg16Convolutions())), InternalError);
}

TEST(Isaac, UnderEverySettingFewerPositionsNeverCostMore) {
  for (const Texts& settings :
       {Texts{{"design", "pe"}}, Texts{{"design", "se"}}, Texts{{"column_rule", "whole"}},
        Texts{{"packing", "diagonal"}}, Texts{{"adc_energy", "exponential"}, {"adc_bits", "10"}},
        Texts{{"unit_column", "on"}}, Texts{{"fixed_power", "on"}}, Texts{{"level", "ima"}},
        Texts{{"replication", "balanced"}, {"fixed_power", "on"}, {"chips", "2"}}}) {
    const Isaac isaac = With(settings);
    const Workloads network = {Convolution("conv", 1, 3, 3, 64, 20),
                               Convolution("depthwise", 64, 3, 1, 1, 20), FullChip(1)};
    const Mapping mapping = isaac.Map(network);
    double before_pj = 0;
    for (int64_t height = 0; height <= 20; ++height) {
      Workloads image = network;
      for (Workload& work : image) work.output_height = std::min(work.output_height, height);
      const EventCounts counts = isaac.Count(mapping, ImageWork(image));
      const double energy_pj = EnergyPj(isaac, counts);
      EXPECT_GE(energy_pj, before_pj) << height;
      const Timing timing = isaac.Time(mapping, ImageWork(image), counts);
      EXPECT_GE(timing.latency_ns, timing.interval_ns);
      before_pj = energy_pj;
    }
    EXPECT_GT(before_pj, 0);
  }
}

TEST(Isaac, SettingsReachTheModel) {
  ExpectError({{}, {{"colum_rule", "whole"}}}, "colum_rule");
  ExpectError({{}, {{"adc_energy", "measured"}, {"adc_bits", "11"}}}, "4 to 10");
  const AcceleratorPtr whole = MakeIsaac({{}, {{"column_rule", "whole"}}});
  const Workloads network = {Convolution("conv", 1, 1, 128, 256, 1, {10, 16})};
  EXPECT_EQ(whole->Map(network).resources.Layer(0)[Isaac::kCrossbars], 11);
}

TEST(Isaac, AConstantsFileTakesThePlaceOfADesign) {
  const std::string shipped = AQUA_SOURCE_DIR "/aqua/accel/isaac/isaac-se.json";
  const AcceleratorPtr read = MakeIsaac({shipped, {}});
  const Workloads network = {Dense("fc", 10, 10)};
  EXPECT_EQ(read->Count(read->Map(network), ImageWork(network)).cycles[0], 16 * 128);
  ExpectError({shipped, {{"design", "se"}}}, "give one");
  ExpectError({"no/such/isaac.json", {}}, "no/such/isaac.json");
}

}  // namespace
}  // namespace aqua::accel
