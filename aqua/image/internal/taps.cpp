#include "aqua/image/internal/taps.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace aqua::image::internal {
namespace {

constexpr double kHalf = 0.5;

double Bicubic(double x) {
  constexpr double kA = -0.5;
  x = std::abs(x);
  if (x < 1) return ((kA + 2) * x - (kA + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * kA;
  return 0;
}

double Bilinear(double x) { return std::max(0.0, 1 - std::abs(x)); }

// The filter laid over the input, for one output cell after the other.
struct Filter {
  Filter(int64_t input_size, int64_t output_size, Interpolation interpolation)
      : is_bicubic(interpolation == Interpolation::kBicubic),
        size(input_size),
        scale(static_cast<double>(input_size) / static_cast<double>(output_size)),
        stretch(std::max(scale, 1.0)),
        support((is_bicubic ? 2.0 : 1.0) * stretch) {}

  double Center(int64_t output) const { return (static_cast<double>(output) + 0.5) * scale; }

  Span Inputs(int64_t output) const {
    const double center = Center(output);
    return {std::max<int64_t>(0, static_cast<int64_t>(center - support + kHalf)),
            std::min(size, static_cast<int64_t>(center + support + kHalf))};
  }

  double Weight(int64_t output, int64_t input) const {
    const double x = (static_cast<double>(input) - Center(output) + 0.5) * (1.0 / stretch);
    return is_bicubic ? Bicubic(x) : Bilinear(x);
  }

  bool is_bicubic;
  int64_t size;
  double scale;
  double stretch;
  double support;
};

int FixedPoint(double weight) {
  return static_cast<int>(weight * (1 << kCoefficientBits) + (weight < 0 ? -0.5 : 0.5));
}

// A coefficient of 16 bits stays whole in `low`. So sums of thousands of small coefficients, which
// only huge ratios have, cannot overflow either half.
void Split(int coefficient, int16_t& high, int16_t& low) {
  const bool is_small = std::abs(coefficient) <= INT16_MAX;
  high = static_cast<int16_t>(is_small ? 0 : coefficient >> kLowBits);
  low = static_cast<int16_t>(coefficient - high * (1 << kLowBits));
}

// Of taps that begin an even number of cells after input_begin.
int64_t TapCount(const Filter& filter, Span outputs, int64_t input_begin) {
  int64_t most = 1;
  for (int64_t o = outputs.begin; o < outputs.end; ++o) {
    const Span inputs = filter.Inputs(o);
    most = std::max(most, inputs.size() + (inputs.begin - input_begin) % 2);
  }
  return most + most % 2;
}

// `weights` is overwritten; it spares memory for every output cell.
void FillTaps(const Filter& filter, int64_t output, Span inputs, std::vector<double>& weights,
              int16_t* high, int16_t* low) {
  weights.clear();
  double sum = 0;
  for (int64_t i = inputs.begin; i < inputs.end; ++i) {
    weights.push_back(filter.Weight(output, i));
    sum += weights.back();
  }
  for (double weight : weights) {
    Split(FixedPoint(sum == 0 ? weight : weight / sum), *high++, *low++);
  }
}

}  // namespace

AxisTaps MakeTaps(int64_t input_size, int64_t output_size, Span outputs,
                  Interpolation interpolation) {
  const Filter filter(input_size, output_size, interpolation);
  AxisTaps taps;
  taps.input = {filter.Inputs(outputs.begin).begin, filter.Inputs(outputs.end - 1).end};
  taps.count = TapCount(filter, outputs, taps.input.begin);
  taps.high.resize(static_cast<size_t>(outputs.size() * taps.count));
  taps.low.resize(taps.high.size());
  std::vector<double> weights;
  for (int64_t o = outputs.begin; o < outputs.end; ++o) {
    const Span inputs = filter.Inputs(o);
    const int64_t skipped = (inputs.begin - taps.input.begin) % 2;
    const int64_t at = (o - outputs.begin) * taps.count + skipped;
    taps.first.push_back(inputs.begin - taps.input.begin - skipped);
    FillTaps(filter, o, inputs, weights, taps.high.data() + at, taps.low.data() + at);
  }
  return taps;
}

}  // namespace aqua::image::internal
