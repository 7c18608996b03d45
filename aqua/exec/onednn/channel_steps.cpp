// Layers that only move channels: concatenation and shuffle, as copies cell by cell.
#include <algorithm>

#include "aqua/exec/onednn/lowering.h"
#include "aqua/layers/channel_shuffle/channel_shuffle.h"
#include "aqua/layers/concat/concat.h"

namespace aqua::exec::onednn {
namespace {

int64_t KeptCells(const Place& place) { return place.shape.batch() * place.window.area(); }

class ConcatStep final : public Step {
 public:
  ConcatStep(std::vector<int64_t> channels, int64_t cells)
      : channels_(std::move(channels)), cells_(cells) {}

  void Bind(std::span<char* const> inputs, char* output, char* /*scratch*/) override {
    for (char* input : inputs) inputs_.push_back(ElementsAt<float>(input));
    output_ = ElementsAt<float>(output);
  }

  void Run() override {
    float* out = output_;
    for (int64_t cell = 0; cell < cells_; ++cell) {
      for (size_t i = 0; i < inputs_.size(); ++i) {
        out = std::copy_n(inputs_[i] + cell * channels_[i], channels_[i], out);
      }
    }
  }

 private:
  std::vector<int64_t> channels_;
  int64_t cells_;
  std::vector<const float*> inputs_;
  float* output_ = nullptr;
};

class ChannelShuffleStep final : public Step {
 public:
  ChannelShuffleStep(int64_t groups, int64_t channels, int64_t cells)
      : groups_(groups), group_size_(channels / groups), cells_(cells) {}

  void Bind(std::span<char* const> inputs, char* output, char* /*scratch*/) override {
    input_ = ElementsAt<float>(inputs[0]);
    output_ = ElementsAt<float>(output);
  }

  void Run() override {
    float* out = output_;
    for (int64_t cell = 0; cell < cells_; ++cell) {
      const float* in = input_ + cell * groups_ * group_size_;
      for (int64_t member = 0; member < group_size_; ++member) {
        for (int64_t group = 0; group < groups_; ++group) *out++ = in[group * group_size_ + member];
      }
    }
  }

 private:
  int64_t groups_;
  int64_t group_size_;
  int64_t cells_;
  const float* input_ = nullptr;
  float* output_ = nullptr;
};

bool SameWindows(const LoweringContext& context) {
  return std::all_of(context.inputs.begin(), context.inputs.end(), [&](const Place& input) {
    return input.shape.IsMap() && input.window == context.output.window;
  });
}

}  // namespace

std::unique_ptr<Step> LowerConcat(const LoweringContext& context) {
  const auto& concat = dynamic_cast<const layers::Concat&>(context.layer());
  if (concat.axis() != 1 || !SameWindows(context)) return nullptr;
  std::vector<int64_t> channels;
  for (const Place& input : context.inputs) channels.push_back(input.shape.channels());
  return std::make_unique<ConcatStep>(std::move(channels), KeptCells(context.output));
}

std::unique_ptr<Step> LowerChannelShuffle(const LoweringContext& context) {
  const auto& shuffle = dynamic_cast<const layers::ChannelShuffle&>(context.layer());
  if (!SameWindows(context)) return nullptr;
  return std::make_unique<ChannelShuffleStep>(shuffle.groups(), context.output.shape.channels(),
                                              KeptCells(context.output));
}

}  // namespace aqua::exec::onednn
