#include "aqua/quant/activation_sketch.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/quant/log_counts.h"

namespace aqua::quant {
namespace {

// Differs between images that differ in almost any way.
uint64_t SeedOf(std::span<const float> cells) {
  constexpr size_t kLooks = 64;
  constexpr uint64_t kFnvPrime = 0x100000001B3U;
  uint64_t seed = cells.size();
  const size_t step = cells.size() / kLooks + 1;
  for (size_t i = 0; i < cells.size(); i += step) {
    seed = (seed ^ std::bit_cast<uint32_t>(cells[i])) * kFnvPrime;
  }
  return seed;
}

float Smaller(float a, float b) { return a < b ? a : b; }
float Larger(float a, float b) { return a > b ? a : b; }

}  // namespace

void ActivationSketch::Add(std::span<const float> cells, int64_t channels) {
  AQUA_CHECK(channels > 0 && cells.size() % static_cast<size_t>(channels) == 0);
  if (cells.empty()) return;
  AddToChannels(cells, static_cast<size_t>(channels));
  // Counts of an image are 32 bits wide.
  constexpr size_t kPart = size_t{1} << 30;
  for (size_t i = 0; i < cells.size(); i += kPart) {
    AddToHistograms(cells.subspan(i, std::min(kPart, cells.size() - i)));
  }
  sample_.Add(cells, SeedOf(cells));
  count_ += static_cast<int64_t>(cells.size());
}

void ActivationSketch::AddToChannels(std::span<const float> cells, size_t channels) {
  if (by_channel_.sums.empty()) {
    by_channel_.sums.resize(channels);
    by_channel_.least.assign(channels, std::numeric_limits<float>::infinity());
    by_channel_.most.assign(channels, -std::numeric_limits<float>::infinity());
  }
  AQUA_CHECK_EQ(by_channel_.sums.size(), channels);
  double* const sums = by_channel_.sums.data();
  float* const least = by_channel_.least.data();
  float* const most = by_channel_.most.data();
  for (const float* row = cells.data(); row != cells.data() + cells.size(); row += channels) {
    for (size_t c = 0; c < channels; ++c) {
      sums[c] += static_cast<double>(row[c]);
      least[c] = Smaller(row[c], least[c]);
      most[c] = Larger(row[c], most[c]);
    }
  }
}

void ActivationSketch::AddToHistograms(std::span<const float> cells) {
  LogCounts counts;
  counts.Add(cells);
  all_finite_ = all_finite_ && counts.all_finite();
  zeros_ += counts.Zeros();
  for (int bin = 0; bin < kLogBins; ++bin) {
    positive_[static_cast<size_t>(bin)] += counts.Positive(bin);
    negative_[static_cast<size_t>(bin)] += counts.Negative(bin);
  }
}

void ActivationSketch::Merge(const ActivationSketch& other) {
  if (other.count_ == 0) return;
  if (count_ == 0) {
    *this = other;
    return;
  }
  AQUA_CHECK_EQ(channels(), other.channels());
  count_ += other.count_;
  zeros_ += other.zeros_;
  all_finite_ = all_finite_ && other.all_finite_;
  for (size_t bin = 0; bin < kLogBins; ++bin) {
    positive_[bin] += other.positive_[bin];
    negative_[bin] += other.negative_[bin];
  }
  const ByChannel& theirs = other.by_channel_;
  for (size_t c = 0; c < theirs.sums.size(); ++c) {
    by_channel_.sums[c] += theirs.sums[c];
    by_channel_.least[c] = Smaller(theirs.least[c], by_channel_.least[c]);
    by_channel_.most[c] = Larger(theirs.most[c], by_channel_.most[c]);
  }
  sample_.Merge(other.sample_);
}

float ActivationSketch::Least() const {
  AQUA_CHECK(count_ > 0);
  return *std::min_element(by_channel_.least.begin(), by_channel_.least.end());
}

float ActivationSketch::Most() const {
  AQUA_CHECK(count_ > 0);
  return *std::max_element(by_channel_.most.begin(), by_channel_.most.end());
}

bool ActivationSketch::IsFlat() const { return by_channel_.least == by_channel_.most; }

std::vector<float> ActivationSketch::ChannelMeans() const {
  AQUA_CHECK(count_ > 0);
  const double cells = static_cast<double>(count_) / static_cast<double>(channels());
  std::vector<float> means;
  for (const double sum : by_channel_.sums) means.push_back(static_cast<float>(sum / cells));
  return means;
}

}  // namespace aqua::quant
