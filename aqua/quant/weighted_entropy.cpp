#include "aqua/quant/weighted_entropy.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::quant {
namespace {

// Distinct magnitudes, ascending, and how many weights and how much importance lie below each.
struct Magnitudes {
  std::vector<float> values;
  std::vector<double> counts_below = {0};  // One more than values.
  std::vector<double> sums_below = {0};
  std::vector<double> importance_below = {0};
};

// Ascending. What is too small beside the largest is zero: in steps no start would fit between it
// and zero.
std::vector<float> SortedMagnitudes(std::span<const float> weights) {
  constexpr float kLeastShare = 0x1p-60F;
  std::vector<float> sorted;
  sorted.reserve(weights.size());
  for (const float weight : weights) sorted.push_back(std::abs(weight));
  std::sort(sorted.begin(), sorted.end());
  const float least = std::max(std::numeric_limits<float>::min(), sorted.back() * kLeastShare);
  std::fill(sorted.begin(), std::lower_bound(sorted.begin(), sorted.end(), least), 0.0F);
  return sorted;
}

Magnitudes MagnitudesOf(std::span<const float> weights) {
  Magnitudes magnitudes;
  for (const float value : SortedMagnitudes(weights)) {
    if (magnitudes.values.empty() || magnitudes.values.back() < value) {
      magnitudes.values.push_back(value);
      magnitudes.counts_below.push_back(magnitudes.counts_below.back());
      magnitudes.sums_below.push_back(magnitudes.sums_below.back());
      magnitudes.importance_below.push_back(magnitudes.importance_below.back());
    }
    ++magnitudes.counts_below.back();
    magnitudes.sums_below.back() += static_cast<double>(value);
    magnitudes.importance_below.back() += static_cast<double>(value) * static_cast<double>(value);
  }
  return magnitudes;
}

class Search {
 public:
  Search(const Magnitudes& magnitudes, size_t clusters, bool zero_level)
      : magnitudes_(magnitudes), first_scored_(zero_level ? 1 : 0) {
    for (size_t cluster = 0; cluster <= clusters; ++cluster)
      cuts_.push_back(EvenCut(cluster, clusters));
    // No cluster is empty, whatever the magnitudes' counts.
    for (size_t i = 1; i < clusters; ++i) cuts_[i] = std::max(cuts_[i], cuts_[i - 1] + 1);
    for (size_t i = clusters - 1; i > 0; --i) cuts_[i] = std::min(cuts_[i], cuts_[i + 1] - 1);
  }

  // Cluster n holds the magnitudes from cut n to cut n + 1.
  const std::vector<size_t>& cuts() const { return cuts_; }

  double Score() const {
    double score = 0;
    for (size_t cluster = first_scored_; cluster + 1 < cuts_.size(); ++cluster) {
      score += ScoreOf(cluster);
    }
    return score;
  }

  void Sweep() {
    for (size_t cut = 1; cut + 1 < cuts_.size(); ++cut) Move(cut);
  }

  double Representative(size_t cluster, ClusterLevel level) const {
    if (cluster < first_scored_) return 0;
    if (level == ClusterLevel::kMean) {
      return In(magnitudes_.sums_below, cluster) / Count(cluster);
    }
    return std::sqrt(Importance(cluster) / Count(cluster));
  }

 private:
  size_t EvenCut(size_t cluster, size_t clusters) const {
    const std::vector<double>& below = magnitudes_.counts_below;
    const double share =
        below.back() * static_cast<double>(cluster) / static_cast<double>(clusters);
    return static_cast<size_t>(std::lower_bound(below.begin(), below.end(), share) - below.begin());
  }

  double In(const std::vector<double>& below, size_t cluster) const {
    return below[cuts_[cluster + 1]] - below[cuts_[cluster]];
  }
  double Count(size_t cluster) const { return In(magnitudes_.counts_below, cluster); }
  double Importance(size_t cluster) const { return In(magnitudes_.importance_below, cluster); }

  double ScoreOf(size_t cluster) const {
    const double all = magnitudes_.counts_below.back();
    return -Importance(cluster) / all * std::log(Count(cluster) / all / 2);
  }

  // Of the two clusters beside a cut, were it at `at`.
  double ScoreAt(size_t cut, size_t at) {
    cuts_[cut] = at;
    return (cut > first_scored_ ? ScoreOf(cut - 1) : 0) + ScoreOf(cut);
  }

  // To the peak between its neighbours. Binary search takes the score to rise up to one peak and to
  // fall from there; where it has more, it may end on another than the highest, but never below
  // where it began.
  void Move(size_t cut) {
    const size_t before = cuts_[cut];
    const double score_before = ScoreAt(cut, before);
    size_t low = cuts_[cut - 1] + 1;
    size_t high = cuts_[cut + 1] - 1;
    while (low < high) {
      const size_t middle = low + (high - low) / 2;
      if (ScoreAt(cut, middle) > ScoreAt(cut, middle + 1)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (ScoreAt(cut, low) <= score_before) cuts_[cut] = before;
  }

  const Magnitudes& magnitudes_;
  size_t first_scored_;
  std::vector<size_t> cuts_;
};

WeightClusters ClustersOf(const Search& search, const Magnitudes& magnitudes, bool zero_level,
                          ClusterLevel level) {
  WeightClusters clusters;
  clusters.zero_level = zero_level;
  clusters.largest = magnitudes.values.back();
  for (size_t i = 0; i + 1 < search.cuts().size(); ++i) {
    clusters.begins.push_back(i == 0 ? 0 : magnitudes.values[search.cuts()[i]]);
    clusters.representatives.push_back(search.Representative(i, level));
  }
  clusters.score = search.Score();
  return clusters;
}

}  // namespace

WeightClusters ClusterWeights(std::span<const float> weights, int levels, ClusterLevel level) {
  AQUA_CHECK(levels >= 2 && !weights.empty());
  const Magnitudes magnitudes = MagnitudesOf(weights);
  AQUA_CHECK(std::isfinite(magnitudes.values.back()));
  const bool zero_level = levels % 2 != 0 && magnitudes.values.size() > 1;
  const size_t most = static_cast<size_t>(levels + 1) / 2;
  Search search(magnitudes, std::min(most, magnitudes.values.size()), zero_level);
  const double start = search.Score();
  int sweeps = 0;
  for (double score = start, last = -1; score > last; ++sweeps) {
    last = score;
    search.Sweep();
    score = search.Score();
  }
  WeightClusters clusters = ClustersOf(search, magnitudes, zero_level, level);
  clusters.start_score = start;
  clusters.sweeps = sweeps;
  return clusters;
}

FixedCodebook CodebookOf(const WeightClusters& clusters, int bits) {
  if (clusters.largest == 0) return {{bits, 0, true}, {}};
  const auto most = static_cast<float>(clusters.representatives.back());
  const FixedPoint format{bits, CoveringExponent(-most, most, bits, true), true};
  Codebook codebook;
  const auto level = [&](size_t i) {
    return format.Quantize(static_cast<float>(clusters.representatives[i]));
  };
  const size_t count = clusters.begins.size();
  // The negative ones from the farthest: -begin is still of the cluster, so the next one starts
  // just above it.
  for (size_t i = count; i-- > (clusters.zero_level ? 1 : 0);) {
    const float end =
        i + 1 == count ? -clusters.largest : std::nextafter(-clusters.begins[i + 1], 0.0F);
    codebook.starts.push_back(end);
    codebook.levels.push_back(-level(i));
  }
  for (size_t i = 0; i < count; ++i) {
    const bool zero = clusters.zero_level && i == 0;
    codebook.starts.push_back(zero && count > 1 ? std::nextafter(-clusters.begins[1], 0.0F)
                                                : clusters.begins[i]);
    codebook.levels.push_back(level(i));
  }
  return {format, codebook.Scaled(-format.exponent)};
}

}  // namespace aqua::quant
