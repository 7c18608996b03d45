// Whole networks against the reference program, and what their layers were seen to read against
// what their units were given.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "aqua/exec/integer/testing/one_layer.h"
#include "aqua/exec/integer/testing/recording_unit.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/graph/testing/small_network.h"

namespace aqua::exec {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

// Of the largest magnitude, after some ten layers each rounded to 16 bits.
constexpr double kTolerance = 5e-4;

struct Difference {
  double largest = 0;  // Magnitude expected.
  double most = 0;
};

Difference Compare(const Tensor& found, const Tensor& expected) {
  Difference difference;
  EXPECT_EQ(found.shape(), expected.shape());
  for (int64_t i = 0; i < expected.size(); ++i) {
    const auto judged = static_cast<double>(expected[i]);
    difference.largest = std::max(difference.largest, std::abs(judged));
    difference.most = std::max(difference.most, std::abs(static_cast<double>(found[i]) - judged));
  }
  return difference;
}

Tensor Judge(const graph::Graph& graph, const crop::CropPlan& plan, const Tensor& input) {
  return Engine(graph, Backend::kReference).Compile(plan)->Run(input);
}

crop::CropSpec SpecOf(int64_t depth, crop::CropMode mode, crop::HeadRule head) {
  crop::CropSpec spec;
  spec.depth = depth;
  spec.mode = mode;
  spec.head = head;
  return spec;
}

void ExpectNearTheReference(const graph::Graph& graph, const crop::CropSpec& crops) {
  const Tensor input = RandomInput(graph, 1, 3);
  for (const crop::CropPlan& plan : crop::PlanAllCrops(graph, crops)) {
    ExactUnit unit;
    const Difference difference =
        Compare(RunInteger(graph, plan, {}, input, unit), Judge(graph, plan, input));
    EXPECT_GT(difference.largest, 1e-3);
    EXPECT_LE(difference.most, kTolerance * difference.largest)
        << plan.kept[graph.input].ToString();
  }
}

TEST(IntegerNetwork, AlignedCropsAreNearTheReference) {
  ExpectNearTheReference(ResidualNetwork(64, 48),
                         SpecOf(8, crop::CropMode::kAligned, crop::HeadRule::kKeptCells));
}

TEST(IntegerNetwork, LiteralCropsAreNearTheReference) {
  ExpectNearTheReference(ResidualNetwork(64, 48),
                         SpecOf(7, crop::CropMode::kLiteral, crop::HeadRule::kKeptCells));
}

TEST(IntegerNetwork, ZeroFilledHeadsAreNearTheReference) {
  ExpectNearTheReference(ResidualNetwork(48, 48),
                         SpecOf(8, crop::CropMode::kAligned, crop::HeadRule::kZeroFill));
}

TEST(IntegerNetwork, DenseHeadsAreNearTheReference) {
  const graph::Graph graph = DenseHeadNetwork(32, 40);
  ExpectNearTheReference(graph, SpecOf(8, crop::CropMode::kAligned, crop::HeadRule::kKeptCells));
  ExpectNearTheReference(graph, SpecOf(5, crop::CropMode::kLiteral, crop::HeadRule::kKeptCells));
}

TEST(IntegerNetwork, ChainsOfConvolutionsAreNearTheReference) {
  const graph::Graph graph =
      graph::testing::SmallNetwork({{3, 1}, {5, 2}, {1, 1}, {2, 2}, {3, 1}}, 28, 24);
  ExpectNearTheReference(graph, SpecOf(4, crop::CropMode::kAligned, crop::HeadRule::kKeptCells));
  ExpectNearTheReference(graph, SpecOf(3, crop::CropMode::kLiteral, crop::HeadRule::kKeptCells));
}

TEST(IntegerNetwork, FewerBitsAreFurtherFromTheReference) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  const Tensor input = RandomInput(graph, 1, 3);
  const Tensor expected = Judge(graph, FullPlan(graph), input);
  double last = 0;
  for (const int bits : {16, 12, 8, 4}) {
    IntegerSpec spec;
    spec.weight_bits = bits;
    spec.activation_bits = bits;
    const double most = Compare(RunInteger(graph, spec, input), expected).most;
    EXPECT_GT(most, 2 * last) << bits;
    last = most;
  }
}

TEST(IntegerNetwork, RunsAgainToTheSameBitsOnAnyNumberOfThreads) {
  const graph::Graph graph = ResidualNetwork(64, 64);
  const Tensor input = RandomInput(graph, 1, 3);
  ExactUnit unit;
  const auto program =
      CompileInteger(std::make_shared<const graph::Graph>(graph), FullPlan(graph), {}, unit);
  const std::vector<float> first = ValuesOf(program->Run(input));
  EXPECT_GT(program->ActivationBytes(), 0);
  SetThreadCount(1);
  EXPECT_EQ(ValuesOf(program->Run(input)), first);
  SetThreadCount(3);
  EXPECT_EQ(ValuesOf(program->Run(input)), first);
  SetThreadCount(static_cast<int>(std::thread::hardware_concurrency()));
}

// The sum that position (y, x) and the group's column `column` come to, by the formula of
// accel/layer_input.h.
int64_t SumFromMap(const RecordedInput& map, const layers::Workload& work,
                   const RecordedGroup& group, int64_t y, int64_t x, int64_t column) {
  const int32_t* weight = group.weights.data() + column * work.rows();
  int64_t sum = 0;
  for (int64_t i = 0; i < work.kernel_height; ++i) {
    for (int64_t j = 0; j < work.kernel_width; ++j) {
      const int64_t row = y * work.stride_height + i * work.dilation_height;
      const int64_t across = x * work.stride_width + j * work.dilation_width;
      for (int64_t channel = 0; channel < work.input_channels; ++channel) {
        const int64_t of_all = group.product.group * work.input_channels + channel;
        sum += int64_t{map.values.at(
                   static_cast<size_t>((row * map.width + across) * map.channels + of_all))} *
               *weight++;
      }
    }
  }
  return sum;
}

void ExpectMapGivesSums(const RecordedInput& map, const layers::Workload& work,
                        const RecordedGroup& group) {
  ASSERT_EQ(group.product.positions, work.positions());
  size_t next = 0;
  for (int64_t y = 0; y < work.output_height; ++y) {
    for (int64_t x = 0; x < work.output_width; ++x) {
      for (int64_t column = 0; column < work.columns(); ++column) {
        ASSERT_EQ(group.sums.at(next++), SumFromMap(map, work, group, y, x, column)) << work.layer;
      }
    }
  }
}

void ExpectMapsGiveSums(const graph::Graph& graph, const crop::CropPlan& plan) {
  std::vector<RecordedInput> seen;
  IntegerSpec spec;
  spec.weight_bits = 9;
  spec.activation_bits = 7;
  spec.observe = [&](const QuantizedInput& input) { seen.emplace_back(input); };
  RecordingUnit unit;
  RunInteger(graph, plan, spec, RandomInput(graph, 1, 3), unit);
  const layers::Workloads work = crop::PlanWork(graph, plan);
  const auto with_weights = std::count_if(
      work.begin(), work.end(), [](const layers::Workload& w) { return w.has_weights(); });
  ASSERT_EQ(static_cast<int64_t>(seen.size()), with_weights);
  for (const RecordedInput& map : seen) {
    const layers::Workload& layer = work[map.node];
    EXPECT_EQ(map.height, (layer.output_height - 1) * layer.stride_height +
                              (layer.kernel_height - 1) * layer.dilation_height + 1);
    EXPECT_EQ(map.channels, layer.groups * layer.input_channels);
    EXPECT_EQ(static_cast<int64_t>(map.values.size()), map.height * map.width * map.channels);
    for (int64_t group = 0; group < layer.groups; ++group) {
      ExpectMapGivesSums(map, layer, unit.groups.at({map.node, group}));
    }
  }
}

TEST(IntegerNetwork, ObservedMapsAreWhatTheLayersRead) {
  for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
    const int64_t depth = mode == crop::CropMode::kAligned ? 8 : 7;
    crop::CropSpec spec = SpecOf(depth, mode, crop::HeadRule::kZeroFill);
    for (const char* code : {"0000", "1000", "0111", "1111"}) {
      spec.code = crop::CropCode::Parse(code);
      const graph::Graph residual = ResidualNetwork(40, 48);
      ExpectMapsGiveSums(residual, crop::MakePlan(residual, spec));
      const graph::Graph dense = DenseHeadNetwork(32, 40);
      ExpectMapsGiveSums(dense, crop::MakePlan(dense, spec));
    }
  }
}

TEST(IntegerNetwork, LargeLayersComeInPartsThatAddUp) {
  // 576 rows of 10,000 positions: 23 MB.
  layers::KernelGeometry geometry;
  geometry.rows = {3, 1, 1, 1, 1};
  geometry.columns = geometry.rows;
  Tensor weights({2, 64, 3, 3});
  for (int64_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i % 17 - 8);
  const graph::Graph graph = ConvNetwork(weights, Tensor(), 1, geometry, {1, 64, 100, 100});
  std::vector<RecordedInput> seen;
  IntegerSpec spec;
  spec.observe = [&](const QuantizedInput& input) { seen.emplace_back(input); };
  RecordingUnit unit;
  const Tensor result = RunInteger(graph, FullPlan(graph), spec, RandomInput(graph, 1, 3), unit);
  const RecordedGroup& group = unit.groups.at({0, 0});
  EXPECT_EQ(group.calls, 2);
  ExpectMapGivesSums(seen.at(0), crop::PlanWork(graph, FullPlan(graph))[0], group);
  const int exponent = seen.at(0).format.exponent + group.weight_exponents.at(0);
  for (size_t i = 0; i < group.sums.size(); ++i) {
    const auto place = static_cast<int64_t>(i % 2 * 10000 + i / 2);
    const double sum = std::ldexp(static_cast<double>(group.sums[i]), exponent);
    ASSERT_EQ(result[place], static_cast<float>(sum));
  }
}

}  // namespace
}  // namespace aqua::exec
