// Global pooling over the kept cells of a channels-last map.
#include <algorithm>

#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/places.h"
#include "aqua/layers/global_pool/global_pool.h"

namespace aqua::exec::onednn {
namespace {

class GlobalPoolStep final : public Step {
 public:
  GlobalPoolStep(bool is_max, const Shape& kept) : is_max_(is_max), kept_(kept) {}

  void Bind(std::span<char* const> inputs, char* output, char* /*scratch*/) override {
    input_ = ElementsAt<float>(inputs[0]);
    output_ = ElementsAt<float>(output);
  }

  void Run() override {
    const int64_t cells = kept_.height() * kept_.width();
    for (int64_t n = 0; n < kept_.batch(); ++n) {
      const float* image = input_ + n * cells * kept_.channels();
      float* out = output_ + n * kept_.channels();
      std::copy_n(image, kept_.channels(), out);
      for (int64_t cell = 1; cell < cells; ++cell) {
        Accumulate(image + cell * kept_.channels(), out);
      }
      if (is_max_) continue;
      const float share = 1.0F / static_cast<float>(cells);
      for (int64_t c = 0; c < kept_.channels(); ++c) out[c] *= share;
    }
  }

 private:
  void Accumulate(const float* cell, float* out) const {
    const int64_t channels = kept_.channels();
    if (is_max_) {
      for (int64_t c = 0; c < channels; ++c) out[c] = std::max(out[c], cell[c]);
    } else {
      for (int64_t c = 0; c < channels; ++c) out[c] += cell[c];
    }
  }

  bool is_max_;
  Shape kept_;
  const float* input_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

std::unique_ptr<Step> LowerGlobalPool(const LoweringContext& context) {
  const Place& input = context.inputs[0];
  // Cut cells that count as zeros are the plain kernel's case.
  const bool zeros_count = NeedsWholeInputs(context.layer(), context.spec.head) && !input.IsWhole();
  if (zeros_count || !input.shape.IsMap()) return nullptr;
  const auto& pool = dynamic_cast<const layers::GlobalPool&>(context.layer());
  return std::make_unique<GlobalPoolStep>(pool.operation() == layers::PoolOperation::kMax,
                                          input.KeptShape());
}

}  // namespace aqua::exec::onednn
