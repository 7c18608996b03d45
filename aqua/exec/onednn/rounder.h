// How one FixedPoint layer rounds a run of cells that lie one after the other, channels innermost:
// by its format or codebook, or by one of its border formats.
#pragma once

#include <vector>

#include "aqua/exec/onednn/element_types.h"
#include "aqua/exec/onednn/rounding_kernels.h"
#include "aqua/layers/fixed_point/fixed_point.h"

namespace aqua::exec::onednn {

class Rounder {
 public:
  // By the layer's own format.
  explicit Rounder(const layers::FixedPointLayer& layer);
  // By a border format of the layer, of `channels`.
  Rounder(const layers::FixedPointLayer& layer, const BorderFormat& border, int64_t channels);
  // The kernels' tasks point into the object.
  Rounder(const Rounder&) = delete;
  Rounder& operator=(const Rounder&) = delete;

  // `out`: floats or bytes, as `type` says. For bytes, returns whether all values were finite.
  bool Run(const float* values, int64_t count, ElementType type, char* out) const;

 private:
  enum class Way { kFormat, kCodebook, kBorder };

  void ToFloats(const float* values, int64_t count, float* out) const;
  bool ToBytes(const float* values, int64_t count, uint8_t* out) const;

  const RoundingKernels& kernels_;
  Way way_;
  float unit_;
  RoundTask round_;
  CodebookTask code_;
  BorderTask border_;
  std::vector<float> starts_;
  std::vector<float> rises_;
  std::vector<float> shifts_;
  std::vector<float> least_;
  std::vector<float> most_;
  std::vector<float> offsets_;
};

}  // namespace aqua::exec::onednn
