#include "aqua/layers/channel_shuffle/channel_shuffle.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {

ChannelShuffle::ChannelShuffle(int64_t groups) : groups_(groups) {
  if (groups < 1) throw Error("a channel shuffle of {} groups, expected 1 or more", groups);
}

Shape ChannelShuffle::OutputShape(std::span<const Shape> inputs) const {
  if (inputs[0].rank() < 2 || inputs[0].channels() % groups_ != 0) {
    throw Error("the channels of a {} input do not split into {} groups", inputs[0].ToString(),
                groups_);
  }
  return inputs[0];
}

void ChannelShuffle::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  const int64_t channels = input.shape().channels();
  const int64_t cells = CellsPerChannel(input.shape());
  for (int64_t n = 0; n < input.shape().batch(); ++n) {
    for (int64_t to = 0; to < channels; ++to) {
      const int64_t from = to % groups_ * (channels / groups_) + to / groups_;
      std::copy_n(input.data() + (n * channels + from) * cells, cells,
                  result.data.data() + (n * channels + to) * cells);
    }
  }
}

}  // namespace aqua::layers
