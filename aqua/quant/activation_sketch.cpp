#include "aqua/quant/activation_sketch.h"

#include <algorithm>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::quant {
namespace {

constexpr uint32_t kExponentBits = 0x7F800000;  // All set: NaN or infinite.
constexpr size_t kZeroSlot = 2 * kLogBins;

// Counts of one image: positive bins, negative bins, zeros. Two tables, taken in turn: a cell's
// count need not wait for its neighbour's, which is often the same.
struct Counts {
  std::array<std::array<uint32_t, kZeroSlot + 1>, 2> tables = {};

  int64_t At(size_t slot) const { return int64_t{tables[0][slot]} + tables[1][slot]; }
};

size_t SlotOf(uint32_t bits) {
  const uint32_t magnitude = bits & ~(uint32_t{1} << 31);
  if (magnitude == 0) return kZeroSlot;
  return static_cast<size_t>(LogBin(magnitude)) + (bits >> 31) * kLogBins;
}

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
  Counts counts;
  bool finite = true;
  for (size_t i = 0; i < cells.size(); ++i) {
    const uint32_t bits = std::bit_cast<uint32_t>(cells[i]);
    finite &= (bits & kExponentBits) != kExponentBits;
    ++counts.tables[i % 2][SlotOf(bits)];
  }
  all_finite_ = all_finite_ && finite;
  zeros_ += counts.At(kZeroSlot);
  for (size_t bin = 0; bin < kLogBins; ++bin) {
    positive_[bin] += counts.At(bin);
    negative_[bin] += counts.At(kLogBins + bin);
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
