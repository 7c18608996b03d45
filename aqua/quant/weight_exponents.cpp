#include "aqua/quant/weight_exponents.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "aqua/core/quantize.h"
#include "aqua/quant/least_error.h"
#include "aqua/quant/percentile.h"

namespace aqua::quant {
namespace {

using Weights = std::span<const float>;
using Chooser = std::function<int(Weights)>;

int Covering(Weights weights, int bits) {
  const Range range = RangeOf(weights);
  return CoveringExponent(range.least, range.most, bits, true);
}

bool AllZero(Weights weights) {
  return std::all_of(weights.begin(), weights.end(), [](float weight) { return weight == 0; });
}

std::vector<int> ChooseExponents(const Tensor& weights, Sharing sharing, const Chooser& choose) {
  const Weights all = weights.values();
  const int whole = AllZero(all) ? 0 : choose(all);
  if (sharing == Sharing::kTensor) return {whole};
  const auto channels = static_cast<size_t>(weights.shape()[0]);
  const size_t rows = all.size() / channels;
  std::vector<int> exponents;
  for (size_t channel = 0; channel < channels; ++channel) {
    const Weights row = all.subspan(channel * rows, rows);
    exponents.push_back(AllZero(row) ? whole : choose(row));
  }
  return exponents;
}

// The range without the `past` farthest from zero.
int Clipping(Weights weights, int bits, double percentile) {
  std::vector<float> sorted(weights.begin(), weights.end());
  const int64_t past = CountPast(static_cast<int64_t>(sorted.size()), percentile);
  std::sort(sorted.begin(), sorted.end(),
            [](float a, float b) { return std::abs(a) < std::abs(b); });
  const Weights kept = Weights(sorted).first(sorted.size() - static_cast<size_t>(past));
  return Covering(AllZero(kept) ? weights : kept, bits);
}

int RootMeanSquareExponent(Weights weights) {
  double squares = 0;
  for (const float weight : weights) {
    squares += static_cast<double>(weight) * static_cast<double>(weight);
  }
  const double mean = squares / static_cast<double>(weights.size());
  return static_cast<int>(std::lround(std::log2(mean) / 2));
}

}  // namespace

std::vector<int> CoveringWeights(const Tensor& weights, int bits, Sharing sharing) {
  return ChooseExponents(weights, sharing, [bits](Weights of) { return Covering(of, bits); });
}

std::vector<int> PercentileWeights(const Tensor& weights, int bits, Sharing sharing,
                                   double percentile) {
  return ChooseExponents(weights, sharing,
                         [bits, percentile](Weights of) { return Clipping(of, bits, percentile); });
}

std::vector<int> LeastErrorWeights(const Tensor& weights, int bits, Sharing sharing) {
  return ChooseExponents(weights, sharing, [bits](Weights of) {
    return LeastErrorExponent(of, {bits, Covering(of, bits), true});
  });
}

std::vector<int> RootMeanSquareExponents(const Tensor& weights) {
  return ChooseExponents(weights, Sharing::kChannel, RootMeanSquareExponent);
}

}  // namespace aqua::quant
