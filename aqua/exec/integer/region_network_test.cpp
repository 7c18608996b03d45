// Whole networks with edges of few bits, under every code: near the float network where the bits
// are many, and with as many positions at each number of bits as the plan's work says.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "aqua/exec/engine.h"
#include "aqua/exec/integer/testing/one_layer.h"
#include "aqua/exec/testing/random_network.h"

namespace aqua::exec {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

crop::CropSpec SpecOf(crop::CropMode mode, std::vector<crop::BitBand> bands) {
  crop::CropSpec spec;
  const bool is_aligned = mode == crop::CropMode::kAligned;
  spec.mode = mode;
  spec.depth = is_aligned ? 8 : 5;
  spec.bands = std::move(bands);
  return spec;
}

// Positions of every layer's first group, by bits.
class BitsUnit final : public MatrixUnit {
 public:
  void Multiply(const MatrixProduct& product, std::span<int64_t> sums) override {
    if (product.group == 0) {
      positions[product.node][product.activation_bits] += product.positions;
    }
    exact_.Multiply(product, sums);
  }

  std::map<graph::NodeIndex, std::map<int, int64_t>> positions;

 private:
  ExactUnit exact_;
};

std::map<int, int64_t> Expected(const layers::Workload& work, int centre) {
  std::map<int, int64_t> positions;
  int64_t left = work.positions();
  for (const layers::LowBitPositions& low : work.low_bits) {
    positions[std::min(low.activation_bits, centre)] += low.positions;
    left -= low.positions;
  }
  positions[centre] += left;
  std::erase_if(positions, [](const auto& kind) { return kind.second == 0; });
  return positions;
}

void ExpectBitsOfThePlan(const graph::Graph& graph, const crop::CropSpec& crops) {
  int64_t low = 0;
  for (const crop::CropPlan& plan : crop::PlanAllCrops(graph, crops)) {
    IntegerSpec spec;
    spec.activation_bits = 8;
    BitsUnit unit;
    RunInteger(graph, plan, spec, RandomInput(graph, 1, 3), unit);
    const layers::Workloads work = crop::PlanWork(graph, plan);
    for (graph::NodeIndex node = 0; node < work.size(); ++node) {
      if (!work[node].has_weights()) continue;
      EXPECT_EQ(unit.positions[node], Expected(work[node], 8)) << work[node].layer;
      for (const layers::LowBitPositions& part : work[node].low_bits) low += part.positions;
    }
  }
  EXPECT_GT(low, 0);
}

TEST(RegionNetwork, PositionsRunAtTheBitsOfThePlansWork) {
  const auto aligned = crop::CropMode::kAligned;
  const auto literal = crop::CropMode::kLiteral;
  ExpectBitsOfThePlan(ResidualNetwork(64, 72), SpecOf(aligned, {{16, 4}}));
  ExpectBitsOfThePlan(ResidualNetwork(64, 72), SpecOf(aligned, {{16, 4}, {24, 6}}));
  ExpectBitsOfThePlan(ResidualNetwork(64, 72), SpecOf(literal, {{17, 6}, {25, 4}}));
  ExpectBitsOfThePlan(ResidualNetwork(64, 72), SpecOf(literal, {{17, 6}, {25, 11}}));
  ExpectBitsOfThePlan(DenseHeadNetwork(48, 40), SpecOf(aligned, {{12, 3}}));
}

TEST(RegionNetwork, EdgesOfManyBitsAreNearTheReference) {
  for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
    const graph::Graph graph = ResidualNetwork(64, 48);
    const Tensor input = RandomInput(graph, 1, 3);
    for (const crop::CropPlan& plan : crop::PlanAllCrops(graph, SpecOf(mode, {{16, 14}}))) {
      ExactUnit unit;
      const Tensor found = RunInteger(graph, plan, {}, input, unit);
      const Tensor expected = Engine(graph, Backend::kReference).Compile(plan)->Run(input);
      double largest = 0;
      double most = 0;
      for (int64_t i = 0; i < expected.size(); ++i) {
        const auto judged = static_cast<double>(expected[i]);
        largest = std::max(largest, std::abs(judged));
        most = std::max(most, std::abs(static_cast<double>(found[i]) - judged));
      }
      EXPECT_LE(most, 1e-3 * largest);
    }
  }
}

TEST(RegionNetwork, FewerEdgeBitsAreFurtherFromTheReference) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  const Tensor input = RandomInput(graph, 1, 3);
  crop::CropSpec spec = SpecOf(crop::CropMode::kAligned, {{16, 12}});
  spec.code = crop::CropCode::Parse("1111");
  double last = 0;
  for (const int bits : {12, 8, 4, 2}) {
    spec.bands[0].bits = bits;
    const crop::CropPlan plan = crop::MakePlan(graph, spec);
    ExactUnit unit;
    const Tensor found = RunInteger(graph, plan, {}, input, unit);
    const Tensor expected = Engine(graph, Backend::kReference).Compile(plan)->Run(input);
    double most = 0;
    for (int64_t i = 0; i < expected.size(); ++i) {
      most = std::max(most, static_cast<double>(std::abs(found[i] - expected[i])));
    }
    EXPECT_GT(most, 2 * last) << bits;
    last = most;
  }
}

}  // namespace
}  // namespace aqua::exec
