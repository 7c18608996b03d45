#include "aqua/accel/isaac/isaac.h"

#include <gtest/gtest.h>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using layers::Workloads;
using published::AlexNetConvolutions;
using published::Convolution;
using published::Dense;

const Isaac& BuiltIn() {
  static const Isaac isaac(ReadIsaacConstants({}));
  return isaac;
}

const Isaac& KeepingWeightsWhole() {
  static const Isaac isaac(ReadIsaacConstants({}), ColumnRule::kWhole);
  return isaac;
}

int64_t Resource(const Isaac& isaac, const Workload& work, Isaac::Resource resource) {
  return isaac.Map(std::span(&work, 1)).resources.Layer(0)[resource];
}

int64_t Event(const Isaac& isaac, const Workload& work, Isaac::Event event) {
  const Workloads image = {work};
  return isaac.Count(isaac.Map(image), ImageWork(image)).events.Layer(0)[event];
}

void ExpectError(const AcceleratorOptions& options, const std::string& part) {
  try {
    MakeIsaac(options);
    FAIL() << "no Error that names " << part;
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
  }
}

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

TEST(Isaac, Vgg16DenseLayersFillWholeChips) {
  const Workloads dense = published::Vgg16Dense();
  EXPECT_EQ(Resource(BuiltIn(), dense[0], Isaac::kCrossbars), 50176);
  EXPECT_EQ(Resource(BuiltIn(), dense[1], Isaac::kCrossbars), 8192);
  EXPECT_EQ(Resource(BuiltIn(), dense[2], Isaac::kCrossbars), 2016);
}

TEST(Isaac, AWeightTakesOneColumnForEveryTwoBits) {
  for (int bits = 1; bits <= 16; ++bits) {
    const Workload one = Dense("one", 1, 1, {bits, 16});
    EXPECT_EQ(Resource(BuiltIn(), one, Isaac::kUsedColumns), (bits + 1) / 2) << bits;
  }
}

TEST(Isaac, AnActivationBitIsATimeStep) {
  for (int bits = 1; bits <= 16; ++bits) {
    const Workload work = Convolution("conv", 1, 3, 4, 8, 5, {16, bits});
    EXPECT_EQ(Event(BuiltIn(), work, Isaac::kArrayReads), 25 * bits) << bits;
  }
}

TEST(Isaac, StraddlingWeightsNeedFewerArraysThanWholeOnes) {
  const Workload work = Convolution("conv", 1, 1, 128, 256, 1, {10, 16});
  EXPECT_EQ(Resource(BuiltIn(), work, Isaac::kCrossbars), 10);
  EXPECT_EQ(Resource(KeepingWeightsWhole(), work, Isaac::kCrossbars), 11);
  EXPECT_EQ(Resource(KeepingWeightsWhole(), work, Isaac::kUsedColumns), 256 * 5);
}

TEST(Isaac, WholeTenBitWeightsLeaveThreeColumnsIdle) {
  const Workload work = Convolution("conv", 1, 1, 128, 25, 1, {10, 1});
  EXPECT_EQ(Event(KeepingWeightsWhole(), work, Isaac::kAdcConversions), 125);
  EXPECT_EQ(Event(KeepingWeightsWhole(), work, Isaac::kAdcIdleConversions), 3);
}

TEST(Isaac, EveryColumnOfAnArrayIsConverted) {
  for (const Workload& work : AlexNetConvolutions({10, 7})) {
    EXPECT_EQ(Event(BuiltIn(), work, Isaac::kAdcConversions) +
                  Event(BuiltIn(), work, Isaac::kAdcIdleConversions),
              128 * Event(BuiltIn(), work, Isaac::kArrayReads));
    EXPECT_EQ(Event(BuiltIn(), work, Isaac::kDacConversions),
              128 * Event(BuiltIn(), work, Isaac::kArrayReads));
  }
}

TEST(Isaac, ADepthwiseChannelTakesAnArrayOfItsOwn) {
  const Workload work = Convolution("depthwise", 32, 3, 1, 1, 112);
  EXPECT_EQ(Resource(BuiltIn(), work, Isaac::kCrossbars), 32);
  EXPECT_EQ(Resource(BuiltIn(), work, Isaac::kUsedColumns), 32 * 8);
}

TEST(Isaac, ALargeLayerConvertsOnceForEverySixteenBitMac) {
  const Workload work = Convolution("conv", 1, 1, 512, 512, 14);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kAdcConversions), work.macs());
  const Workload ten = Convolution("conv", 1, 1, 512, 512, 14, {10, 16});
  EXPECT_EQ(8 * Event(BuiltIn(), ten, Isaac::kAdcConversions), 5 * ten.macs());
  const Workload eight = Convolution("conv", 1, 1, 512, 512, 14, {8, 8});
  EXPECT_EQ(4 * Event(BuiltIn(), eight, Isaac::kAdcConversions), eight.macs());
}

TEST(Isaac, ALayersUnitsWorkOneCycleAPositionAndBit) {
  const Workloads alexnet = AlexNetConvolutions({16, 9});
  const EventCounts counts = BuiltIn().Count(BuiltIn().Map(alexnet), ImageWork(alexnet));
  EXPECT_EQ(counts.cycles[1], 27 * 27 * 9);
  EXPECT_EQ(BuiltIn().CycleNs(), 100);
}

TEST(Isaac, OneReadCostsTheImaOfTableOne) {
  // 24.08 mW * 100 ns / 8 arrays.
  double array_pj = 0;
  for (const EnergyPrice& price : BuiltIn().Prices()) {
    EXPECT_FALSE(price.source.empty());
    const bool per_line =
        price.event == Isaac::kAdcConversions || price.event == Isaac::kDacConversions;
    if (price.event == Isaac::kAdcIdleConversions) continue;
    array_pj += price.energy_pj * (per_line ? 128 : 1);
  }
  EXPECT_DOUBLE_EQ(array_pj, 301.0);
}

TEST(Isaac, RefusesAMappingOfAnotherNetwork) {
  const Mapping mapping = BuiltIn().Map(AlexNetConvolutions());
  EXPECT_THROW(BuiltIn().Count(mapping, ImageWork(published::Vgg16Convolutions())), InternalError);
}

TEST(Isaac, WholeWeightsMustFitAnArray) {
  IsaacConstants constants = ReadIsaacConstants({});
  constants.array_columns = 4;
  const Isaac narrow(constants, ColumnRule::kWhole);
  const Workloads wide = {Dense("fc", 16, 16)};
  EXPECT_THROW(narrow.Map(wide), Error);
  const Workloads fits = {Dense("fc", 16, 16, {8, 16})};
  EXPECT_EQ(narrow.Map(fits).resources.Layer(0)[Isaac::kCrossbars], 16);
}

TEST(Isaac, SettingsAreCheckedByNameAndValue) {
  ExpectError({{}, {{"colum_rule", "whole"}}}, "colum_rule");
  ExpectError({{}, {{"column_rule", "hole"}}}, "hole");
  const AcceleratorPtr whole = MakeIsaac({{}, {{"column_rule", "whole"}}});
  const Workloads network = {Convolution("conv", 1, 1, 128, 256, 1, {10, 16})};
  EXPECT_EQ(whole->Map(network).resources.Layer(0)[Isaac::kCrossbars], 11);
}

TEST(Isaac, TheShippedFileIsTheBuiltInOne) {
  const IsaacConstants file = ReadIsaacConstants(AQUA_SOURCE_DIR "/aqua/accel/isaac/isaac.json");
  const IsaacConstants built_in = ReadIsaacConstants({});
  EXPECT_EQ(file.array_rows, built_in.array_rows);
  EXPECT_EQ(file.adc_conversion.energy_pj, built_in.adc_conversion.energy_pj);
  EXPECT_EQ(file.output_register.source, built_in.output_register.source);
}

TEST(Isaac, AConstantsFileThatIsNotThereIsNamed) {
  ExpectError({"no/such/isaac.json", {}}, "no/such/isaac.json");
}

}  // namespace
}  // namespace aqua::accel
