// Rounding to the levels of one scale, as one loop over what is held, in whatever order.
#include <algorithm>

#include "aqua/exec/onednn/lowering.h"
#include "aqua/layers/fake_quantize/fake_quantize.h"

namespace aqua::exec::onednn {
namespace {

// What one thread does at a time.
constexpr int64_t kBlock = 1 << 14;

// A float of this size has no room for fractions: adding it rounds to whole numbers, halves to the
// even one, for sums up to 2^22 from 0.
constexpr float kNoFractions = 0x1.8p23F;

// Levels are counted from the zero point.
struct Levels {
  float scale;
  float lowest;
  float largest;
};

void Round(const Levels& levels, const float* in, int64_t count, float* out) {
  const auto [scale, lowest, largest] = levels;
#pragma omp simd
  for (int64_t i = 0; i < count; ++i) {
    const float level = std::min(std::max(in[i] / scale, lowest), largest);
    out[i] = ((level + kNoFractions) - kNoFractions) * scale;
  }
}

class FakeQuantizeStep final : public Step {
 public:
  FakeQuantizeStep(const Levels& levels, int64_t count) : levels_(levels), count_(count) {}

  void Bind(std::span<char* const> inputs, char* output, char* /*scratch*/) override {
    input_ = ElementsAt<float>(inputs[0]);
    output_ = ElementsAt<float>(output);
  }

  void Run() override {
#pragma omp parallel for if (count_ > kBlock)
    for (int64_t first = 0; first < count_; first += kBlock) {
      Round(levels_, input_ + first, std::min(kBlock, count_ - first), output_ + first);
    }
  }

 private:
  Levels levels_;
  int64_t count_;
  const float* input_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

std::unique_ptr<Step> LowerFakeQuantize(const LoweringContext& context) {
  const auto& layer = dynamic_cast<const layers::FakeQuantize&>(context.layer());
  const layers::Quantization& quantization = layer.quantization();
  const Place& input = context.inputs[0];
  if (input.window != context.output.window || !quantization.IsPerTensor()) return nullptr;
  const float zero_point = quantization.zero_points()[0];
  const Levels levels = {quantization.scales()[0], quantization.type()->lowest - zero_point,
                         quantization.type()->largest - zero_point};
  return std::make_unique<FakeQuantizeStep>(levels, input.KeptShape().ElementCount());
}

}  // namespace aqua::exec::onednn
