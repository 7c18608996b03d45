// What holds for every accelerator in the catalog, whatever it models.
#include <cmath>
#include <set>

#include "aqua/core/error.h"
#include "tests/contract/accelerator_contract.h"

namespace aqua::contract {
namespace {

using EveryAccelerator = AcceleratorContract;

using accel::published::Bits;
using accel::published::Convolution;
using accel::published::Dense;
using accel::published::Uncounted;
using cost::Estimate;
using cost::Estimator;
using layers::Workload;
using layers::Workloads;

void ExpectNothing(const Estimate& estimate) {
  for (const int64_t events : estimate.total.events) EXPECT_EQ(events, 0);
  EXPECT_EQ(estimate.total.energy_pj, 0);
  for (const cost::LayerEstimate& layer : estimate.layers)
    EXPECT_EQ(layer.busy_ns, 0) << layer.name;
}

TEST(AcceleratorNames, AreUniqueAndDescribed) {
  std::set<std::string> names;
  for (const accel::CatalogEntry& entry : accel::AcceleratorCatalog()) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_FALSE(entry.description.empty()) << entry.name;
    EXPECT_EQ(entry.description.find('\n'), std::string::npos) << entry.name;
  }
}

TEST_P(EveryAccelerator, NamesItsColumnsOnceAndInSnakeCase) {
  std::set<std::string> seen;
  for (const auto names : {accelerator_->ResourceNames(), accelerator_->EventNames()}) {
    for (const std::string& name : names) {
      EXPECT_TRUE(seen.insert(name).second) << name;
      EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos)
          << name;
    }
  }
}

TEST_P(EveryAccelerator, NamesTheSourceOfEveryPrice) {
  for (const accel::EnergyPrice& price : accelerator_->Prices()) {
    ASSERT_LT(price.event, accelerator_->EventNames().size());
    EXPECT_FALSE(price.component.empty());
    EXPECT_FALSE(price.source.empty()) << price.component;
  }
}

TEST_P(EveryAccelerator, CountsNoEventsWithoutWork) {
  ExpectNothing(For({}));
  ExpectNothing(For({Uncounted("pool"), Uncounted("softmax")}));
}

TEST_P(EveryAccelerator, CountsNoEventsForALayerOfWhichNothingIsLeft) {
  const Workloads network = {Convolution("conv", 2, 3, 8, 16, 32)};
  ExpectNothing(
      Estimator(*accelerator_, network).ForImage(accel::ImageWork(WithHeight(network, 0))));
}

TEST_P(EveryAccelerator, CountsSomethingForEveryLayerWithWork) {
  for (const cost::LayerEstimate& layer : For(MixedNetwork()).layers) {
    const bool counted = layer.kind != layers::WorkKind::kUncounted;
    EXPECT_EQ(layer.tally.energy_pj > 0, counted) << layer.name;
    EXPECT_EQ(layer.busy_ns > 0, counted) << layer.name;
    EXPECT_EQ(layer.tally.macs > 0, counted) << layer.name;
  }
}

TEST_P(EveryAccelerator, FewerBitsNeverCostMore) {
  for (int bits = 2; bits <= 16; ++bits) {
    for (const int other : {1, 7, 16}) {
      EXPECT_LE(For(MixedNetwork({bits - 1, other})).total.energy_pj,
                For(MixedNetwork({bits, other})).total.energy_pj)
          << bits << " weight bits";
      EXPECT_LE(For(MixedNetwork({other, bits - 1})).total.energy_pj,
                For(MixedNetwork({other, bits})).total.energy_pj)
          << bits << " activation bits";
    }
  }
}

TEST_P(EveryAccelerator, FewerPositionsNeverCostMore) {
  const Workloads network = MixedNetwork();
  const Estimator estimator(*accelerator_, network);
  for (int64_t height = 1; height <= 32; ++height) {
    EXPECT_LE(estimator.EnergyPj(WithHeight(network, height - 1)),
              estimator.EnergyPj(WithHeight(network, height)))
        << height;
  }
}

TEST_P(EveryAccelerator, CountsOverDisjointPositionsAddUp) {
  const Workloads network = MixedNetwork();
  const Workloads half = WithHeight(network, 16);
  const accel::Mapping mapping = accelerator_->Map(network);
  const accel::EventCounts whole = accelerator_->Count(mapping, accel::ImageWork(network));
  const accel::EventCounts part = accelerator_->Count(mapping, accel::ImageWork(half));
  for (size_t layer = 0; layer < network.size(); ++layer) {
    if (network[layer].kind != layers::WorkKind::kConvolution) continue;
    for (size_t event = 0; event < whole.events.column_count(); ++event) {
      EXPECT_EQ(2 * part.events.Layer(layer)[event], whole.events.Layer(layer)[event])
          << network[layer].layer << ", " << accelerator_->EventNames()[event];
    }
    EXPECT_EQ(2 * part.cycles[layer], whole.cycles[layer]) << network[layer].layer;
  }
}

TEST_P(EveryAccelerator, PartsOfOddSizesNeverCostLessThanTheWhole) {
  const Workloads network = MixedNetwork();
  const Estimator estimator(*accelerator_, network);
  for (int64_t height = 1; height < 32; ++height) {
    const double parts_pj = estimator.EnergyPj(WithHeight(network, height)) +
                            estimator.EnergyPj(WithHeight(network, 32 - height));
    EXPECT_GE(parts_pj * (1 + 1e-12), estimator.EnergyPj(network)) << height;
  }
}

TEST_P(EveryAccelerator, BreakdownsSumToTheTotals) {
  const Estimate estimate = For(MixedNetwork({9, 11}));
  double layers_pj = 0;
  for (const cost::LayerEstimate& layer : estimate.layers) {
    EXPECT_EQ(layer.tally.breakdown_pj.size(), estimate.component_names.size());
    ExpectSameEnergy(Sum(layer.tally.breakdown_pj), layer.tally.energy_pj);
    layers_pj += layer.tally.energy_pj;
  }
  ExpectSameEnergy(layers_pj, estimate.total.energy_pj);
  ExpectSameEnergy(Sum(estimate.total.breakdown_pj), estimate.total.energy_pj);
  ExpectSameEnergy(estimate.convolution.energy_pj + estimate.dense.energy_pj,
                   estimate.total.energy_pj);
}

TEST_P(EveryAccelerator, TheShortWayGivesTheSameEnergy) {
  const Workloads network = MixedNetwork({10, 13});
  const Estimator estimator(*accelerator_, network);
  ExpectSameEnergy(estimator.EnergyPj(network),
                   estimator.ForImage(accel::ImageWork(network)).total.energy_pj);
}

TEST_P(EveryAccelerator, NothingIsEverNegativeOrInfinite) {
  for (const Bits bits : {Bits{1, 1}, Bits{3, 16}, Bits{16, 3}, Bits{16, 16}}) {
    const Estimate estimate = For(MixedNetwork(bits));
    for (const cost::LayerEstimate& layer : estimate.layers) {
      for (const int64_t count : layer.tally.events) EXPECT_GE(count, 0) << layer.name;
      for (const int64_t count : layer.tally.resources) EXPECT_GE(count, 0) << layer.name;
      for (const double energy_pj : layer.tally.breakdown_pj) EXPECT_GE(energy_pj, 0) << layer.name;
      EXPECT_TRUE(std::isfinite(layer.tally.energy_pj)) << layer.name;
    }
  }
}

TEST_P(EveryAccelerator, PoolingNeedsNoMultiplier) {
  Workload pool = Convolution("pool", 96, 3, 1, 1, 16);
  pool.kind = layers::WorkKind::kMaxPool;
  const Estimate estimate = For({Convolution("conv", 1, 3, 8, 96, 32), pool});
  EXPECT_EQ(estimate.layers[1].tally.macs, 0);
  EXPECT_GE(estimate.layers[1].tally.energy_pj, 0);
  EXPECT_LE(estimate.layers[1].tally.energy_pj, estimate.layers[0].tally.energy_pj);
  for (const int64_t resource : estimate.layers[1].tally.resources) EXPECT_EQ(resource, 0);
}

TEST_P(EveryAccelerator, RefusesBitsItDoesNotHave) {
  for (const Bits bits : {Bits{0, 16}, Bits{17, 16}, Bits{16, 0}, Bits{16, 17}, Bits{-1, 16}}) {
    try {
      For(MixedNetwork(bits));
      ADD_FAILURE() << bits.weight << " and " << bits.activation << " bits were taken";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("stem"), std::string::npos) << error.what();
    }
  }
}

TEST_P(EveryAccelerator, RefusesAnImageOfOtherBitsThanItsRange) {
  const Estimator estimator(*accelerator_, MixedNetwork());
  EXPECT_THROW(estimator.EnergyPj(MixedNetwork({16, 17})), Error);
  EXPECT_THROW(estimator.EnergyPj(MixedNetwork({16, 0})), Error);
}

TEST_P(EveryAccelerator, AbsurdSizesEndInAnErrorNotInAWrappedCount) {
  constexpr int64_t kHuge = int64_t{1} << 31;
  EXPECT_THROW(For({Convolution("huge", 1, 1, kHuge, kHuge, kHuge)}), Error);
  EXPECT_THROW(For({Convolution("huge", kHuge, 3, kHuge, kHuge, 1)}), Error);
}

TEST_P(EveryAccelerator, GivesTheSameCountsTwice) {
  const Workloads network = MixedNetwork();
  EXPECT_EQ(For(network).total.events, For(network).total.events);
}

INSTANTIATE_TEST_SUITE_P(Catalog, EveryAccelerator, ::testing::ValuesIn(AllNames()),
                         [](const ::testing::TestParamInfo<std::string>& test) {
                           return test.param;
                         });

}  // namespace
}  // namespace aqua::contract
