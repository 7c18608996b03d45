#include "aqua/accel/presented_bits.h"

#include <gtest/gtest.h>

#include <random>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

// Position by position, tap by tap: the definition.
PresentedBits Plainly(const Workload& work, const LayerInput& input) {
  PresentedBits bits;
  bits.ones_by_bit.resize(static_cast<size_t>(work.activation_bits), 0);
  for (int64_t y = 0; y < work.output_height; ++y) {
    for (int64_t x = 0; x < work.output_width; ++x) {
      for (int64_t i = 0; i < work.kernel_height; ++i) {
        for (int64_t j = 0; j < work.kernel_width; ++j) {
          const int64_t row = y * work.stride_height + i * work.dilation_height;
          const int64_t column = x * work.stride_width + j * work.dilation_width;
          for (int64_t c = 0; c < input.channels; ++c) {
            const int32_t value =
                input
                    .values[static_cast<size_t>((row * input.width + column) * input.channels + c)];
            ++bits.activations;
            if (value != 0) ++bits.nonzero;
            for (int bit = 0; bit < work.activation_bits; ++bit) {
              if ((static_cast<uint32_t>(value) >> bit) % 2 == 1) {
                ++bits.ones_by_bit[static_cast<size_t>(bit)];
              }
            }
          }
        }
      }
    }
  }
  return bits;
}

LayerInput RandomInput(const Workload& work, bool is_signed, std::mt19937& random) {
  LayerInput input;
  input.channels = work.groups * work.input_channels;
  input.height = (work.output_height - 1) * work.stride_height +
                 (work.kernel_height - 1) * work.dilation_height + 1;
  input.width = (work.output_width - 1) * work.stride_width +
                (work.kernel_width - 1) * work.dilation_width + 1;
  input.is_signed = is_signed;
  const int32_t most = (1 << (work.activation_bits - (is_signed ? 1 : 0))) - 1;
  std::uniform_int_distribution<int32_t> value(is_signed ? -most - 1 : 0, most);
  input.values.resize(static_cast<size_t>(input.channels * input.height * input.width));
  for (int32_t& v : input.values) v = random() % 3 == 0 ? 0 : value(random);
  return input;
}

TEST(PresentedBits, EqualThePlainCountForAnyShape) {
  std::mt19937 random(7);
  const auto pick = [&](int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
  };
  for (int round = 0; round < 200; ++round) {
    Workload work = published::Convolution("conv", pick(1, 3), pick(1, 4), pick(1, 5), 2, 1);
    work.output_height = pick(1, 5);
    work.output_width = pick(1, 5);
    work.kernel_width = pick(1, 4);
    work.stride_height = pick(1, 5);
    work.stride_width = pick(1, 3);
    work.dilation_height = pick(1, 3);
    work.dilation_width = pick(1, 2);
    work.activation_bits = static_cast<int>(pick(1, 16));
    const LayerInput input = RandomInput(work, round % 2 == 1, random);
    const PresentedBits fast = CountPresentedBits(work, input);
    const PresentedBits plain = Plainly(work, input);
    EXPECT_EQ(fast.ones_by_bit, plain.ones_by_bit) << round;
    EXPECT_EQ(fast.activations, plain.activations) << round;
    EXPECT_EQ(fast.nonzero, plain.nonzero) << round;
    EXPECT_EQ(fast.activations, work.positions() * work.rows() * work.groups) << round;
  }
}

TEST(PresentedBits, MinusOneIsAllOnes) {
  const Workload work = published::Dense("fc", 1, 1, {16, 5});
  const PresentedBits bits = CountPresentedBits(work, {1, 1, 1, true, {-1}});
  EXPECT_EQ(bits.Ones(), 5);
  EXPECT_EQ(bits.OnesShare(), 1);
}

TEST(PresentedBits, AnInputOfAnotherLayerIsABug) {
  const Workload work = published::Dense("fc", 4, 1);
  EXPECT_THROW(CountPresentedBits(work, {3, 1, 1, false, {1, 2, 3}}), InternalError);
}

}  // namespace
}  // namespace aqua::accel
