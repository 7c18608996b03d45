#include "aqua/accel/lanes/testing/plain_steps.h"

#include <algorithm>

namespace aqua::accel {
namespace {

using layers::Workload;

struct Place {
  int64_t y = 0;
  int64_t x = 0;
};

int64_t RoundUp(int64_t dividend, int64_t divisor) { return (dividend + divisor - 1) / divisor; }

int32_t At(const LayerInput& input, int64_t y, int64_t x, int64_t channel) {
  if (y >= input.height || x >= input.width) return 0;
  return input.values[static_cast<size_t>((y * input.width + x) * input.channels + channel)];
}

// One layer, folded or not, as something to ask for single activations.
class Reader {
 public:
  Reader(const Workload& work, const LayerInput& input, bool folded)
      : work_(work), input_(input), folded_(folded) {}

  int64_t Channels() const {
    return folded_ ? 3 * work_.stride_height * work_.stride_width : work_.input_channels;
  }
  int64_t KernelHeight() const {
    return folded_ ? RoundUp(work_.kernel_height, work_.stride_height) : work_.kernel_height;
  }
  int64_t Bricks() const { return RoundUp(Channels(), 16); }
  int64_t KernelWidth() const {
    return folded_ ? RoundUp(work_.kernel_width, work_.stride_width) : work_.kernel_width;
  }

  int32_t Activation(int64_t group, Place position, Place tap, int64_t channel) const {
    if (!folded_) {
      return At(input_, position.y * work_.stride_height + tap.y * work_.dilation_height,
                position.x * work_.stride_width + tap.x * work_.dilation_width,
                group * work_.input_channels + channel);
    }
    const int64_t column_in_square = channel / 3 / work_.stride_height;
    const int64_t row_in_square = channel / 3 % work_.stride_height;
    return At(input_, (position.y + tap.y) * work_.stride_height + row_in_square,
              (position.x + tap.x) * work_.stride_width + column_in_square,
              group * 3 + channel % 3);
  }

  LaneValues Brick(int64_t group, Place position, Place tap, int64_t brick) const {
    LaneValues values;
    for (int64_t lane = 0; lane < 16 && brick * 16 + lane < Channels(); ++lane) {
      values.push_back(Activation(group, position, tap, brick * 16 + lane));
    }
    return values;
  }

 private:
  const Workload& work_;
  const LayerInput& input_;
  bool folded_;
};

std::vector<std::vector<Place>> Pallets(const Workload& work, int64_t columns) {
  std::vector<std::vector<Place>> pallets;
  for (int64_t y = 0; y < work.output_height; ++y) {
    for (int64_t x = 0; x < work.output_width; ++x) {
      if (pallets.empty() || static_cast<int64_t>(pallets.back().size()) == columns) {
        pallets.emplace_back();
      }
      pallets.back().push_back({y, x});
    }
  }
  return pallets;
}

void AddPalletSteps(const Reader& reader, int64_t pass, int64_t group,
                    const std::vector<Place>& pallet, std::vector<PlainStep>& steps) {
  for (int64_t tap = 0; tap < reader.KernelHeight() * reader.KernelWidth(); ++tap) {
    const Place cell = {tap / reader.KernelWidth(), tap % reader.KernelWidth()};
    for (int64_t brick = 0; brick < reader.Bricks(); ++brick) {
      PlainStep step{pass, {}};
      for (const Place& position : pallet) {
        step.columns.push_back(reader.Brick(group, position, cell, brick));
      }
      steps.push_back(step);
    }
  }
}

}  // namespace

bool PlainCanFold(const Workload& work) {
  return work.kind == layers::WorkKind::kConvolution && work.input_channels == 3 &&
         work.stride_height * work.stride_width > 1 && work.stride_height <= work.kernel_height &&
         work.stride_width <= work.kernel_width && work.dilation_height == 1 &&
         work.dilation_width == 1;
}

std::vector<PlainStep> PlainSteps(const Workload& work, const LayerInput& input, bool folded,
                                  int64_t columns) {
  const Reader reader(work, input, folded);
  const auto pallets = Pallets(work, work.kind == layers::WorkKind::kDense ? 1 : columns);
  const int64_t passes = RoundUp(work.output_channels, 256);
  std::vector<PlainStep> steps;
  for (int64_t turn = 0; turn < work.groups * passes; ++turn) {
    for (const std::vector<Place>& pallet : pallets) {
      AddPalletSteps(reader, turn, turn / passes, pallet, steps);
    }
  }
  return steps;
}

int64_t PlainPalletCycles(const std::vector<PlainStep>& steps, const PlainRule& rule) {
  int64_t cycles = 0;
  for (const PlainStep& step : steps) {
    int64_t slowest = 0;
    for (const LaneValues& column : step.columns) slowest = std::max(slowest, rule(column));
    cycles += slowest;
  }
  return cycles;
}

int64_t PlainDenseCycles(const std::vector<PlainStep>& steps, int64_t columns,
                         const PlainRule& rule) {
  std::vector<int64_t> left(static_cast<size_t>(columns), 0);
  size_t next = 0;
  int64_t cycle = 0;
  const auto busy = [&] {
    return std::any_of(left.begin(), left.end(), [](int64_t cycles) { return cycles > 0; });
  };
  for (; next < steps.size() || busy(); ++cycle) {
    int64_t& turn = left[next % left.size()];
    if (next < steps.size() && turn == 0) turn = rule(steps[next++].columns[0]);
    for (int64_t& cycles : left) cycles = std::max<int64_t>(cycles - 1, 0);
  }
  return cycle;
}

}  // namespace aqua::accel
