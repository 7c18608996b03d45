// Convolutions that read regions of few bits, against loops that look at one cell at a time.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "aqua/exec/integer/testing/one_layer.h"

namespace aqua::exec {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}
  int64_t Between(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(engine_);
  }
  float Value(float least, float most) {
    return std::uniform_real_distribution<float>(least, most)(engine_);
  }
  Span Within(Span outside) {
    const int64_t begin = Between(outside.begin, outside.end - 1);
    return {begin, Between(begin + 1, outside.end)};
  }
  Window Within(const Window& outside) { return {Within(outside.rows), Within(outside.columns)}; }

 private:
  std::mt19937 engine_;
};

layers::KernelAxis RandomAxis(Dice& dice) {
  const int64_t kernel = dice.Between(1, 4);
  return {kernel, dice.Between(1, 3), dice.Between(1, 2), dice.Between(0, 2), dice.Between(0, 2)};
}

// One convolution under regions, with all that it is computed from.
struct Case {
  layers::KernelGeometry geometry;
  int64_t groups = 1;
  Shape image;
  Tensor weights;
  Tensor bias;
  quant::LayerFormat format;
  crop::CropPlan plan;
  graph::Graph graph;
  Tensor input;
};

Tensor RandomTensor(Dice& dice, Shape shape, float least, float most) {
  Tensor tensor(std::move(shape));
  for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] = dice.Value(least, most);
  return tensor;
}

BorderFormat RandomBorder(Dice& dice, int bits, const FixedPoint& centre, int64_t channels) {
  BorderFormat border{bits, centre.exponent + centre.bits - bits, {}};
  if (dice.Between(0, 2) == 0) return border;
  for (int64_t c = 0; c < channels; ++c) {
    // Some past what the centre holds.
    border.offsets.push_back(static_cast<int32_t>(dice.Between(-140, 300)));
  }
  return border;
}

Case RandomCase(uint32_t seed) {
  Dice dice(seed);
  Case made;
  made.geometry.rows = RandomAxis(dice);
  made.geometry.columns = RandomAxis(dice);
  made.groups = dice.Between(1, 3);
  const int64_t inputs = dice.Between(1, 3);
  const int64_t channels = made.groups * inputs;
  made.image = {1, channels, dice.Between(8, 14), dice.Between(8, 14)};
  made.weights = RandomTensor(
      dice, {made.groups * 2, inputs, made.geometry.rows.kernel, made.geometry.columns.kernel}, -1,
      1);
  made.bias = RandomTensor(dice, {made.groups * 2}, -1, 1);
  const bool is_signed = dice.Between(0, 1) == 1;
  made.format = {"conv", 6, {-5}, {8, -6, is_signed}};
  const int few = static_cast<int>(dice.Between(1, 5));
  const int more = static_cast<int>(dice.Between(few + 1, 7));
  for (const int bits : {few, more}) {
    made.format.borders.push_back(RandomBorder(dice, bits, made.format.activations, channels));
  }
  made.graph = ConvNetwork(made.weights, made.bias, made.groups, made.geometry, made.image);
  made.plan = FullPlan(made.graph);
  made.plan.kept[0] = dice.Within(made.plan.kept[0]);
  made.plan.kept[1] = dice.Within(made.plan.kept[1]);
  Window outside = made.plan.kept[0];
  const bool outer_first = dice.Between(0, 3) > 0;  // Few bits outside.
  for (const int bits : {outer_first ? few : more, outer_first ? more : few}) {
    outside = dice.Within(outside);
    made.plan.regions.push_back({bits, {outside, made.plan.kept[1]}});
  }
  made.input = RandomTensor(dice, made.image, is_signed ? -2.5F : -0.5F, 4.5F);
  return made;
}

bool Holds(const Window& window, int64_t row, int64_t column) {
  return row >= window.rows.begin && row < window.rows.end && column >= window.columns.begin &&
         column < window.columns.end;
}

// The bits of a cell's region: 0 where it is cut, the centre's inside all.
int BitsOfCell(const Case& made, int64_t row, int64_t column) {
  if (!Holds(made.plan.kept[0], row, column)) return 0;
  for (const crop::BitRegion& region : made.plan.regions) {
    if (!Holds(region.inside[0], row, column)) return region.bits;
  }
  return made.format.activations.bits;
}

// Tries every q.
int64_t BorderByTrial(float value, const FixedPoint& centre, const BorderFormat& border,
                      int64_t channel) {
  const int64_t asked = border.offsets.empty() ? 0 : border.offsets[static_cast<size_t>(channel)];
  const int64_t least = centre.is_signed ? -(1 << (centre.bits - 1)) : 0;
  const int64_t most = least + (1 << centre.bits) - 1;
  const int64_t offset = std::min(std::max(asked, least), most);
  const int64_t step = int64_t{1} << (border.exponent - centre.exponent);
  const double rest = static_cast<double>(
      value - static_cast<float>(static_cast<double>(offset) * std::ldexp(1.0, centre.exponent)));
  double best_error = 1e30;
  int64_t best = 0;
  const int64_t first = centre.is_signed ? -(1 << (border.bits - 1)) : 0;
  for (int64_t q = first; q < first + (1 << border.bits); ++q) {
    const int64_t sum = q * step + offset;
    if (q * step < least || q * step > most || sum < least || sum > most) continue;
    const double error = std::abs(rest - static_cast<double>(q) * std::ldexp(1.0, border.exponent));
    if (error < best_error || (error == best_error && q % 2 == 0)) {
      best_error = error;
      best = sum;
    }
  }
  return best;
}

int64_t IntegerOfCell(const Case& made, int64_t channel, int64_t row, int64_t column) {
  const int bits = BitsOfCell(made, row, column);
  if (bits == 0) return 0;
  const float value =
      made.input[(channel * made.image.height() + row) * made.image.width() + column];
  const FixedPoint& centre = made.format.activations;
  for (const BorderFormat& border : made.format.borders) {
    if (border.bits == bits) return BorderByTrial(value, centre, border, channel);
  }
  const double steps = std::nearbyint(std::ldexp(static_cast<double>(value), -centre.exponent));
  const double least = centre.is_signed ? -std::ldexp(1.0, centre.bits - 1) : 0;
  const double most = least + std::ldexp(1.0, centre.bits) - 1;
  return static_cast<int64_t>(std::min(std::max(steps, least), most));
}

int64_t IntegerWeight(float weight) {
  return static_cast<int64_t>(std::min(std::max(std::nearbyint(weight * 32.0), -32.0), 31.0));
}

template <typename Visit>
void VisitTaps(const Case& made, int64_t y, int64_t x, Visit visit) {
  const layers::KernelAxis& rows = made.geometry.rows;
  const layers::KernelAxis& columns = made.geometry.columns;
  for (int64_t i = 0; i < rows.kernel; ++i) {
    for (int64_t j = 0; j < columns.kernel; ++j) {
      visit(i, j, y * rows.stride + i * rows.dilation - rows.pad_begin,
            x * columns.stride + j * columns.dilation - columns.pad_begin);
    }
  }
}

float PlainOutput(const Case& made, int64_t channel, int64_t y, int64_t x) {
  const int64_t inputs = made.weights.shape()[1];
  const int64_t group = channel / 2;
  int64_t sum = 0;
  VisitTaps(made, y, x, [&](int64_t i, int64_t j, int64_t row, int64_t column) {
    for (int64_t c = 0; c < inputs; ++c) {
      const float weight = made.weights[((channel * inputs + c) * made.geometry.rows.kernel + i) *
                                            made.geometry.columns.kernel +
                                        j];
      sum += IntegerWeight(weight) * IntegerOfCell(made, group * inputs + c, row, column);
    }
  });
  return static_cast<float>(sum) * 0x1p-11F + made.bias[channel];
}

// The most bits of what it reads, the fewest there are when that is nothing. Regions without cells
// in the map are none.
int PlainBits(const Case& made, int64_t y, int64_t x) {
  std::map<int, int64_t> cells;
  const Window& kept = made.plan.kept[0];
  for (int64_t row = kept.rows.begin; row < kept.rows.end; ++row) {
    for (int64_t column = kept.columns.begin; column < kept.columns.end; ++column) {
      ++cells[BitsOfCell(made, row, column)];
    }
  }
  int most = 0;
  VisitTaps(made, y, x, [&](int64_t, int64_t, int64_t row, int64_t column) {
    most = std::max(most, BitsOfCell(made, row, column));
  });
  return most > 0 ? most : cells.begin()->first;
}

// Counts positions by bits, of the first group, and holds activations to them.
class CountingUnit final : public MatrixUnit {
 public:
  void Multiply(const MatrixProduct& product, std::span<int64_t> sums) override {
    const FixedPoint format{product.activation_bits, 0, product.activations_signed};
    for (const int32_t value : product.activations) {
      EXPECT_GE(value, format.Least());
      EXPECT_LE(value, format.Most());
    }
    if (product.group == 0) positions[product.activation_bits] += product.positions;
    exact_.Multiply(product, sums);
  }

  std::map<int, int64_t> positions;

 private:
  ExactUnit exact_;
};

std::vector<layers::LowBitPositions> Low(const std::map<int, int64_t>& positions, int centre) {
  std::vector<layers::LowBitPositions> low;
  for (const auto& [bits, count] : positions) {
    if (bits < centre) low.push_back({count, bits});
  }
  return low;
}

TEST(RegionSums, RandomConvolutionsAreWhatLoopsOverCellsSay) {
  int with_low = 0;
  int with_all = 0;
  for (uint32_t seed = 0; seed < 1200; ++seed) {
    const Case made = RandomCase(seed);
    const quant::Profile profile{"one", "test", {made.format}};
    IntegerSpec spec;
    spec.profile = &profile;
    CountingUnit unit;
    const Tensor found = RunInteger(made.graph, made.plan, spec, made.input, unit);
    std::map<int, int64_t> positions;
    const Window& out = made.plan.kept[1];
    for (int64_t y = out.rows.begin; y < out.rows.end; ++y) {
      for (int64_t x = out.columns.begin; x < out.columns.end; ++x) {
        ++positions[PlainBits(made, y, x)];
        for (int64_t channel = 0; channel < found.shape().channels(); ++channel) {
          const int64_t at = (channel * found.shape().height() + y) * found.shape().width() + x;
          ASSERT_EQ(found[at], PlainOutput(made, channel, y, x)) << seed;
        }
      }
    }
    ASSERT_EQ(unit.positions, positions) << seed;
    ASSERT_EQ(crop::PlanWork(made.graph, made.plan)[0].low_bits, Low(positions, 8)) << seed;
    with_low += positions.size() > 1 ? 1 : 0;
    with_all += positions.size() == 3 ? 1 : 0;
  }
  EXPECT_GT(with_low, 200);
  EXPECT_GT(with_all, 40);
}

TEST(RegionSums, WithoutAProfileSeveralBordersHoldEachOther) {
  for (uint32_t seed = 0; seed < 200; ++seed) {
    Case made = RandomCase(seed);
    IntegerSpec spec;
    spec.weight_bits = 6;
    spec.activation_bits = 8;
    CountingUnit unit;  // Holds every activation to its bits.
    EXPECT_NO_THROW(RunInteger(made.graph, made.plan, spec, made.input, unit)) << seed;
  }
}

}  // namespace
}  // namespace aqua::exec
