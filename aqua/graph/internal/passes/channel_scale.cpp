#include "aqua/graph/internal/passes/channel_scale.h"

#include <algorithm>

#include "aqua/layers/batch_norm/batch_norm.h"
#include "aqua/layers/binary/binary.h"

namespace aqua::graph {
namespace {

using layers::BatchNorm;
using layers::Binary;
using layers::BinaryOperation;
using layers::ConstantSide;

// True for a constant that is the same along every axis but the channels'.
bool IsPerChannel(const Shape& constant, const Shape& input, int axis) {
  const int missing = input.rank() - constant.rank();
  if (missing < 0) return false;
  for (int i = 0; i < constant.rank(); ++i) {
    const bool is_channels = i + missing == axis;
    if (constant[i] != 1 && (!is_channels || constant[i] != input[axis])) return false;
  }
  return true;
}

// `change` of each channel's constant.
template <typename Change>
Tensor PerChannel(const Tensor& constant, int64_t channels, Change change) {
  if (!constant.has_data()) return Tensor::ShapeOnly({channels});
  Tensor result(Shape{channels});
  for (int64_t channel = 0; channel < channels; ++channel) {
    result[channel] = change(constant[constant.size() == 1 ? 0 : channel]);
  }
  return result;
}

bool HasZero(const Tensor& tensor) {
  const auto values = tensor.values();
  return tensor.has_data() && std::find(values.begin(), values.end(), 0.0F) != values.end();
}

std::optional<ChannelScale> FromBinary(const Binary& binary, int64_t channels) {
  const Tensor& constant = *binary.constant();
  const bool is_first = binary.constant_side() == ConstantSide::kFirst;
  const auto per_channel = [&](auto change) { return PerChannel(constant, channels, change); };
  const auto same = [](float c) { return c; };
  switch (binary.operation()) {
    case BinaryOperation::kAdd:
      return ChannelScale{{}, per_channel(same)};
    case BinaryOperation::kMultiply:
      return ChannelScale{per_channel(same), {}};
    case BinaryOperation::kSubtract:
      if (!is_first) return ChannelScale{{}, per_channel([](float c) { return -c; })};
      return ChannelScale{per_channel([](float) { return -1.0F; }), per_channel(same)};
    case BinaryOperation::kDivide:
      if (is_first || HasZero(constant)) return std::nullopt;
      return ChannelScale{per_channel([](float c) { return 1 / c; }), {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ChannelScale> FindChannelScale(const layers::Layer& layer, const Shape& input,
                                             int axis) {
  if (const auto* norm = dynamic_cast<const BatchNorm*>(&layer)) {
    constexpr int kNormAxis = 1;
    if (axis != kNormAxis) return std::nullopt;
    return ChannelScale{norm->scale(), norm->shift()};
  }
  const auto* binary = dynamic_cast<const Binary*>(&layer);
  if (binary == nullptr || !binary->constant() ||
      !IsPerChannel(binary->constant()->shape(), input, axis)) {
    return std::nullopt;
  }
  return FromBinary(*binary, input[axis]);
}

}  // namespace aqua::graph
