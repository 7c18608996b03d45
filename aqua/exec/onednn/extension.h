// The part of a growing program that computes the border of a larger crop around what a smaller
// run has kept: see extension_steps.h for how.
#pragma once

#include <vector>

#include "aqua/exec/onednn/extension_steps.h"

namespace aqua::exec::onednn {

class Extension {
 public:
  explicit Extension(ExtensionSteps steps);

  // What the smaller run is to keep.
  const std::vector<Tap>& taps() const { return steps_.taps; }

  int64_t ArenaBytes() const { return layout_.bytes; }
  // 64-byte aligned. `kept`, by tap, is where the smaller run keeps its cells.
  void Bind(char* arena, const std::vector<char*>& kept);
  // The network's output, of the image that the kept cells are of.
  Tensor Run(const Tensor& input);

 private:
  ExtensionSteps steps_;
  ArenaLayout layout_;
  std::vector<float*> input_windows_;
  const float* output_ = nullptr;
};

}  // namespace aqua::exec::onednn
