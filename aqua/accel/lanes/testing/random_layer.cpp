#include "aqua/accel/lanes/testing/random_layer.h"

#include <algorithm>
#include <random>

namespace aqua::accel {
namespace {

class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}

  int64_t Between(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(engine_);
  }

 private:
  std::mt19937 engine_;
};

int32_t RandomValue(Dice& dice, int bits, bool is_signed) {
  const int magnitude_bits = std::max(is_signed ? bits - 1 : bits, 0);
  const int64_t most = (int64_t{1} << magnitude_bits) - 1;
  const int64_t bound = (int64_t{1} << dice.Between(0, bits)) - 1;
  const int64_t magnitude = std::min(dice.Between(0, bound), most);
  if (!is_signed || dice.Between(0, 1) == 0) return static_cast<int32_t>(magnitude);
  return static_cast<int32_t>(dice.Between(0, 9) == 0 ? -most - 1 : -magnitude);
}

}  // namespace

LayerInput RandomInput(const layers::Workload& work, bool is_signed, uint32_t seed) {
  Dice dice(seed);
  LayerInput input;
  input.is_signed = is_signed;
  input.channels = work.groups * work.input_channels;
  input.height = work.positions();
  input.width = 1;
  if (work.kind == layers::WorkKind::kConvolution) {
    input.height = (work.output_height - 1) * work.stride_height +
                   (work.kernel_height - 1) * work.dilation_height + 1;
    input.width = (work.output_width - 1) * work.stride_width +
                  (work.kernel_width - 1) * work.dilation_width + 1;
  }
  for (int64_t i = 0; i < input.height * input.width * input.channels; ++i) {
    input.values.push_back(RandomValue(dice, work.activation_bits, is_signed));
  }
  return input;
}

LayerWithInput RandomConvolution(uint32_t seed) {
  Dice dice(seed);
  layers::Workload work;
  work.layer = "conv";
  work.kind = layers::WorkKind::kConvolution;
  const bool is_first = dice.Between(0, 3) == 0;
  work.groups = dice.Between(0, 2) == 0 ? dice.Between(2, 5) : 1;
  work.input_channels = is_first ? 3 : dice.Between(1, 50);
  work.output_channels = dice.Between(0, 3) == 0 ? dice.Between(257, 700) : dice.Between(1, 256);
  work.kernel_height = dice.Between(1, 5);
  work.kernel_width = dice.Between(1, 5);
  work.stride_height = dice.Between(1, 3);
  work.stride_width = dice.Between(1, 3);
  work.dilation_height = is_first ? 1 : dice.Between(1, 3);
  work.dilation_width = is_first ? 1 : dice.Between(1, 3);
  work.output_height = dice.Between(1, 7);
  work.output_width = dice.Between(1, 7);
  work.weight_bits = static_cast<int>(dice.Between(1, 16));
  work.activation_bits = static_cast<int>(dice.Between(1, 16));
  return {work, RandomInput(work, dice.Between(0, 1) == 1, seed)};
}

LayerWithInput RandomDense(uint32_t seed) {
  Dice dice(seed);
  layers::Workload work;
  work.layer = "dense";
  work.kind = layers::WorkKind::kDense;
  work.input_channels = dice.Between(1, 400);
  work.output_channels = dice.Between(1, 700);
  work.output_height = dice.Between(0, 3) == 0 ? dice.Between(2, 4) : 1;
  work.output_width = 1;
  work.weight_bits = static_cast<int>(dice.Between(1, 16));
  work.activation_bits = static_cast<int>(dice.Between(1, 16));
  return {work, RandomInput(work, dice.Between(0, 1) == 1, seed)};
}

}  // namespace aqua::accel
