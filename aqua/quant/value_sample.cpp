#include "aqua/quant/value_sample.h"

#include <algorithm>

namespace aqua::quant {
namespace {

constexpr int kMostLevels = 62;

// The last steps of SplitMix64 (Steele, Lea, Flood 2014).
uint64_t Mixed(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
  return bits ^ (bits >> 31);
}

// Which half of run `run` of 2^level cells holds the one that is drawn of it.
uint64_t DrawnHalf(uint64_t seed, int level, uint64_t run) {
  return Mixed(seed + Mixed((static_cast<uint64_t>(level) << 56) + run)) & 1U;
}

uint64_t DrawnCell(uint64_t seed, int level, uint64_t run) {
  for (; level > 0; --level) run = 2 * run + DrawnHalf(seed, level, run);
  return run;
}

// The largest level at which the cell drawn of `run` is drawn as well.
int LastLevel(uint64_t seed, int level, uint64_t run) {
  while (level < kMostLevels && DrawnHalf(seed, level + 1, run / 2) == run % 2) {
    ++level;
    run /= 2;
  }
  return level;
}

}  // namespace

void ValueSample::Add(std::span<const float> cells, uint64_t seed) {
  while (cells.size() >> level_ > kMost) Raise(level_ + 1);
  const uint64_t cells_a_run = uint64_t{1} << level_;
  const uint64_t runs = (cells.size() + cells_a_run - 1) / cells_a_run;
  for (uint64_t run = 0; run < runs; ++run) {
    const uint64_t cell = DrawnCell(seed, level_, run);
    if (cell >= cells.size()) continue;
    drawn_.push_back({cells[cell], LastLevel(seed, level_, run)});
  }
  Fit();
}

void ValueSample::Merge(const ValueSample& other) {
  const std::vector<Drawn> others = other.drawn_;
  const int level = std::max(level_, other.level_);
  drawn_.insert(drawn_.end(), others.begin(), others.end());
  Raise(level);
  Fit();
}

std::vector<float> ValueSample::Sorted() const {
  std::vector<float> values;
  values.reserve(drawn_.size());
  for (const Drawn& drawn : drawn_) values.push_back(drawn.value);
  std::sort(values.begin(), values.end());
  return values;
}

void ValueSample::Raise(int level) {
  level_ = level;
  std::erase_if(drawn_, [&](const Drawn& drawn) { return drawn.level < level_; });
}

void ValueSample::Fit() {
  while (drawn_.size() > kMost && level_ < kMostLevels) Raise(level_ + 1);
}

}  // namespace aqua::quant
