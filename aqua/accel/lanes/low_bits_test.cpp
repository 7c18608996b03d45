// Designs that look at bits, where some positions present fewer: against loops over pallets, taps,
// bricks and columns.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "aqua/accel/bit_pragmatic/bit_pragmatic.h"
#include "aqua/accel/dynamic_stripes/dynamic_stripes.h"
#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/lanes/testing/random_layer.h"
#include "aqua/accel/loom/loom.h"

namespace aqua::accel {
namespace {

constexpr int64_t kFew = 3;
constexpr int64_t kMore = 6;

struct Part {
  int64_t bits = 0;
  int shift = 0;
  std::vector<int64_t> positions;
};

// Nine bits in the centre; a third of the positions at six, a third at three.
struct Layer {
  layers::Workload work;
  LayerInput input;
  std::vector<Part> parts;  // Most bits first.
};

Layer RandomLayer(uint32_t seed) {
  Layer layer;
  layer.work = RandomConvolution(seed).work;
  layer.work.activation_bits = 9;
  layer.input = RandomInput(layer.work, seed % 2 == 0, seed);
  layer.parts = {{9, 0, {}}, {kMore, 3, {}}, {kFew, 5, {}}};
  std::mt19937 random(seed);
  for (int64_t position = 0; position < layer.work.positions(); ++position) {
    layer.parts[random() % 3].positions.push_back(position);
  }
  for (const Part& part : layer.parts) {
    if (part.bits == 9 || part.positions.empty()) continue;
    const auto bits = static_cast<int>(part.bits);
    layer.work.low_bits.push_back({static_cast<int64_t>(part.positions.size()), bits});
    layer.input.low_bits.push_back({bits, part.shift, part.positions});
  }
  return layer;
}

int64_t Presented(int64_t value, const Part& part) {
  return (std::abs(value) >> part.shift) % (int64_t{1} << part.bits);
}

// Bits of the largest of a brick's magnitudes, and one for a sign; one to the part's bits.
int64_t NeededOf(const Layer& layer, const Part& part, int64_t position, int64_t group, int64_t i,
                 int64_t j, int64_t brick) {
  const layers::Workload& work = layer.work;
  const int64_t row = position / work.output_width * work.stride_height + i * work.dilation_height;
  const int64_t column = position % work.output_width * work.stride_width + j * work.dilation_width;
  int64_t largest = 0;
  for (int64_t c = brick * 16; c < std::min(brick * 16 + 16, work.input_channels); ++c) {
    const int64_t cell = row * layer.input.width + column;
    const int64_t at = cell * layer.input.channels + group * work.input_channels + c;
    largest = std::max(largest, Presented(layer.input.values[static_cast<size_t>(at)], part));
  }
  int64_t bits = layer.input.is_signed ? 1 : 0;
  for (; largest > 0; largest /= 2) ++bits;
  return std::clamp<int64_t>(bits, 1, part.bits);
}

// Positions of most bits first; each pallet presents as its first position does.
int64_t PlainCycles(const Layer& layer) {
  std::vector<std::pair<size_t, int64_t>> order;
  for (size_t part = 0; part < layer.parts.size(); ++part) {
    for (const int64_t position : layer.parts[part].positions) order.emplace_back(part, position);
  }
  const layers::Workload& work = layer.work;
  const int64_t passes = (work.output_channels + 255) / 256;
  int64_t cycles = 0;
  for (size_t first = 0; first < order.size(); first += 16) {
    const Part& part = layer.parts[order[first].first];
    for (int64_t group = 0; group < work.groups; ++group) {
      for (int64_t i = 0; i < work.kernel_height; ++i) {
        for (int64_t j = 0; j < work.kernel_width; ++j) {
          for (int64_t brick = 0; brick * 16 < work.input_channels; ++brick) {
            int64_t slowest = 0;
            for (size_t k = first; k < std::min(first + 16, order.size()); ++k) {
              slowest =
                  std::max(slowest, NeededOf(layer, part, order[k].second, group, i, j, brick));
            }
            cycles += slowest * passes;
          }
        }
      }
    }
  }
  return cycles;
}

int64_t PlainOnes(const Layer& layer) {
  const layers::Workload& work = layer.work;
  int64_t ones = 0;
  for (const Part& part : layer.parts) {
    for (const int64_t position : part.positions) {
      for (int64_t i = 0; i < work.kernel_height; ++i) {
        for (int64_t j = 0; j < work.kernel_width; ++j) {
          for (int64_t c = 0; c < layer.input.channels; ++c) {
            const int64_t row =
                position / work.output_width * work.stride_height + i * work.dilation_height;
            const int64_t column =
                position % work.output_width * work.stride_width + j * work.dilation_width;
            const auto at =
                static_cast<size_t>((row * layer.input.width + column) * layer.input.channels + c);
            for (int64_t left = Presented(layer.input.values[at], part); left > 0; left /= 2) {
              ones += left % 2;
            }
          }
        }
      }
    }
  }
  return ones * ((work.output_channels + 255) / 256);
}

const std::map<std::string, std::string> kPlain = {{"first_layer", "plain"}};

TEST(LaneLowBits, DynamicStripesAndLoomTakeWhatThePlainLoopsSay) {
  const AcceleratorPtr stripes = MakeDynamicStripes({{}, kPlain});
  const AcceleratorPtr loom = MakeLoom({{}, kPlain});
  for (uint32_t seed = 0; seed < 40; ++seed) {
    const Layer layer = RandomLayer(seed);
    const int64_t cycles = PlainCycles(layer);
    EXPECT_EQ(CountOne(*stripes, "compute_cycles", layer.work, &layer.input), cycles) << seed;
    EXPECT_EQ(CountOne(*loom, "compute_cycles", layer.work, &layer.input),
              cycles * layer.work.weight_bits)
        << seed;
  }
}

TEST(LaneLowBits, PragmaticPresentsTheOnesThatThePlainLoopsSay) {
  const AcceleratorPtr made = MakeBitPragmatic({{}, kPlain});
  for (uint32_t seed = 0; seed < 40; ++seed) {
    const Layer layer = RandomLayer(seed);
    EXPECT_EQ(CountOne(*made, "essential_bits", layer.work, &layer.input), PlainOnes(layer))
        << seed;
  }
}

TEST(LaneLowBits, ValuesNeverTakeLongerThanTheBits) {
  for (const auto& make : {MakeDynamicStripes, MakeLoom, MakeBitPragmatic}) {
    const AcceleratorPtr made = make({});
    for (uint32_t seed = 0; seed < 40; ++seed) {
      const Layer layer = RandomLayer(seed);
      EXPECT_LE(CountOne(*made, "compute_cycles", layer.work, &layer.input),
                CountOne(*made, "compute_cycles", layer.work))
          << seed;
    }
  }
  const AcceleratorPtr ahead = MakeBitPragmatic({{}, {{"column_registers", "1"}}});
  const AcceleratorPtr even = MakeBitPragmatic({});
  for (uint32_t seed = 0; seed < 40; ++seed) {
    const Layer layer = RandomLayer(seed);
    EXPECT_LE(CountOne(*ahead, "compute_cycles", layer.work, &layer.input),
              CountOne(*even, "compute_cycles", layer.work, &layer.input))
        << seed;
  }
}

}  // namespace
}  // namespace aqua::accel
