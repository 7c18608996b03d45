// Channels of `groups` equal groups, dealt out in turn: output channel j is input channel
// (j mod groups) * (C / groups) + j / groups. The graph makes it of the Reshape, Transpose, Reshape
// that exporters write; ONNX has no operator for it.
#pragma once

#include "aqua/layers/pointwise.h"

namespace aqua::layers {

class ChannelShuffle final : public PointwiseLayer {
 public:
  // Throws Error for less than one group.
  explicit ChannelShuffle(int64_t groups);

  int64_t groups() const { return groups_; }

  std::string_view Kind() const override { return "ChannelShuffle"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;

 private:
  int64_t groups_;
};

}  // namespace aqua::layers
