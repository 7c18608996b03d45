// For tests: a folder with a tiny network, photos made in code, and policies made by hand.
#pragma once

#include <filesystem>
#include <vector>

#include "aqua/adaptive/testing/tiny_network.h"
#include "aqua/core/testing/temp_folder.h"
#include "aqua/policy/fitted_policy.h"
#include "aqua/study/network.h"

namespace aqua::adaptive::testing {

inline constexpr int64_t kSmallSide = 16;

// Hand-made prices: what matters is that they add up.
inline constexpr policy::Cost kSmallCost = {25, 300, 40, 0};
inline constexpr policy::Cost kWholeCost = {100, 1000, 200, 0};
inline constexpr policy::Cost kDecisionCost = {0.5, 2, 1, 0};

class TinyStudy {
 public:
  TinyStudy();

  // Photos of coloured blocks, "photo00.png" and so on, and a file that is no photo, "zz.png".
  std::filesystem::path WritePhotos(int count) const;
  // "file,label" for photos of an even number.
  std::filesystem::path WriteLabels(int count) const;

  // One attempt at kSmallSide; its answer is taken where the natural logarithm of the first class's
  // probability is at least `log_ratio` above the second's, else the whole network runs.
  policy::FittedPolicy Cascade(double log_ratio) const;
  // kSmallSide for every image.
  policy::FittedPolicy Shrink() const;

  const std::filesystem::path& path() const { return folder_.path(); }
  std::filesystem::path model() const { return path() / "net.onnx"; }
  std::filesystem::path photos() const { return path() / "photos"; }
  const study::Network& network() const { return network_; }

 private:
  policy::FittedPolicy Fitted(const char* kind) const;

  TempFolder folder_;
  study::Network network_;
};

}  // namespace aqua::adaptive::testing
