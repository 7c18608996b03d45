#include "aqua/accel/presented_bits.h"

#include <gtest/gtest.h>

#include <random>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;

class Random {
 public:
  int64_t From(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(engine_);
  }

 private:
  std::mt19937 engine_{11};
};

Workload RandomConvolution(Random& random) {
  Workload work =
      published::Convolution("conv", random.From(1, 3), 1, random.From(1, 5), random.From(1, 4), 1,
                             {16, static_cast<int>(random.From(1, 16))});
  work.kernel_height = random.From(1, 4);
  work.kernel_width = random.From(1, 4);
  work.stride_height = random.From(1, 5);
  work.stride_width = random.From(1, 5);
  work.dilation_height = random.From(1, 3);
  work.dilation_width = random.From(1, 3);
  work.output_height = random.From(1, 6);
  work.output_width = random.From(1, 6);
  return work;
}

LayerInput RandomInput(const Workload& work, bool is_signed, Random& random) {
  LayerInput input;
  input.is_signed = is_signed;
  input.channels = work.groups * work.input_channels;
  input.height = (work.output_height - 1) * work.stride_height +
                 (work.kernel_height - 1) * work.dilation_height + 1;
  input.width = (work.output_width - 1) * work.stride_width +
                (work.kernel_width - 1) * work.dilation_width + 1;
  const int64_t span = int64_t{1} << work.activation_bits;
  const int64_t least = is_signed ? -span / 2 : 0;
  for (int64_t i = 0; i < input.height * input.width * input.channels; ++i) {
    input.values.push_back(static_cast<int32_t>(random.From(least, least + span - 1)));
  }
  return input;
}

// Position by position, tap by tap, bit by bit.
PresentedBits Plainly(const Workload& work, const LayerInput& input) {
  PresentedBits bits{0, 0, std::vector<int64_t>(static_cast<size_t>(work.activation_bits), 0)};
  for (int64_t y = 0; y < work.output_height; ++y) {
    for (int64_t x = 0; x < work.output_width; ++x) {
      for (int64_t i = 0; i < work.kernel_height; ++i) {
        for (int64_t j = 0; j < work.kernel_width; ++j) {
          const int64_t row = y * work.stride_height + i * work.dilation_height;
          const int64_t column = x * work.stride_width + j * work.dilation_width;
          for (int64_t channel = 0; channel < input.channels; ++channel) {
            const auto value = input.values[static_cast<size_t>(
                (row * input.width + column) * input.channels + channel)];
            ++bits.activations;
            if (value != 0) ++bits.nonzero;
            for (size_t bit = 0; bit < bits.ones_by_bit.size(); ++bit) {
              bits.ones_by_bit[bit] += (value >> bit) & 1;
            }
          }
        }
      }
    }
  }
  return bits;
}

TEST(PresentedBits, EqualThePlainCountForAnyShape) {
  Random random;
  for (int round = 0; round < 300; ++round) {
    const Workload work = RandomConvolution(random);
    const LayerInput input = RandomInput(work, round % 2 == 1, random);
    const PresentedBits found = CountPresentedBits(work, input);
    const PresentedBits plain = Plainly(work, input);
    EXPECT_EQ(found.ones_by_bit, plain.ones_by_bit) << round;
    EXPECT_EQ(found.activations, plain.activations) << round;
    EXPECT_EQ(found.activations, work.positions() * work.rows() * work.groups) << round;
    EXPECT_EQ(found.nonzero, plain.nonzero) << round;
    EXPECT_EQ(CountPresentedOnes(work, input), plain.Ones()) << round;
  }
}

TEST(PresentedBits, OfMinusOneAreAllOnes) {
  const Workload work = published::Dense("fc", 3, 10, {16, 9});
  const LayerInput input = {3, 1, 1, true, {-1, 0, 1}};
  EXPECT_EQ(CountPresentedOnes(work, input), 9 + 0 + 1);
}

TEST(PresentedBits, ADenseLayersMapIsItsPositions) {
  Workload work = published::Dense("matmul", 2, 10, {16, 4});
  work.output_height = 2;
  work.output_width = 3;
  const LayerInput input = {2, 6, 1, false, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15}};
  EXPECT_EQ(CountPresentedOnes(work, input), 1 + 1 + 2 + 1 + 2 + 2 + 3 + 1 + 2 + 2 + 3 + 4);
}

TEST(PresentedBits, OfALayerOfWhichNothingIsLeftAreNone) {
  Workload work = published::Convolution("conv", 1, 3, 3, 8, 4);
  work.output_height = 0;
  EXPECT_EQ(CountPresentedOnes(work, {}), 0);
}

TEST(PresentedBits, InputThatDoesNotFitTheWorkIsABug) {
  Random random;
  const Workload work = published::Convolution("conv", 2, 3, 3, 8, 4, {16, 8});
  const LayerInput good = RandomInput(work, false, random);
  EXPECT_EQ(CountPresentedOnes(work, good), Plainly(work, good).Ones());
  LayerInput bad = good;
  bad.values.pop_back();
  EXPECT_THROW(CountPresentedOnes(work, bad), InternalError);
  bad = good;
  ++bad.height;
  EXPECT_THROW(CountPresentedOnes(work, bad), InternalError);
  bad = good;
  bad.channels = 5;
  EXPECT_THROW(CountPresentedOnes(work, bad), InternalError);
  for (const int32_t value : {256, -1}) {
    bad = good;
    bad.values[7] = value;
    EXPECT_THROW(CountPresentedOnes(work, bad), InternalError) << value;
  }
  bad = good;
  bad.is_signed = true;
  bad.values[7] = 128;
  EXPECT_THROW(CountPresentedOnes(work, bad), InternalError);
}

}  // namespace
}  // namespace aqua::accel
