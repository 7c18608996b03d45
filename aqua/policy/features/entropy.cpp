#include "aqua/policy/features/entropy.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace aqua::policy {
namespace {

constexpr int kBins = 16;

std::vector<uint8_t> BinsOf(const std::vector<float>& luma) {
  std::vector<uint8_t> bins(luma.size());
  for (size_t i = 0; i < luma.size(); ++i) {
    bins[i] = static_cast<uint8_t>(std::min(static_cast<int>(luma[i] * kBins), kBins - 1));
  }
  return bins;
}

double EntropyOf(const std::vector<uint8_t>& bins, int64_t width, const Window& window) {
  std::array<int64_t, kBins> counts{};
  for (int64_t y = window.rows.begin; y < window.rows.end; ++y) {
    const uint8_t* const row = bins.data() + y * width;
    for (int64_t x = window.columns.begin; x < window.columns.end; ++x) ++counts[row[x]];
  }
  double bits = 0;
  for (const int64_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(window.area());
    bits -= share * std::log2(share);
  }
  return bits;
}

class Entropy : public Feature {
 public:
  std::string name() const override { return "entropy"; }

  StripScores Score(const Thumbnail& thumbnail, const Strips& strips) const override {
    const std::vector<uint8_t> bins = BinsOf(thumbnail.luma);
    return ScoreEach(
        strips, [&](const Window& window) { return EntropyOf(bins, thumbnail.width, window); });
  }

  // Each cell is held against every bin.
  layers::Workload Work(int64_t height, int64_t width) const override {
    layers::Workload work{"zeroth/entropy", layers::WorkKind::kConvolution};
    work.input_channels = 1;
    work.output_channels = kBins;
    work.output_height = height;
    work.output_width = width;
    return work;
  }
};

}  // namespace

FeaturePtr MakeEntropy() { return std::make_shared<Entropy>(); }

}  // namespace aqua::policy
