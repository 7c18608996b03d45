// A layer's trained weights as integers, in the order in which units read them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/quant/profile.h"

namespace aqua::exec {

class WeightMatrix {
 public:
  // `weights`: Cout x Cin x Kh x Kw of a convolution, or Out x In. `format`: how they are rounded;
  // without exponents, at the smallest one that covers all weights. `owner` starts the message of
  // the Error thrown for weights that are not finite.
  WeightMatrix(const Tensor& weights, quant::LayerFormat format, const std::string& owner);

  int bits() const { return format_.weight_bits; }
  // Rows of one channel after the other: kernel row, kernel column, input channel.
  std::span<const int32_t> Channels(int64_t first, int64_t count) const;
  // One, or one of each of the channels.
  std::span<const int> Exponents(int64_t first, int64_t count) const;
  int64_t Bytes() const { return static_cast<int64_t>(values_.size() * sizeof(int32_t)); }

 private:
  quant::LayerFormat format_;
  int64_t rows_;
  std::vector<int32_t> values_;
};

}  // namespace aqua::exec
