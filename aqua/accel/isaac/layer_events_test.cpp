// The counts of single layers: what Isaac::Event defines.
#include "aqua/accel/isaac/layer_events.h"

#include <gtest/gtest.h>

#include "aqua/accel/isaac/isaac.h"
#include "aqua/accel/published_networks.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using layers::Workloads;
using published::AlexNetConvolutions;
using published::Convolution;

const Isaac& BuiltIn() {
  static const Isaac isaac(BuiltInIsaac());
  return isaac;
}

Isaac With(const std::map<std::string, std::string>& settings) {
  return Isaac(BuiltInIsaac(), ParseIsaacSettings(settings));
}

EventCounts Counts(const Isaac& isaac, const Workloads& image) {
  return isaac.Count(isaac.Map(image), ImageWork(image));
}

int64_t Event(const Isaac& isaac, const Workload& work, Isaac::Event event) {
  return Counts(isaac, {work}).events.Layer(0)[event];
}

double EnergyPj(std::span<const EnergyPrice> prices, const EventCounts& counts) {
  double energy_pj = 0;
  for (const EnergyPrice& price : prices) {
    energy_pj += static_cast<double>(counts.events.Sum(price.event)) * price.energy_pj;
  }
  return energy_pj;
}

TEST(IsaacEvents, AnActivationBitIsATimeStep) {
  for (int bits = 1; bits <= 16; ++bits) {
    const Workload work = Convolution("conv", 1, 3, 4, 8, 5, {16, bits});
    EXPECT_EQ(Event(BuiltIn(), work, Isaac::kArrayReads), 25 * bits) << bits;
  }
}

TEST(IsaacEvents, PositionsOfFewBitsTakeFewerTimeSteps) {
  // 25 positions, 10 of them at 3 bits of 8, 4 at 5: 11 * 8 + 4 * 5 + 10 * 3 = 138 steps. One
  // array, 64 of its columns hold weights; 36 rows; 8 results a position.
  Workload work = Convolution("conv", 1, 3, 4, 8, 5, {16, 8});
  work.low_bits = {{10, 3}, {4, 5}};
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kArrayReads), 138);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kAdcConversions), 138 * 64);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kAdcIdleConversions), 138 * 64);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kUnitConversions), 138);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kDacConversions), 138 * 128);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kEdramReadBits), 138 * 36);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kEdramWriteBits), 138 * 8);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kSigmoidOperations), 25 * 8);
  // The first layer and the last: 4 channels in, 8 out.
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kHyperTransportBits), 138 * 4 + 138 * 8);
  EXPECT_EQ(Counts(BuiltIn(), {work}).cycles[0], 138);
}

TEST(IsaacEvents, ReplicasTakeThePositionsOfMostBitsFirst) {
  Workload work = Convolution("conv", 1, 3, 4, 8, 5, {16, 8});
  work.low_bits = {{10, 3}, {4, 5}};
  // Four at a time: 11 of 8 bits begin 3 sets, the third with one of 5; 3 of 5 begin one; 9 left.
  EXPECT_EQ(LayerCycles(work, 4, BuiltInIsaac()), 3 * 8 + 1 * 5 + 3 * 3);
  EXPECT_EQ(LayerCycles(work, 11, BuiltInIsaac()), 8 + 5 + 3);
  EXPECT_EQ(LayerCycles(work, 25, BuiltInIsaac()), 8);
}

TEST(IsaacEvents, EveryColumnOfAnArrayIsConverted) {
  for (const Workload& work : AlexNetConvolutions({10, 7})) {
    const int64_t reads = Event(BuiltIn(), work, Isaac::kArrayReads);
    EXPECT_EQ(Event(BuiltIn(), work, Isaac::kAdcConversions) +
                  Event(BuiltIn(), work, Isaac::kAdcIdleConversions),
              128 * reads);
    EXPECT_EQ(Event(BuiltIn(), work, Isaac::kDacConversions), 128 * reads);
    EXPECT_EQ(Event(BuiltIn(), work, Isaac::kUnitConversions), reads);
  }
}

TEST(IsaacEvents, WholeTenBitWeightsLeaveThreeColumnsIdle) {
  const Workload work = Convolution("conv", 1, 1, 128, 25, 1, {10, 1});
  const Isaac whole = With({{"column_rule", "whole"}});
  EXPECT_EQ(Event(whole, work, Isaac::kAdcConversions), 125);
  EXPECT_EQ(Event(whole, work, Isaac::kAdcIdleConversions), 3);
}

TEST(IsaacEvents, ALargeLayerConvertsOnceForEverySixteenBitMac) {
  const Workload work = Convolution("conv", 1, 1, 512, 512, 14);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kAdcConversions), work.macs());
  const Workload ten = Convolution("conv", 1, 1, 512, 512, 14, {10, 16});
  EXPECT_EQ(8 * Event(BuiltIn(), ten, Isaac::kAdcConversions), 5 * ten.macs());
  const Workload eight = Convolution("conv", 1, 1, 512, 512, 14, {8, 8});
  EXPECT_EQ(4 * Event(BuiltIn(), eight, Isaac::kAdcConversions), eight.macs());
}

TEST(IsaacEvents, PackedDepthwiseChannelsReadFewerArrays) {
  const Workload work = Convolution("depthwise", 140, 3, 1, 1, 8);
  const Isaac packed = With({{"packing", "diagonal"}});
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kArrayReads), 140 * 64 * 16);
  EXPECT_EQ(Event(packed, work, Isaac::kArrayReads), 10 * 64 * 16);
  EXPECT_EQ(Event(packed, work, Isaac::kAdcConversions),
            Event(BuiltIn(), work, Isaac::kAdcConversions));
  EXPECT_EQ(Event(packed, work, Isaac::kEdramReadBits),
            Event(BuiltIn(), work, Isaac::kEdramReadBits));
}

TEST(IsaacEvents, DataMovesAsALoopOverPositionsMovesIt) {
  // Two groups, 3 row blocks of 300 rows, 5 positions by 5, 9 activation bits.
  const Workload work = Convolution("conv", 2, 5, 12, 7, 5, {16, 9});
  int64_t read_bits = 0;
  int64_t written_bits = 0;
  int64_t additions = 0;
  int64_t results = 0;
  for (int position = 0; position < 25; ++position) {
    for (int group = 0; group < 2; ++group) {
      read_bits += 300 * 9;
      for (int column = 0; column < 7; ++column) {
        for (int block = 1; block < 3; ++block) ++additions;
        written_bits += 9;
        ++results;
      }
    }
  }
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kEdramReadBits), read_bits);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kEdramWriteBits), written_bits);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kBusBits), read_bits + written_bits);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kRouterBits), written_bits);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kSigmoidOperations), results);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kTileShiftAdds), additions);
  EXPECT_EQ(Event(BuiltIn(), work, Isaac::kTileRegisterBits), 16 * results);
}

TEST(IsaacEvents, APoolComparesEveryCellOfItsWindows) {
  Workload pool = Convolution("pool", 64, 3, 1, 1, 10);
  pool.kind = layers::WorkKind::kMaxPool;
  const EventCounts counts = Counts(BuiltIn(), {pool});
  for (size_t event = 0; event < Isaac::kEventCount; ++event) {
    const int64_t expected = event == Isaac::kMaxPoolComparisons ? 64 * 100 * 9 : 0;
    EXPECT_EQ(counts.events.Layer(0)[event], expected) << BuiltIn().EventNames()[event];
  }
  EXPECT_EQ(counts.cycles[0], 0);
}

TEST(IsaacEvents, TheNetworksInputAndAnswerCrossTheChipsEdge) {
  Workloads network = {Convolution("stem", 1, 7, 3, 64, 112, {16, 8}),
                       Convolution("next", 1, 1, 64, 32, 112, {16, 8})};
  network[0].stride_height = network[0].stride_width = 2;
  const EventCounts counts = Counts(BuiltIn(), network);
  EXPECT_EQ(counts.events.Layer(0)[Isaac::kHyperTransportBits], 224 * 224 * 3 * 8);
  EXPECT_EQ(counts.events.Layer(1)[Isaac::kHyperTransportBits], 112 * 112 * 32 * 8);
}

TEST(IsaacEvents, ResultsCrossToTheChipOfTheNextLayer) {
  const Workloads network = {Convolution("full", 1, 1, 128 * 96, 16 * 168, 2),
                             published::Uncounted("relu"), Convolution("next", 1, 1, 2688, 16, 2)};
  const EventCounts counts = Counts(BuiltIn(), network);
  EXPECT_EQ(counts.events.Layer(0)[Isaac::kHyperTransportBits], 4 * 128 * 96 * 16 + 4 * 2688 * 16);
  EXPECT_EQ(counts.events.Layer(2)[Isaac::kHyperTransportBits], 4 * 16 * 16);
}

LayerInput Filled(int64_t channels, int64_t size, int32_t value) {
  return {channels, size, size, false,
          std::vector<int32_t>(static_cast<size_t>(channels * size * size), value)};
}

TEST(IsaacEvents, ActiveRowsAreTheDacConversionsOfOnes) {
  // Two groups of 18 rows and 20 * 8 columns, two arrays each; every activation has 3 ones.
  const Workloads network = {Convolution("conv", 2, 3, 2, 20, 4, {16, 8}),
                             published::Uncounted("relu")};
  const std::vector<LayerInput> inputs = {Filled(4, 6, 0b10101), {}};
  const Mapping mapping = BuiltIn().Map(network);
  const EventCounts counts = BuiltIn().Count(mapping, ImageWork(network, inputs));
  EXPECT_EQ(counts.events.Layer(0)[Isaac::kActiveRows], 2 * 2 * 18 * 16 * 3);
  EXPECT_EQ(Counts(BuiltIn(), network).events.Layer(0)[Isaac::kActiveRows], 0);
}

TEST(IsaacEvents, APackedRowIsDrivenInOneArray) {
  const Workloads network = {Convolution("conv", 20, 3, 1, 1, 4, {16, 8})};
  const std::vector<LayerInput> inputs = {Filled(20, 6, 1)};
  const Isaac packed = With({{"packing", "diagonal"}});
  const EventCounts counts = packed.Count(packed.Map(network), ImageWork(network, inputs));
  EXPECT_EQ(counts.events.Layer(0)[Isaac::kActiveRows], 20 * 9 * 16);
}

TEST(IsaacEvents, WithEveryRowDrivenValuesCostWhatTheTableSays) {
  const Workloads network = {Convolution("conv", 1, 1, 128, 16, 3, {16, 4})};
  const std::vector<LayerInput> inputs = {Filled(128, 3, 15)};
  const EventCounts counts = BuiltIn().Count(BuiltIn().Map(network), ImageWork(network, inputs));
  EXPECT_DOUBLE_EQ(EnergyPj(BuiltIn().ValuePrices(), counts), EnergyPj(BuiltIn().Prices(), counts));
}

}  // namespace
}  // namespace aqua::accel
