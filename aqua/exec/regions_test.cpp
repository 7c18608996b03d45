// Regions of few bits, worked out by hand, in both backends.
#include "aqua/exec/regions.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/exec/testing/random_profile.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::exec {
namespace {

using layers::FixedPointLayer;

// One FixedPoint layer on 2 channels of 6 x 5 cells.
graph::Graph OneLayer(std::shared_ptr<const FixedPointLayer> layer) {
  graph::Graph graph;
  graph.path = "one.onnx";
  graph.values = {{"image", {1, 2, 6, 5}}, {"rounded", {1, 2, 6, 5}}};
  graph.nodes = {{"conv/fixed_point", std::move(layer), {0}, 1}};
  graph.output = 1;
  return graph;
}

crop::CropPlan PlanWith(const graph::Graph& graph, std::vector<Window> insides,
                        std::vector<int> bits) {
  crop::CropPlan plan = crop::MakePlan(graph, {});
  for (size_t i = 0; i < insides.size(); ++i) {
    plan.regions.push_back({bits[i], std::vector<Window>(graph.values.size(), insides[i])});
  }
  return plan;
}

double Rounded(double steps, double least, double most) {
  return std::min(std::max(std::nearbyint(steps), least), most);
}

// The q, of those that a border of `bits` may hold, that comes nearest: tried one by one.
double NearestOfBorder(double rest, const BorderFormat& border, const FixedPoint& centre,
                       double offset) {
  const double step = std::exp2(border.exponent - centre.exponent);
  double best = 0;
  for (int32_t q = FixedPoint{border.bits, 0, centre.is_signed}.Least();
       q <= FixedPoint{border.bits, 0, centre.is_signed}.Most(); ++q) {
    const double held = q * step;
    const bool fits = held >= centre.Least() && held <= centre.Most() &&
                      held + offset >= centre.Least() && held + offset <= centre.Most();
    const double gain = std::abs(rest - best) - std::abs(rest - held);
    const bool is_even = q % 2 == 0;
    if (fits && (gain > 0 || (gain == 0 && is_even))) best = held;
  }
  return best;
}

// Written apart from the code under test: in double, a cell at a time.
double Expected(float value, const FixedPointLayer& layer, int bits, int64_t channel) {
  const FixedPoint& centre = layer.format();
  const double steps = value / centre.Step();
  if (bits == centre.bits) return Rounded(steps, centre.Least(), centre.Most()) * centre.Step();
  for (const BorderFormat& border : layer.borders()) {
    if (border.bits != bits) continue;
    const double offset =
        Rounded(border.offsets[static_cast<size_t>(channel)], centre.Least(), centre.Most());
    return (NearestOfBorder(steps - offset, border, centre, offset) + offset) * centre.Step();
  }
  return NAN;
}

std::shared_ptr<const FixedPointLayer> LayerOf(FixedPoint format) {
  const int step = format.exponent;
  return std::make_shared<FixedPointLayer>(
      format, Codebook(),
      std::vector<BorderFormat>{{4, step + format.bits - 5, {3, -2}},
                                {2, step + format.bits - 3, {0, 5}}});
}

int BitsAt(int64_t row, int64_t column, int centre) {
  if (row < 1 || row >= 5 || column < 1) return 2;
  return row < 2 || column >= 4 ? 4 : centre;
}

class Regions : public ::testing::TestWithParam<Backend> {};

TEST_P(Regions, CellsOutsideAreHeldAtTheirBits) {
  for (const FixedPoint format :
       {FixedPoint{8, -5, false}, {8, -4, true}, {12, -9, true}, {6, -3, true}}) {
    const auto layer = LayerOf(format);
    const graph::Graph graph = OneLayer(layer);
    const crop::CropPlan plan = PlanWith(graph, {{{1, 5}, {1, 5}}, {{2, 5}, {1, 4}}}, {2, 4});
    Tensor input = testing::RandomInput(graph, 1, 5);
    for (int64_t i = 0; i < input.size(); ++i) input[i] *= 9;
    const Tensor found = Engine(graph, GetParam()).Compile(plan)->Run(input);
    for (int64_t i = 0; i < input.size(); ++i) {
      const int64_t cell = i % 30;
      const int bits = BitsAt(cell / 5, cell % 5, format.bits);
      EXPECT_EQ(found[i], Expected(input[i], *layer, bits, i / 30)) << i << ": " << input[i];
    }
  }
}

TEST_P(Regions, ARegionWithNothingInsideTakesAllThatIsLeft) {
  const auto layer = LayerOf({8, -5, true});
  const graph::Graph graph = OneLayer(layer);
  const crop::CropPlan plan = PlanWith(graph, {{{3, 3}, {0, 5}}}, {4});
  const Tensor input = testing::RandomInput(graph, 1, 5);
  const Tensor found = Engine(graph, GetParam()).Compile(plan)->Run(input);
  for (int64_t i = 0; i < input.size(); ++i) {
    EXPECT_EQ(found[i], Expected(input[i], *layer, 4, i / 30));
  }
}

TEST_P(Regions, ALayerOfNoMoreBitsKeepsItsOwn) {
  const auto layer = std::make_shared<FixedPointLayer>(FixedPoint{4, -2, true});
  const graph::Graph graph = OneLayer(layer);
  const crop::CropPlan plan = PlanWith(graph, {{{1, 5}, {1, 5}}}, {4});
  const Tensor input = testing::RandomInput(graph, 1, 5);
  const Tensor found = Engine(graph, GetParam()).Compile(plan)->Run(input);
  for (int64_t i = 0; i < input.size(); ++i) EXPECT_EQ(found[i], layer->Apply(input[i]));
}

TEST_P(Regions, ALayerWithoutABorderFormatIsNamed) {
  const graph::Graph graph = OneLayer(std::make_shared<FixedPointLayer>(FixedPoint{8, -4, true}));
  Engine engine(graph, GetParam());
  try {
    engine.Compile(PlanWith(graph, {{{1, 5}, {1, 5}}}, {4}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "one.onnx: layer conv/fixed_point: its precision profile has no border of 4 bits, "
              "which an edge is to be held at; calibrate with --border-bits 4");
  }
}

TEST_P(Regions, ABorderWhoseNumbersDoNotFitIsRefused) {
  for (const BorderFormat& border :
       {BorderFormat{4, -5, {}}, BorderFormat{4, 13, {}}, BorderFormat{4, -2, {1, 2, 3}}}) {
    Engine engine(OneLayer(std::make_shared<FixedPointLayer>(FixedPoint{8, -4, true}, Codebook(),
                                                             std::vector<BorderFormat>{border})),
                  GetParam());
    EXPECT_THROW(engine.Compile(PlanWith(engine.graph(), {{{1, 5}, {1, 5}}}, {4})), Error);
  }
}

TEST_P(Regions, ANaNOfAFloatValueStaysOne) {
  const auto layer = LayerOf({12, -9, true});
  const graph::Graph graph = OneLayer(layer);
  Tensor input = testing::RandomInput(graph, 1, 5);
  input[0] = input[7] = std::nanf("");
  const Tensor found =
      Engine(graph, GetParam()).Compile(PlanWith(graph, {{{1, 5}, {1, 5}}}, {4}))->Run(input);
  EXPECT_TRUE(std::isnan(found[0]) && std::isnan(found[7]));
}

INSTANTIATE_TEST_SUITE_P(Backends, Regions,
                         ::testing::Values(Backend::kOneDnn, Backend::kReference));

}  // namespace
}  // namespace aqua::exec
