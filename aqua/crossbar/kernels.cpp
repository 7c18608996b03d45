#include "aqua/crossbar/kernels.h"

// Scalable vectors cannot be kept in arrays; SSSE3 alone is too rare to be compiled for.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#define HWY_WANT_AVX3_DL  // VPOPCNTDQ is in it.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "aqua/crossbar/kernels.cpp"
// From here on this file and what it includes are compiled once a target.
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway asks.
#include <hwy/highway.h>

#if HWY_TARGET == HWY_SCALAR
#include "aqua/crossbar/internal/convert_scalar-inl.h"
#else
#include "aqua/crossbar/internal/convert-inl.h"
#endif
#include "aqua/crossbar/internal/pack_bits-inl.h"
#include "aqua/crossbar/internal/read_analog-inl.h"

HWY_BEFORE_NAMESPACE();
namespace aqua::crossbar::HWY_NAMESPACE {

const Kernels* TargetKernels() {
  static const Kernels kernels = {
      .target = hwy::TargetName(HWY_TARGET),
      .word_bytes = sizeof(Word),
      .lanes = kLanes,
      .pack_bits = &PackBits,
      .convert = &Convert,
      .read_analog = &ReadAnalog,
  };
  return &kernels;
}

}  // namespace aqua::crossbar::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aqua::crossbar {

HWY_EXPORT(TargetKernels);

const Kernels& BestKernels() { return *HWY_DYNAMIC_DISPATCH(TargetKernels)(); }

}  // namespace aqua::crossbar
#endif
