#include "aqua/policy/split.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <memory>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

constexpr size_t kChunkBytes = 1 << 16;
constexpr double kHair = 1e-9;  // Thirds do not add up to 1.

void Check(const SplitShares& shares) {
  const double sum = shares.tune + shares.calibrate + shares.test;
  if (shares.tune >= 0 && shares.calibrate >= 0 && shares.test >= 0 && std::abs(sum - 1) < kHair) {
    return;
  }
  throw Error(
      "shares of {}, {} and {} to tune, calibrate and test; expected none negative, 1 in all",
      shares.tune, shares.calibrate, shares.test);
}

// In [0, 1).
double Draw(uint64_t content_hash, uint64_t seed) {
  std::array<unsigned char, sizeof(content_hash)> bytes{};
  for (unsigned char& byte : bytes) {
    byte = static_cast<unsigned char>(content_hash);
    content_hash >>= 8;
  }
  const uint64_t mixed = XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
  return std::ldexp(static_cast<double>(mixed >> 11), -53);
}

}  // namespace

uint64_t ContentHash(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

uint64_t ContentHashOf(const std::filesystem::path& file) {
  std::error_code failure;
  // Not opened before it is known to be a plain file: a pipe would wait for ever.
  if (!std::filesystem::is_regular_file(file, failure)) {
    throw Error("{}: missing, or no plain file; expected an image", file.string());
  }
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  AQUA_CHECK(state != nullptr);
  XXH3_64bits_reset(state.get());
  std::ifstream stream(file, std::ios::binary);
  std::vector<char> chunk(kChunkBytes);
  while (stream) {
    stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    XXH3_64bits_update(state.get(), chunk.data(), static_cast<size_t>(stream.gcount()));
  }
  if (!stream.eof()) throw Error("{}: cannot be read", file.string());
  return XXH3_64bits_digest(state.get());
}

Split SplitOf(uint64_t content_hash, uint64_t seed, const SplitShares& shares) {
  Check(shares);
  const double draw = Draw(content_hash, seed);
  if (draw < shares.tune) return Split::kTune;
  // Measured from the end, so that a share of 0 stays empty whatever the rounding.
  return draw < 1 - shares.test ? Split::kCalibrate : Split::kTest;
}

std::vector<size_t> FindOverlap(std::span<const uint64_t> seen, std::span<const uint64_t> hashes) {
  AQUA_CHECK(std::is_sorted(seen.begin(), seen.end()));
  std::vector<size_t> found;
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (std::binary_search(seen.begin(), seen.end(), hashes[i])) found.push_back(i);
  }
  return found;
}

}  // namespace aqua::policy
