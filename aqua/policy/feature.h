// One cheap score of a picture's border strips. Adding one is a pair of files in features/ and a
// line in features/catalog.cpp; the contract suite in tests/contract then runs over it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "aqua/layers/workload.h"
#include "aqua/policy/strips.h"
#include "aqua/policy/thumbnail.h"

namespace aqua::policy {

struct StripScores {
  float top = 0;
  float bottom = 0;
  float left = 0;
  float right = 0;
  float centre = 0;

  std::array<float, 5> InOrder() const { return {top, bottom, left, right, centre}; }
  bool operator==(const StripScores&) const = default;
};

// The names of StripScores::InOrder().
inline constexpr std::array<const char*, 5> kStripNames = {"top", "bottom", "left", "right",
                                                           "centre"};

// `score` of each window, as a float.
template <typename Score>
StripScores ScoreEach(const Strips& strips, const Score& score) {
  const auto of = [&score](const Window& window) { return static_cast<float>(score(window)); };
  return {of(strips.top), of(strips.bottom), of(strips.left), of(strips.right), of(strips.centre)};
}

class Feature {
 public:
  Feature() = default;
  Feature(const Feature&) = delete;
  Feature& operator=(const Feature&) = delete;
  virtual ~Feature() = default;

  virtual std::string name() const = 0;

  // Finite for every thumbnail. `strips` are windows of it, none empty. A mirrored picture swaps
  // left and right, a flipped one top and bottom.
  virtual StripScores Score(const Thumbnail& thumbnail, const Strips& strips) const = 0;

  // What scoring a thumbnail of this size asks of hardware, in a layer's words, so that it is
  // billed like one. Never nothing.
  virtual layers::Workload Work(int64_t height, int64_t width) const = 0;
};

using FeaturePtr = std::shared_ptr<const Feature>;

}  // namespace aqua::policy
