#include "aqua/quant/log_levels.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua::quant {
namespace {

constexpr int kMostStep = 32;

// How many values lie in the bins below each; below all of them for a bin past the last.
class Below {
 public:
  explicit Below(const LogHistogram& histogram) : sums_(kLogBins + 1) {
    for (size_t bin = 0; bin < kLogBins; ++bin) sums_[bin + 1] = sums_[bin] + histogram[bin];
    while (sums_[static_cast<size_t>(first_) + 1] == 0) ++first_;
    while (sums_[static_cast<size_t>(last_)] == sums_.back()) --last_;
  }

  double At(int bin) const {
    return static_cast<double>(sums_[static_cast<size_t>(std::clamp(bin, 0, kLogBins))]);
  }
  double All() const { return static_cast<double>(sums_.back()); }
  int first() const { return first_; }  // Of the bins that are not empty.
  int last() const { return last_; }

 private:
  std::vector<int64_t> sums_;
  int first_ = 0;
  int last_ = kLogBins - 1;
};

// The bin that level i >= 1 begins with.
int BeginBin(const LogLevels& levels, int i) {
  return levels.first_bin + levels.step / 2 * (2 * i - 3);
}

double ScoreOf(const LogLevels& levels, const Below& below) {
  double score = 0;
  for (int i = 1; i < levels.count; ++i) {
    const double end = i + 1 == levels.count ? below.All() : below.At(BeginBin(levels, i + 1));
    const double share = (end - below.At(BeginBin(levels, i))) / below.All();
    if (share > 0) score -= levels.Level(i) * share * std::log(share);
  }
  return score;
}

Codebook OneSign(const LogLevels& levels, const FixedPoint& format) {
  Codebook codebook{{0}, {0}};
  for (int i = 1; i < levels.count; ++i) {
    codebook.starts.push_back(static_cast<float>(levels.Begin(i)));
    codebook.levels.push_back(format.Quantize(static_cast<float>(levels.Level(i))));
  }
  return codebook;
}

// With its mirror image, zero once.
Codebook BothSigns(const Codebook& positive) {
  Codebook both;
  for (size_t i = positive.levels.size(); i-- > 1;) {
    // -start is still of the level, so the next one starts just above it.
    both.starts.push_back(i + 1 == positive.levels.size()
                              ? -2 * positive.starts[i]
                              : std::nextafter(-positive.starts[i + 1], 0.0F));
    both.levels.push_back(-positive.levels[i]);
  }
  both.starts.push_back(std::nextafter(-positive.starts[1], 0.0F));
  both.levels.push_back(0);
  both.starts.insert(both.starts.end(), positive.starts.begin() + 1, positive.starts.end());
  both.levels.insert(both.levels.end(), positive.levels.begin() + 1, positive.levels.end());
  return both;
}

}  // namespace

double LogLevels::Level(int i) const { return LogBinBegin(first_bin + (i - 1) * step); }
double LogLevels::Begin(int i) const { return LogBinBegin(BeginBin(*this, i)); }

LogLevels ChooseLogLevels(const LogHistogram& magnitudes, int levels) {
  AQUA_CHECK(levels >= 2);
  const Below below(magnitudes);
  AQUA_CHECK(below.All() > 0);
  LogLevels best{levels, below.last() - 2 * (levels - 2), 2, 0};
  LogLevels candidate = best;
  for (candidate.step = 2; candidate.step <= kMostStep; candidate.step += 2) {
    candidate.first_bin = below.first() + candidate.step / 2;
    // As published, the last level's own bins begin within the histogram.
    for (; BeginBin(candidate, levels - 1) <= below.last(); ++candidate.first_bin) {
      candidate.score = ScoreOf(candidate, below);
      if (candidate.score > best.score) best = candidate;
    }
  }
  return best;
}

FixedCodebook LogActivations(const ActivationSketch& sketch, int code_bits, int bits) {
  const bool is_signed = sketch.Least() < 0;
  AQUA_CHECK(code_bits >= (is_signed ? 2 : 1));
  LogHistogram magnitudes = sketch.positive();
  for (size_t bin = 0; bin < kLogBins; ++bin) magnitudes[bin] += sketch.negative()[bin];
  const LogLevels levels =
      ChooseLogLevels(magnitudes, 1 << (is_signed ? code_bits - 1 : code_bits));
  const auto top = static_cast<float>(levels.Level(levels.count - 1));
  const FixedPoint format{bits, CoveringExponent(is_signed ? -top : 0, top, bits, is_signed),
                          is_signed};
  const Codebook half = OneSign(levels, format);
  return {format, (is_signed ? BothSigns(half) : half).Scaled(-format.exponent)};
}

}  // namespace aqua::quant
