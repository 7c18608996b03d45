// Which image is used for what. A policy is fitted on some images, certified on others and judged
// on the rest; an image used twice would make the promise worthless. Each file's part follows from
// its content and a seed alone, so copies under other names fall into the same part.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace aqua::policy {

enum class Split { kTune, kCalibrate, kTest };

// Fractions of all images, in the mean: each image is drawn by itself.
struct SplitShares {
  double tune = 0.2;
  double calibrate = 0.6;  // What a promise costs shrinks with their number.
  double test = 0.2;
};

// 64 bits of a file's bytes (XXH3). The second throws Error naming a file that cannot be read.
uint64_t ContentHash(std::string_view bytes);
uint64_t ContentHashOf(const std::filesystem::path& file);

// Throws Error for shares that are negative or do not add up to 1.
Split SplitOf(uint64_t content_hash, uint64_t seed, const SplitShares& shares = {});

// The indices of those `hashes` that are among `seen`, which is in ascending order.
std::vector<size_t> FindOverlap(std::span<const uint64_t> seen, std::span<const uint64_t> hashes);

}  // namespace aqua::policy
