// The strongest test of the accelerator part: what the crossbars do while they compute is what the
// estimate counts from sizes alone, and what they compute is the integer product. The crossbars'
// own counts are judged one by one in aqua/crossbar.
#include "aqua/study/simulate.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/exec/testing/random_network.h"

namespace aqua::study {
namespace {

using exec::testing::DenseHeadNetwork;
using exec::testing::RandomInput;
using exec::testing::ResidualNetwork;

SimulateSpec SpecAt(int weight_bits, int activation_bits) {
  SimulateSpec spec;
  spec.precision.weight_bits = {weight_bits};
  spec.precision.activation_bits = {activation_bits};
  return spec;
}

// Ten bits of weights, seven of signed activations, exponents by output channel.
template <typename ExponentOf>
quant::Profile ProfileOf(const graph::Graph& graph, ExponentOf exponent_of) {
  quant::Profile profile{graph.hash, "the test", {}};
  for (const layers::Workload& work : crop::PlanWork(graph, crop::MakePlan(graph, {}))) {
    if (!work.has_weights()) continue;
    std::vector<int> exponents;
    for (int64_t channel = 0; channel < work.groups * work.columns(); ++channel) {
      exponents.push_back(exponent_of(channel));
    }
    profile.layers.push_back({work.layer, 10, exponents, {7, -4, true}});
  }
  return profile;
}

void ExpectExact(const Simulation& simulation, const std::string& what) {
  EXPECT_EQ(simulation.DifferentSums(), 0) << what;
  EXPECT_EQ(simulation.ClippedConversions(), 0) << what;
  EXPECT_TRUE(
      std::ranges::equal(simulation.simulated_logits.values(), simulation.exact_logits.values()))
      << what;
  EXPECT_FALSE(simulation.checks.empty()) << what;
  for (const EventCheck& check : simulation.checks) {
    EXPECT_EQ(check.simulated, check.estimated)
        << what << ": " << check.layer << " " << check.event;
  }
}

TEST(Simulator, AWholeNetworkIsExactAtAnyBits) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  const Tensor input = RandomInput(graph, 1, 5);
  for (const auto& [weight_bits, activation_bits] :
       std::vector<std::pair<int, int>>{{16, 16}, {16, 8}, {10, 9}, {7, 3}, {2, 2}, {1, 1}}) {
    Simulator simulator(graph, SpecAt(weight_bits, activation_bits));
    ExpectExact(simulator.Examine(input), fmt::format("{}/{} bits", weight_bits, activation_bits));
  }
}

TEST(Simulator, EveryCropIsExactAndCountedAsEstimated) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  const Tensor input = RandomInput(graph, 1, 6);
  for (const crop::CropCode& code : crop::AllCrops()) {
    for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
      SimulateSpec spec = SpecAt(10, 6);
      spec.crop = {code, mode == crop::CropMode::kAligned ? 8 : 7, mode};
      Simulator simulator(graph, spec);
      ExpectExact(simulator.Examine(input), code.ToString());
    }
  }
}

TEST(Simulator, EdgesOfFewBitsAreExactAndCountedAsEstimated) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  const Tensor input = RandomInput(graph, 1, 6);
  SimulateSpec aligned = SpecAt(10, 6);
  aligned.crop = {{}, 8, crop::CropMode::kAligned};
  aligned.crop.bands = {{16, 3}};
  SimulateSpec literal = SpecAt(10, 6);
  literal.crop = {{}, 0, crop::CropMode::kLiteral};
  literal.crop.bands = {{9, 2}, {17, 4}};
  for (const crop::CropCode& code : crop::AllCrops()) {
    for (SimulateSpec spec : {aligned, literal}) {
      spec.crop.code = code;
      Simulator simulator(graph, spec);
      ExpectExact(simulator.Examine(input), code.ToString());
    }
  }
}

TEST(Simulator, ACropOfADenseHeadIsExactAndCountedAsEstimated) {
  const graph::Graph graph = DenseHeadNetwork(32, 32);
  SimulateSpec spec = SpecAt(16, 8);
  spec.crop = {crop::CropCode::Parse("1011"), 4, crop::CropMode::kAligned};
  Simulator simulator(graph, spec);
  ExpectExact(simulator.Examine(RandomInput(graph, 1, 7)), "dense head");
}

TEST(Simulator, WholeWeightsMoveColumnsAndChangeNoSum) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  SimulateSpec spec = SpecAt(10, 6);
  spec.accelerator.options.settings = {{"column_rule", "whole"}};
  Simulator simulator(graph, spec);
  ExpectExact(simulator.Examine(RandomInput(graph, 1, 8)), "whole");
}

TEST(Simulator, CountsAreThoseOfTheImageAtHandOnly) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  Simulator simulator(graph, SpecAt(8, 5));
  simulator.SimulatedLogits(RandomInput(graph, 1, 1));
  simulator.Examine(RandomInput(graph, 1, 2));
  ExpectExact(simulator.Examine(RandomInput(graph, 1, 3)), "third image");
}

TEST(Simulator, WithoutFlipsEightBitsClipAndNineAreExact) {
  const graph::Graph graph = DenseHeadNetwork(64, 64);
  const Tensor input = RandomInput(graph, 1, 9);
  SimulateSpec spec = SpecAt(16, 1);
  spec.flips_columns = false;
  spec.accelerator.options.settings = {{"adc_bits", "9"}};
  ExpectExact(Simulator(graph, spec).Examine(input), "nine bits");
  spec.accelerator.options.settings = {{"adc_bits", "4"}};
  const Simulation few = Simulator(graph, spec).Examine(input);
  EXPECT_GT(few.ClippedConversions(), 0);
  EXPECT_GT(few.DifferentSums(), 0);
  EXPECT_EQ(few.FailedChecks(), 0) << "clipping changes sums, not counts";
}

// "FlexPoint": another exponent is another shift amount, for each channel if need be, and nothing
// else: every count and every integer stays.
TEST(Simulator, ExponentsMoveNothingButShifts) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  const Tensor input = RandomInput(graph, 1, 12);
  SimulateSpec shared = SpecAt(10, 7);
  shared.precision.profile = ProfileOf(graph, [](int64_t) { return -9; });
  SimulateSpec flexible = shared;
  flexible.precision.profile =
      ProfileOf(graph, [](int64_t channel) { return -9 + static_cast<int>(channel % 5); });
  const Simulation one = Simulator(graph, shared).Examine(input);
  const Simulation many = Simulator(graph, flexible).Examine(input);
  ExpectExact(one, "one exponent a layer");
  ExpectExact(many, "an exponent a channel");
  EXPECT_FALSE(std::ranges::equal(one.exact_logits.values(), many.exact_logits.values()));
  for (size_t layer = 0; layer < one.layers.size(); ++layer) {
    std::map<std::string, int64_t> before = one.layers[layer].Events();
    std::map<std::string, int64_t> after = many.layers[layer].Events();
    before.erase("active_rows");  // Later layers read other values.
    after.erase("active_rows");
    EXPECT_EQ(before, after) << one.layers[layer].name;
  }
}

TEST(Simulator, TakesTheArraysOfTheDesign) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  const Tensor input = RandomInput(graph, 1, 9);
  for (const char* design : {"ce", "pe", "se"}) {
    SimulateSpec spec = SpecAt(16, 8);
    spec.accelerator.options.settings = {{"design", design}, {"replication", "balanced"}};
    ExpectExact(Simulator(graph, spec).Examine(input), design);
  }
}

TEST(Simulator, PackedGroupsAreNotSimulated) {
  SimulateSpec spec = SpecAt(16, 8);
  spec.accelerator.options.settings = {{"packing", "diagonal"}};
  EXPECT_THROW(Simulator(ResidualNetwork(32, 24), spec), Error);
}

TEST(Simulator, OnlyTheLayersAskedForAreSimulated) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  SimulateSpec spec = SpecAt(8, 8);
  const std::string first = graph.nodes.front().name;
  spec.layers = {first};
  const Simulation simulation = Simulator(graph, spec).Examine(RandomInput(graph, 1, 4));
  ASSERT_EQ(simulation.layers.size(), 1u);
  EXPECT_EQ(simulation.layers[0].name, first);
}

TEST(Simulator, NonIdealDevicesMoveTheLogitsTheSameWayForTheSameSeed) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  const Tensor input = RandomInput(graph, 1, 4);
  SimulateSpec spec = SpecAt(8, 8);
  spec.devices.conductance_spread = 0.05;
  const Tensor once = Simulator(graph, spec).SimulatedLogits(input);
  const Tensor again = Simulator(graph, spec).SimulatedLogits(input);
  spec.devices.seed = 2;
  Simulator other(graph, spec);
  EXPECT_TRUE(std::ranges::equal(once.values(), again.values()));
  EXPECT_FALSE(std::ranges::equal(once.values(), other.SimulatedLogits(input).values()));
  EXPECT_FALSE(std::ranges::equal(once.values(), other.ExactLogits(input).values()));
}

TEST(Simulator, EveryImageHasReadNoiseOfItsOwn) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  const Tensor input = RandomInput(graph, 1, 4);
  SimulateSpec spec = SpecAt(8, 8);
  spec.devices.read_noise_lsb = 1;
  Simulator simulator(graph, spec);
  const Tensor first = simulator.SimulatedLogits(input, 0);
  const Tensor second = simulator.SimulatedLogits(input, 1);
  const Tensor first_again = simulator.SimulatedLogits(input, 0);
  EXPECT_FALSE(std::ranges::equal(first.values(), second.values()));
  EXPECT_TRUE(std::ranges::equal(first.values(), first_again.values()));
}

TEST(Simulator, RefusesWhatIsNotThere) {
  const graph::Graph graph = ResidualNetwork(32, 24);
  SimulateSpec spec = SpecAt(8, 8);
  spec.layers = {"conv99"};
  EXPECT_THROW(Simulator(graph, spec), Error);
  spec.layers = {graph.nodes[1].name};  // An activation.
  EXPECT_THROW(Simulator(graph, spec), Error);
  spec = SpecAt(8, 8);
  spec.accelerator.name = "stripes";
  EXPECT_THROW(Simulator(graph, spec), Error);
}

}  // namespace
}  // namespace aqua::study
