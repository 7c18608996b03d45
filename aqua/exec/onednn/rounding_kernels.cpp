#include "aqua/exec/onednn/rounding_kernels.h"

#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "aqua/exec/onednn/rounding_kernels.cpp"
// From here on this file is compiled once a target; the compiler makes vectors of the plain loops.
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway asks.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace aqua::exec::onednn::HWY_NAMESPACE {

// Adding this to a number below 2^22 rounds it as nearbyint does: see core/quantize.cpp.
constexpr float kRounder = 0x1.8p23F;
constexpr uint32_t kExponentBits = 0x7F800000;  // All set: NaN or infinite.

HWY_INLINE float Rounded(float scaled, float least, float most) {
  const float from_least = scaled > least ? scaled : least;  // NaN becomes the least.
  const float clamped = from_least < most ? from_least : most;
  return (clamped + kRounder) - kRounder;
}

HWY_INLINE float Rounded(const RoundTask& task, float value) {
  return Rounded(value * task.scale, task.least, task.most);
}

HWY_INLINE uint32_t IsNotFinite(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  return static_cast<uint32_t>((bits & kExponentBits) == kExponentBits);
}

HWY_INLINE uint8_t AsByte(float integer) {
  return static_cast<uint8_t>(static_cast<int32_t>(integer));
}

HWY_INLINE float OrNaN(float value, float result) { return value == value ? result : value; }

void Round(const RoundTask& task, const float* values, int64_t count, float unit, float* out) {
  const RoundTask own = task;
  for (int64_t i = 0; i < count; ++i) out[i] = OrNaN(values[i], Rounded(own, values[i]) * unit);
}

bool RoundToBytes(const RoundTask& task, const float* HWY_RESTRICT values, int64_t count,
                  uint8_t* HWY_RESTRICT out) {
  const RoundTask own = task;
  uint32_t not_finite = 0;
  for (int64_t i = 0; i < count; ++i) {
    not_finite |= IsNotFinite(values[i]);
    out[i] = AsByte(Rounded(own, values[i]));
  }
  return not_finite == 0;
}

// Few enough that the values stay in the cache while all starts go over them.
constexpr int64_t kBlock = 1024;

// The levels of one block.
HWY_INLINE void Code(const CodebookTask& task, const float* HWY_RESTRICT values, int64_t count,
                     float* HWY_RESTRICT levels) {
  for (int64_t i = 0; i < count; ++i) levels[i] = task.first;
  for (int64_t code = 0; code < task.count; ++code) {
    const float start = task.starts[code];
    const float rise = task.rises[code];
    for (int64_t i = 0; i < count; ++i) levels[i] += values[i] >= start ? rise : 0.0F;
  }
}

void CodeToFloats(const CodebookTask& task, const float* values, int64_t count, float unit,
                  float* out) {
  float levels[kBlock];
  for (int64_t first = 0; first < count; first += kBlock) {
    const int64_t size = count - first < kBlock ? count - first : kBlock;
    Code(task, values + first, size, levels);
    for (int64_t i = 0; i < size; ++i) {
      out[first + i] = OrNaN(values[first + i], levels[i] * unit);
    }
  }
}

bool CodeToBytes(const CodebookTask& task, const float* values, int64_t count, uint8_t* out) {
  float levels[kBlock];
  uint32_t not_finite = 0;
  for (int64_t first = 0; first < count; first += kBlock) {
    const int64_t size = count - first < kBlock ? count - first : kBlock;
    Code(task, values + first, size, levels);
    for (int64_t i = 0; i < size; ++i) {
      not_finite |= IsNotFinite(values[first + i]);
      out[first + i] = AsByte(levels[i]);
    }
  }
  return not_finite == 0;
}

HWY_INLINE float BorderInteger(const BorderTask& task, float value, int64_t channel) {
  const float scaled = (value - task.shifts[channel]) * task.scale;
  const float q = Rounded(scaled, task.least[channel], task.most[channel]);
  return q * task.ratio + task.offsets[channel];
}

void BorderToFloats(const BorderTask& task, const float* values, int64_t count, float unit,
                    float* out) {
  const BorderTask own = task;
  for (int64_t cell = 0; cell < count; cell += own.channels) {
    for (int64_t c = 0; c < own.channels; ++c) {
      const float value = values[cell + c];
      out[cell + c] = OrNaN(value, BorderInteger(own, value, c) * unit);
    }
  }
}

bool BorderToBytes(const BorderTask& task, const float* HWY_RESTRICT values, int64_t count,
                   uint8_t* HWY_RESTRICT out) {
  const BorderTask own = task;
  uint32_t not_finite = 0;
  for (int64_t cell = 0; cell < count; cell += own.channels) {
    for (int64_t c = 0; c < own.channels; ++c) {
      const float value = values[cell + c];
      not_finite |= IsNotFinite(value);
      out[cell + c] = AsByte(BorderInteger(own, value, c));
    }
  }
  return not_finite == 0;
}

const RoundingKernels* TargetKernels() {
  static const RoundingKernels kernels = {&Round,       &RoundToBytes,   &CodeToFloats,
                                          &CodeToBytes, &BorderToFloats, &BorderToBytes};
  return &kernels;
}

}  // namespace aqua::exec::onednn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aqua::exec::onednn {

HWY_EXPORT(TargetKernels);

const RoundingKernels& BestRoundingKernels() { return *HWY_DYNAMIC_DISPATCH(TargetKernels)(); }

}  // namespace aqua::exec::onednn
#endif
