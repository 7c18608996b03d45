// What holds for every accelerator in the catalog where some positions need fewer activation bits.
#include <algorithm>
#include <numeric>
#include <random>

#include "aqua/core/error.h"
#include "tests/contract/accelerator_contract.h"

namespace aqua::contract {
namespace {

using LowBits = AcceleratorContract;
using accel::published::Bits;
using cost::Estimate;
using cost::Estimator;
using layers::LowBitPositions;
using layers::Workload;
using layers::Workloads;

// Every convolution with the same low bits.
Workloads WithLowBits(Workloads network, const std::vector<LowBitPositions>& low_bits) {
  for (Workload& work : network) {
    if (work.kind == layers::WorkKind::kConvolution) work.low_bits = low_bits;
  }
  return network;
}

TEST_P(LowBits, NeverCostMore) {
  std::mt19937 random(1);
  for (const Bits bits : {Bits{16, 16}, Bits{10, 7}, Bits{8, 2}}) {
    const Workloads network = MixedNetwork(bits);
    const Estimator estimator(*accelerator_, network);
    const Estimate even = estimator.ForImage(accel::ImageWork(network));
    for (int trial = 0; trial < 50; ++trial) {
      const auto first = static_cast<int64_t>(random() % 1025);
      const auto second = static_cast<int64_t>(random() % static_cast<uint32_t>(1025 - first));
      const Workloads image = WithLowBits(network, {{first, static_cast<int>(random() % 16 + 1)},
                                                    {second, static_cast<int>(random() % 16 + 1)}});
      const Estimate found = estimator.ForImage(accel::ImageWork(image));
      EXPECT_LE(found.total.energy_pj, even.total.energy_pj * (1 + 1e-12));
      EXPECT_LE(found.timing.latency_ns, even.timing.latency_ns);
      EXPECT_LE(found.timing.interval_ns, even.timing.interval_ns);
      for (size_t event = 0; event < found.event_names.size(); ++event) {
        EXPECT_LE(found.total.events[event], even.total.events[event]) << found.event_names[event];
      }
    }
  }
}

TEST_P(LowBits, OfAsManyBitsAsTheOthersAreNone) {
  const Workloads network = MixedNetwork({16, 7});
  const Estimator estimator(*accelerator_, network);
  for (const int bits : {7, 9, 16}) {
    const Workloads image = WithLowBits(network, {{300, bits}});
    const Estimate found = estimator.ForImage(accel::ImageWork(image));
    const Estimate even = estimator.ForImage(accel::ImageWork(network));
    EXPECT_EQ(found.total.events, even.total.events) << bits;
    EXPECT_EQ(found.timing.latency_ns, even.timing.latency_ns) << bits;
  }
}

TEST_P(LowBits, CountOnlyWhereActivationBitsDo) {
  const Workloads network = MixedNetwork({16, 8});
  const Estimator estimator(*accelerator_, network);
  const bool counts_bits = estimator.EnergyPj(MixedNetwork({16, 4})) < estimator.EnergyPj(network);
  const Workloads image = WithLowBits(network, {{512, 4}});
  if (counts_bits) {
    EXPECT_LT(estimator.EnergyPj(image), estimator.EnergyPj(network));
  } else {
    const auto even = accelerator_->Count(accelerator_->Map(network), accel::ImageWork(network));
    const auto found = accelerator_->Count(accelerator_->Map(network), accel::ImageWork(image));
    EXPECT_EQ(found.cycles, even.cycles);
    for (size_t event = 0; event < even.events.column_count(); ++event) {
      EXPECT_EQ(found.events.Sum(event), even.events.Sum(event));
    }
  }
}

// Whole pallets of every design: rows of 32 positions.
TEST_P(LowBits, CountAsThePartsWouldAlone) {
  const Workloads network = MixedNetwork({16, 11});
  const accel::Mapping mapping = accelerator_->Map(network);
  const auto count = [&](const Workloads& image) {
    return accelerator_->Count(mapping, accel::ImageWork(image));
  };
  for (const int bits : {1, 4, 10}) {
    const accel::EventCounts whole = count(WithLowBits(network, {{32 * 12, bits}}));
    const accel::EventCounts centre = count(WithHeight(network, 20));
    const accel::EventCounts edge = count(WithHeight(MixedNetwork({16, bits}), 12));
    for (size_t layer = 0; layer < network.size(); ++layer) {
      if (network[layer].kind != layers::WorkKind::kConvolution) continue;
      for (size_t event = 0; event < whole.events.column_count(); ++event) {
        EXPECT_EQ(whole.events.Layer(layer)[event],
                  centre.events.Layer(layer)[event] + edge.events.Layer(layer)[event])
            << network[layer].layer << ", " << accelerator_->EventNames()[event];
      }
      EXPECT_EQ(whole.cycles[layer], centre.cycles[layer] + edge.cycles[layer]);
    }
  }
}

TEST_P(LowBits, OfAllPositionsAreALayerOfThoseBits) {
  const Workloads network = MixedNetwork({16, 11});
  const Estimator estimator(*accelerator_, network);
  Workloads few = MixedNetwork({16, 4});
  for (size_t layer = 0; layer < network.size(); ++layer) {
    if (few[layer].kind == layers::WorkKind::kDense) few[layer] = network[layer];
  }
  const Workloads image = WithLowBits(network, {{1024, 4}});
  const Estimate found = estimator.ForImage(accel::ImageWork(image));
  const Estimate expected = estimator.ForImage(accel::ImageWork(few));
  EXPECT_EQ(found.total.events, expected.total.events);
  EXPECT_EQ(found.timing.latency_ns, expected.timing.latency_ns);
}

TEST_P(LowBits, ThatCannotBeAreRefused) {
  const Workloads network = MixedNetwork({16, 8});
  const accel::Mapping mapping = accelerator_->Map(network);
  for (const std::vector<LowBitPositions>& low : std::vector<std::vector<LowBitPositions>>{
           {{1025, 4}}, {{1000, 4}, {25, 3}}, {{-1, 4}}, {{10, 0}}, {{10, 17}}}) {
    const Workloads image = WithLowBits(network, low);
    try {
      accelerator_->Count(mapping, accel::ImageWork(image));
      ADD_FAILURE() << low[0].positions << " of " << low[0].activation_bits << " bits were taken";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("stem"), std::string::npos) << error.what();
    }
    EXPECT_THROW(accelerator_->Map(image), Error);
  }
}

// Which positions of each convolution have few bits: any 300 of them, and of those any 100 fewer.
std::vector<accel::LayerInput> InputsWithLowBits(const Workloads& network, uint32_t seed) {
  std::vector<accel::LayerInput> inputs = InputsFor(network, seed);
  std::mt19937 random(seed);
  for (size_t layer = 0; layer < network.size(); ++layer) {
    if (network[layer].kind != layers::WorkKind::kConvolution) continue;
    std::vector<int64_t> positions(static_cast<size_t>(network[layer].positions()));
    std::iota(positions.begin(), positions.end(), 0);
    std::shuffle(positions.begin(), positions.end(), random);
    std::vector<int64_t> some(positions.begin(), positions.begin() + 100);
    std::vector<int64_t> more(positions.begin() + 100, positions.begin() + 300);
    std::sort(some.begin(), some.end());
    std::sort(more.begin(), more.end());
    inputs[layer].low_bits = {{5, 3, more}, {2, 6, some}};
  }
  return inputs;
}

TEST_P(LowBits, KnownValuesNeverCostMoreThanTheWorst) {
  const Workloads network = MixedNetwork({16, 8});
  const Estimator estimator(*accelerator_, network);
  const Workloads image = WithLowBits(network, {{100, 2}, {200, 5}});
  const std::vector<accel::LayerInput> inputs = InputsWithLowBits(network, 5);
  const Estimate worst = estimator.ForImage(accel::ImageWork(image));
  const Estimate found = estimator.ForImage(accel::ImageWork(image, inputs));
  EXPECT_LE(found.total.value_energy_pj, worst.total.energy_pj * (1 + 1e-12));
  EXPECT_LE(found.timing.latency_ns, worst.timing.latency_ns);
  EXPECT_EQ(found.total.energy_pj, worst.total.energy_pj);
}

INSTANTIATE_TEST_SUITE_P(Catalog, LowBits, ::testing::ValuesIn(AllNames()),
                         [](const ::testing::TestParamInfo<std::string>& test) {
                           return test.param;
                         });

}  // namespace
}  // namespace aqua::contract
