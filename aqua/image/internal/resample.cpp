#include "aqua/image/internal/resample.h"

#include "aqua/image/internal/resample_plain.h"

// Scalable vectors cannot be kept in arrays; SSSE3 alone is too rare to be compiled for.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "aqua/image/internal/resample.cpp"
// From here on this file and what it includes are compiled once a target.
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway asks.
#include <hwy/highway.h>

#if HWY_TARGET != HWY_SCALAR
#include "aqua/image/internal/resample_columns-inl.h"
#include "aqua/image/internal/resample_rows-inl.h"
#endif

HWY_BEFORE_NAMESPACE();
namespace aqua::image::internal::HWY_NAMESPACE {

const Resampler* TargetResampler() {
  static const Resampler resampler = {
    .target = hwy::TargetName(HWY_TARGET),
#if HWY_TARGET == HWY_SCALAR
    .columns = &ResampleColumnsPlainly,
    .rows = &ResampleRowsPlainly,
#else
    .columns = &ResampleColumns,
    .rows = &ResampleRows,
#endif
  };
  return &resampler;
}

}  // namespace aqua::image::internal::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aqua::image::internal {

HWY_EXPORT(TargetResampler);

const Resampler& BestResampler() { return *HWY_DYNAMIC_DISPATCH(TargetResampler)(); }

}  // namespace aqua::image::internal
#endif
