// Floats rounded to fixed point where no int8 kernel does it: at the input, after a residual
// addition, in regions of few bits.
#include <algorithm>
#include <atomic>

#include "aqua/core/error.h"
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/rounder.h"
#include "aqua/exec/onednn/windowed_source.h"
#include "aqua/exec/regions.h"

namespace aqua::exec::onednn {
namespace {

// What one thread rounds at a time.
constexpr int64_t kChunk = 1 << 14;

// Cells of few bits and how they are rounded.
struct BorderCells {
  Window window;
  std::shared_ptr<const Rounder> rounder;
};

class FixedPointStep final : public Step {
 public:
  FixedPointStep(const LoweringContext& context, const layers::FixedPointLayer& layer)
      : owner_(fmt::format("{}: layer {}", context.graph.path, context.node.main->name)),
        place_(context.output),
        type_(context.output_type()),
        source_(context.inputs[0], context.output.window, layers::KernelGeometry()),
        centre_(layer) {
    source_.MaterialisePadding();
    for (const FewBitCells& cells :
         FewBitCellsOf(context.spec.regions, context.node.output, place_)) {
      const BorderFormat* border = BorderOf(layer, cells.bits, place_.shape.channels(), owner_);
      if (border == nullptr) continue;
      borders_.push_back(
          {cells.window, std::make_shared<const Rounder>(layer, *border, place_.shape.channels())});
    }
  }

  int64_t ScratchBytes() const override { return source_.ScratchBytes(); }

  void Bind(std::span<char* const> inputs, char* output, char* scratch) override {
    input_ = inputs[0];
    output_ = output;
    scratch_ = scratch;
  }

  void Run() override {
    const float* values = ElementsAt<float>(source_.Prepare(input_, scratch_));
    bool is_finite = RoundAll(values);
    for (const BorderCells& border : borders_) is_finite &= RoundBorder(border, values);
    if (is_finite) return;
    throw Error(
        "{}: it reads values that are NaN or infinite, but fixed point holds finite numbers only; "
        "check the image, and the weights before this layer",
        owner_);
  }

 private:
  bool RoundAll(const float* values) const {
    const int64_t count = place_.KeptShape().ElementCount();
    const int64_t bytes = ElementBytes(type_);
    std::atomic<bool> is_finite = true;
#pragma omp parallel for if (count > kChunk)
    for (int64_t first = 0; first < count; first += kChunk) {
      const int64_t size = std::min(kChunk, count - first);
      if (!centre_.Run(values + first, size, type_, output_ + first * bytes)) is_finite = false;
    }
    return is_finite;
  }

  bool RoundBorder(const BorderCells& border, const float* values) const {
    const Window& held = place_.window;
    const int64_t channels = place_.shape.channels();
    const int64_t bytes = ElementBytes(type_);
    bool is_finite = true;
    for (int64_t n = 0; n < place_.shape.batch(); ++n) {
      for (int64_t row = border.window.rows.begin; row < border.window.rows.end; ++row) {
        const int64_t cell = (n * held.height() + row - held.rows.begin) * held.width() +
                             border.window.columns.begin - held.columns.begin;
        const int64_t first = cell * channels;
        is_finite &= border.rounder->Run(values + first, border.window.width() * channels, type_,
                                         output_ + first * bytes);
      }
    }
    return is_finite;
  }

  std::string owner_;
  Place place_;
  ElementType type_;
  WindowedSource source_;
  Rounder centre_;
  std::vector<BorderCells> borders_;
  char* input_ = nullptr;
  char* output_ = nullptr;
  char* scratch_ = nullptr;
};

}  // namespace

std::unique_ptr<Step> LowerFixedPoint(const LoweringContext& context) {
  return std::make_unique<FixedPointStep>(
      context, dynamic_cast<const layers::FixedPointLayer&>(context.layer()));
}

}  // namespace aqua::exec::onednn
