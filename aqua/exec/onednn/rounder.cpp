#include "aqua/exec/onednn/rounder.h"

#include <cmath>

namespace aqua::exec::onednn {
namespace {

// A product too small to be exact rounds to 0 as it should, one too large saturates.
RoundTask TaskOf(const FixedPoint& format) {
  return {static_cast<float>(1 / format.Step()), static_cast<float>(format.Least()),
          static_cast<float>(format.Most())};
}

}  // namespace

Rounder::Rounder(const layers::FixedPointLayer& layer)
    : kernels_(BestRoundingKernels()),
      way_(layer.codebook().empty() ? Way::kFormat : Way::kCodebook),
      unit_(static_cast<float>(layer.format().Step())),
      round_(TaskOf(layer.format())) {
  if (way_ == Way::kFormat) return;
  const Codebook& codebook = layer.codebook();
  for (size_t code = 1; code < codebook.levels.size(); ++code) {
    starts_.push_back(codebook.starts[code]);
    rises_.push_back(static_cast<float>(codebook.levels[code] - codebook.levels[code - 1]));
  }
  code_ = {static_cast<float>(codebook.levels[0]), starts_.data(), rises_.data(),
           static_cast<int64_t>(starts_.size())};
}

Rounder::Rounder(const layers::FixedPointLayer& layer, const BorderFormat& border, int64_t channels)
    : kernels_(BestRoundingKernels()),
      way_(Way::kBorder),
      unit_(static_cast<float>(layer.format().Step())) {
  const FixedPoint& centre = layer.format();
  for (int64_t channel = 0; channel < channels; ++channel) {
    const int32_t offset = BorderOffset(centre, border, channel);
    const BorderRange range = BorderRangeOf(centre, border, channel);
    offsets_.push_back(static_cast<float>(offset));
    shifts_.push_back(static_cast<float>(offset * centre.Step()));
    least_.push_back(static_cast<float>(range.least));
    most_.push_back(static_cast<float>(range.most));
  }
  border_ = {.scale = static_cast<float>(std::ldexp(1.0, -border.exponent)),
             .shifts = shifts_.data(),
             .least = least_.data(),
             .most = most_.data(),
             .ratio = static_cast<float>(std::ldexp(1.0, border.exponent - centre.exponent)),
             .offsets = offsets_.data(),
             .channels = channels};
}

bool Rounder::Run(const float* values, int64_t count, ElementType type, char* out) const {
  if (type != ElementType::f32) return ToBytes(values, count, reinterpret_cast<uint8_t*>(out));
  ToFloats(values, count, reinterpret_cast<float*>(out));
  return true;
}

void Rounder::ToFloats(const float* values, int64_t count, float* out) const {
  switch (way_) {
    case Way::kFormat:
      return kernels_.round(round_, values, count, unit_, out);
    case Way::kCodebook:
      return kernels_.code(code_, values, count, unit_, out);
    case Way::kBorder:
      return kernels_.border(border_, values, count, unit_, out);
  }
}

bool Rounder::ToBytes(const float* values, int64_t count, uint8_t* out) const {
  switch (way_) {
    case Way::kFormat:
      return kernels_.round_to_bytes(round_, values, count, out);
    case Way::kCodebook:
      return kernels_.code_to_bytes(code_, values, count, out);
    case Way::kBorder:
      return kernels_.border_to_bytes(border_, values, count, out);
  }
  return false;
}

}  // namespace aqua::exec::onednn
