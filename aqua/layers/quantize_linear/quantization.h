// How integers stand for real numbers in a quantized ONNX file:
//   real = (integer - zero_point) * scale
//   integer = saturate(round(real / scale) + zero_point), halves to the even number
// One scale and zero point for a whole tensor, or one for each index of an axis.
// Formulas: ONNX operator documentation, QuantizeLinear and DequantizeLinear.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "aqua/layers/import_context.h"

namespace aqua::layers {

// An integer type of the ONNX format that tensors are quantized to.
struct IntegerType {
  int32_t element_type = 0;  // TensorProto.DataType
  std::string_view name;     // "uint8"
  float lowest = 0;
  float largest = 0;

  friend bool operator==(const IntegerType& a, const IntegerType& b) {
    return a.element_type == b.element_type;
  }
};

// uint8, int8, uint16, int16 or int32; nullopt for any other.
std::optional<IntegerType> FindIntegerType(int32_t element_type);

class Quantization {
 public:
  // `scales` and `zero_points` are parallel. `axis` counts for several scales only. Without `type`
  // the integers are what they are, and nothing can be quantized. Throws Error for a scale that is
  // no finite number above 0 and a zero point that the type has not.
  Quantization(std::vector<float> scales, std::vector<float> zero_points, int axis,
               std::optional<IntegerType> type);

  bool IsPerTensor() const { return scales_.size() == 1; }
  int axis() const { return axis_; }
  const std::vector<float>& scales() const { return scales_; }
  const std::vector<float>& zero_points() const { return zero_points_; }
  const std::optional<IntegerType>& type() const { return type_; }

  // `channel` is an index into the scales.
  float Quantize(float real, size_t channel) const;
  float Dequantize(float integer, size_t channel) const {
    return (integer - zero_points_[channel]) * scales_[channel];
  }

  // Throws Error when `shape` has not one scale for each index of the axis.
  void CheckFits(const Shape& shape) const;
  // The channel of an element of a dense tensor of `shape`, which fits.
  size_t ChannelOf(const Shape& shape, int64_t element) const;

  // The same integers stand for the same numbers; a type that is not known agrees with any.
  bool Agrees(const Quantization& other) const;

 private:
  std::vector<float> scales_;
  std::vector<float> zero_points_;
  int axis_;
  std::optional<IntegerType> type_;
};

// From the inputs 1 (scale) and 2 (zero point, optional) and the attribute axis of ONNX
// QuantizeLinear and DequantizeLinear, opset 10 to 22, for an input 0 of `rank`. `type` is for a
// node without zero point.
Quantization ImportQuantization(const ImportContext& context, int rank,
                                std::optional<IntegerType> type);

// The same where input 0 is computed from the image: one scale, or one a channel.
Quantization ImportActivationQuantization(const ImportContext& context,
                                          std::optional<IntegerType> type);

}  // namespace aqua::layers
