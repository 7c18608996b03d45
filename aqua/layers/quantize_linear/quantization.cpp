#include "aqua/layers/quantize_linear/quantization.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aqua/layers/import_axes.h"

namespace aqua::layers {
namespace {

constexpr std::array<IntegerType, 5> kTypes = {{
    {2, "uint8", 0, 255},
    {3, "int8", -128, 127},
    {4, "uint16", 0, 65535},
    {5, "int16", -32768, 32767},
    // As floats these bounds are exact but for the upper one, which is 1 too high.
    {6, "int32", -0x1p31F, 0x1p31F},
}};

std::vector<float> ImportScales(const ImportContext& context) {
  const Tensor scale = context.ConstantTensor(1);
  if (!scale.has_data() || scale.size() < 1) {
    context.Fail("its scale of {} holds no number", scale.shape().ToString());
  }
  if (scale.size() > 1 && scale.shape().rank() != 1) {
    context.Fail("its scale has shape {}, expected one number or a row of them",
                 scale.shape().ToString());
  }
  return {scale.values().begin(), scale.values().end()};
}

IntegerType ImportZeroPointType(const ImportContext& context) {
  const int32_t code = context.input(2).constant->element_type;
  if (const std::optional<IntegerType> type = FindIntegerType(code)) return *type;
  context.Fail(
      "its zero point has elements of type {}, expected uint8, int8, uint16, int16 or int32", code);
}

std::vector<float> ImportZeroPoints(const ImportContext& context, size_t count) {
  const std::vector<int64_t> zero_points = context.ConstantInts(2);
  if (zero_points.size() != count) {
    context.Fail("it has {} zero points for {} scales", zero_points.size(), count);
  }
  return {zero_points.begin(), zero_points.end()};
}

}  // namespace

std::optional<IntegerType> FindIntegerType(int32_t element_type) {
  for (const IntegerType& type : kTypes) {
    if (type.element_type == element_type) return type;
  }
  return std::nullopt;
}

Quantization::Quantization(std::vector<float> scales, std::vector<float> zero_points, int axis,
                           std::optional<IntegerType> type)
    : scales_(std::move(scales)), zero_points_(std::move(zero_points)), axis_(axis), type_(type) {
  AQUA_CHECK_EQ(scales_.size(), zero_points_.size());
  for (const float scale : scales_) {
    if (!(scale > 0) || std::isinf(scale)) {
      throw Error("its scale is {}, expected a finite number above 0", scale);
    }
  }
  for (const float zero_point : zero_points_) {
    if (type_ && !(zero_point >= type_->lowest && zero_point <= type_->largest)) {
      throw Error("its zero point is {}, which is no {}", zero_point, type_->name);
    }
  }
}

float Quantization::Quantize(float real, size_t channel) const {
  const float level = std::nearbyint(real / scales_[channel]) + zero_points_[channel];
  return std::min(std::max(level, type_->lowest), type_->largest);
}

void Quantization::CheckFits(const Shape& shape) const {
  if (IsPerTensor()) return;
  if (axis_ < shape.rank() && shape[axis_] == static_cast<int64_t>(scales_.size())) return;
  throw Error("it has {} scales along axis {} of an input of {}", scales_.size(), axis_,
              shape.ToString());
}

size_t Quantization::ChannelOf(const Shape& shape, int64_t element) const {
  if (IsPerTensor()) return 0;
  int64_t inner = 1;
  for (int axis = axis_ + 1; axis < shape.rank(); ++axis) inner *= shape[axis];
  return static_cast<size_t>(element / inner) % scales_.size();
}

bool Quantization::Agrees(const Quantization& other) const {
  const bool same_type = !type_ || !other.type_ || *type_ == *other.type_;
  return same_type && scales_ == other.scales_ && zero_points_ == other.zero_points_ &&
         (IsPerTensor() || axis_ == other.axis_);
}

Quantization ImportQuantization(const ImportContext& context, int rank,
                                std::optional<IntegerType> type) {
  if (context.Int("block_size", 0) != 0) {
    context.Fail("it has one scale a block; AQuA takes one scale, or one a channel");
  }
  std::vector<float> scales = ImportScales(context);
  std::vector<float> zero_points(scales.size(), 0.0F);
  if (context.HasInput(2)) {
    zero_points = ImportZeroPoints(context, scales.size());
    type = ImportZeroPointType(context);
  }
  const int axis = scales.size() > 1 ? ImportAxis(context, context.Int("axis", 1), rank) : 0;
  return {std::move(scales), std::move(zero_points), axis, type};
}

Quantization ImportActivationQuantization(const ImportContext& context,
                                          std::optional<IntegerType> type) {
  Quantization quantization = ImportQuantization(context, context.ActivationShape(0).rank(), type);
  if (!quantization.IsPerTensor() && quantization.axis() != 1) {
    context.Fail(
        "it has one scale for each index of axis {}; AQuA takes one scale, or one a channel",
        quantization.axis());
  }
  return quantization;
}

}  // namespace aqua::layers
