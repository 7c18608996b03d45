// Random numbers that are a function of what they are drawn for, not of what was drawn before: the
// same for any order, thread or split of the work, and the same bits on every processor.
//   A draw of 64 coins and two uniform numbers, kStepsPerUnit * (heads - 32 + u1 + u2 - 1), is a
//   whole number and follows the normal distribution to within 0.1 % of its distribution function.
#pragma once

#include <bit>
#include <cstdint>

namespace aqua::crossbar {

// What a draw is for.
enum class DrawKind : uint64_t { kSpread = 1, kStuck, kReadNoise };

struct DrawKeys {
  uint32_t first = 0;
  uint32_t second = 0;
};

// The finaliser of splitmix64.
constexpr uint64_t MixWord(uint64_t word) {
  word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
  word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
  return word ^ (word >> 31);
}

constexpr DrawKeys KeysOf(uint64_t seed, DrawKind kind, uint64_t place, uint64_t step = 0) {
  uint64_t word = MixWord(seed + 0x9E3779B97F4A7C15u);
  word = MixWord(word ^ (static_cast<uint64_t>(kind) << 56) ^ step);
  word = MixWord(word + place * 0x9E3779B97F4A7C15u);
  return {static_cast<uint32_t>(word), static_cast<uint32_t>(word >> 32)};
}

// What differs from image to image is drawn from this; image 0 has the seed itself.
constexpr uint64_t SeedOfImage(uint64_t seed, uint64_t image) { return seed ^ MixWord(image); }

constexpr uint32_t kColumnStep = 0x9E3779B9u;
constexpr uint32_t kMixFactors[] = {0x7FEB352Du, 0x846CA68Bu};

constexpr uint32_t MixHalf(uint32_t half) {
  half = (half ^ (half >> 16)) * kMixFactors[0];
  half = (half ^ (half >> 15)) * kMixFactors[1];
  return half ^ (half >> 16);
}

constexpr int kStepsPerUnit = 1 << 16;
// Variance of 64 coins, 16, and of two uniform numbers, 1/6.
constexpr double kDrawDeviation = 4.0207793606049055 * kStepsPerUnit;

// A normal draw of mean 0 and deviation kDrawDeviation. internal/read_analog-inl.h holds the
// same in vectors.
constexpr int32_t NormalDraw(DrawKeys keys, uint32_t column) {
  const uint32_t coins1 = MixHalf(column * kColumnStep + keys.first);
  const uint32_t coins2 = MixHalf(coins1 ^ keys.second);
  const uint32_t uniforms = MixHalf(coins2 + keys.first);
  const int heads = std::popcount(coins1) + std::popcount(coins2) - 32;
  return heads * kStepsPerUnit + static_cast<int32_t>(uniforms >> 16) +
         static_cast<int32_t>(uniforms & 0xFFFF) - (kStepsPerUnit - 1);
}

// In [0, 1).
constexpr double UniformDraw(DrawKeys keys, uint32_t column) {
  return MixHalf(MixHalf(column * kColumnStep + keys.first) ^ keys.second) * 0x1p-32;
}

}  // namespace aqua::crossbar
