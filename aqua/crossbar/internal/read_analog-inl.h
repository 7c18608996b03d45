// Kernels::read_analog; compiled once a target. Additions run in the order of rows in every lane
// and draws are whole numbers, so the codes are the same bits on every processor.
#if defined(AQUA_CROSSBAR_READ_ANALOG_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef AQUA_CROSSBAR_READ_ANALOG_INL_H_
#undef AQUA_CROSSBAR_READ_ANALOG_INL_H_
#else
#define AQUA_CROSSBAR_READ_ANALOG_INL_H_
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <bit>

#include "aqua/crossbar/draws.h"
#include "aqua/crossbar/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace aqua::crossbar::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using AnalogTag = hn::CappedTag<float, kAnalogStep>;
using AnalogVector = hn::Vec<AnalogTag>;
using DrawTag = hn::Rebind<uint32_t, AnalogTag>;
using DrawVector = hn::Vec<DrawTag>;
using AnalogCodeTag = hn::Rebind<int32_t, AnalogTag>;

HWY_INLINE DrawVector MixHalves(DrawVector halves) {
  const DrawTag d;
  halves = hn::Mul(hn::Xor(halves, hn::ShiftRight<16>(halves)), hn::Set(d, kMixFactors[0]));
  halves = hn::Mul(hn::Xor(halves, hn::ShiftRight<15>(halves)), hn::Set(d, kMixFactors[1]));
  return hn::Xor(halves, hn::ShiftRight<16>(halves));
}

// NormalDraw of draws.h for neighbouring columns.
HWY_INLINE AnalogVector NormalDraws(const AnalogTask& task, uint32_t first_column) {
  const DrawTag d;
  const auto columns = hn::Iota(d, first_column);
  const auto first_key = hn::Set(d, task.keys.first);
  const auto coins1 = MixHalves(hn::Add(hn::Mul(columns, hn::Set(d, kColumnStep)), first_key));
  const auto coins2 = MixHalves(hn::Xor(coins1, hn::Set(d, task.keys.second)));
  const auto uniforms = MixHalves(hn::Add(coins2, first_key));
  const auto heads = hn::Add(hn::PopulationCount(coins1), hn::PopulationCount(coins2));
  const auto steps =
      hn::Add(hn::ShiftLeft<16>(hn::Sub(heads, hn::Set(d, 32u))),
              hn::Add(hn::ShiftRight<16>(uniforms), hn::And(uniforms, hn::Set(d, 0xFFFFu))));
  const AnalogCodeTag di;
  return hn::ConvertTo(AnalogTag(),
                       hn::Sub(hn::BitCast(di, steps), hn::Set(di, kStepsPerUnit - 1)));
}

template <int kVectors>
HWY_INLINE void AddDrivenRows(const AnalogTask& task, AnalogVector (&sums)[kVectors]) {
  const AnalogTag d;
  for (AnalogVector& sum : sums) sum = hn::Zero(d);
  for (int64_t word = 0; word < task.words; ++word) {
    for (uint64_t rest = task.drive[word]; rest != 0; rest &= rest - 1) {
      const int64_t row = word * 64 + std::countr_zero(rest);
      const float* conductances = task.conductances + row * task.stride;
      for (int i = 0; i < kVectors; ++i) {
        sums[i] = hn::Add(sums[i], hn::Load(d, conductances + i * hn::Lanes(d)));
      }
    }
  }
}

template <int kVectors>
HWY_NOINLINE void ReadColumns(AnalogTask& task) {
  const AnalogTag d;
  AnalogVector sums[kVectors];
  AddDrivenRows(task, sums);
  const auto most = hn::Set(d, task.adc_max);
  for (int i = 0; i < kVectors; ++i) {
    const auto first = static_cast<int64_t>(i * hn::Lanes(d));
    if (task.noise_step > 0) {
      const auto draws = NormalDraws(task, task.first_column + static_cast<uint32_t>(first));
      sums[i] = hn::Add(sums[i], hn::Mul(draws, hn::Set(d, task.noise_step)));
    }
    const auto level = hn::Round(hn::Max(sums[i], hn::Zero(d)));
    const auto held =
        hn::FirstN(d, static_cast<size_t>(std::max<int64_t>(task.columns - first, 0)));
    const auto is_clipped = hn::And(held, hn::Gt(level, most));
    task.clipped += static_cast<int64_t>(hn::CountTrue(d, is_clipped));
    hn::Store(hn::NearestInt(hn::Min(level, most)), AnalogCodeTag(), task.codes + first);
  }
}

// Sums stay in registers: a function a number of vectors.
void ReadAnalog(AnalogTask& task) {
  constexpr int step_vectors = kAnalogStep / hn::MaxLanes(AnalogTag());
  static_assert(kMostAnalogColumns == 4 * kAnalogStep);
  const int64_t steps = task.stride / kAnalogStep;
  if (steps == 1) return ReadColumns<1 * step_vectors>(task);
  if (steps == 2) return ReadColumns<2 * step_vectors>(task);
  if (steps == 3) return ReadColumns<3 * step_vectors>(task);
  ReadColumns<4 * step_vectors>(task);
}

}  // namespace aqua::crossbar::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
