// Kernels::convert for processors without vectors: a lane group is one column.
#if defined(AQUA_CROSSBAR_CONVERT_SCALAR_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef AQUA_CROSSBAR_CONVERT_SCALAR_INL_H_
#undef AQUA_CROSSBAR_CONVERT_SCALAR_INL_H_
#else
#define AQUA_CROSSBAR_CONVERT_SCALAR_INL_H_
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <bit>

#include "aqua/crossbar/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace aqua::crossbar::HWY_NAMESPACE {

using Word = uint64_t;
constexpr int64_t kLanes = 1;

inline int64_t ColumnSum(const Word* cells, const Word* drive, int words, int cell_bits) {
  int64_t sum = 0;
  for (int bit = cell_bits - 1; bit >= 0; --bit) {
    sum *= 2;
    for (int word = 0; word < words; ++word) {
      sum += std::popcount(cells[int64_t{bit} * words + word] & drive[word]);
    }
  }
  return sum;
}

void Convert(ConvertTask& task) {
  const auto* cells = reinterpret_cast<const Word*>(task.cells);
  const auto* drive = reinterpret_cast<const Word*>(task.drive);
  constexpr int64_t kFactorStride = sizeof(Word) / sizeof(int32_t);
  const auto* factors = reinterpret_cast<const int32_t*>(task.factors);
  for (int64_t position = 0; position < task.positions; ++position) {
    int64_t total = int64_t{task.units[position]} * factors[task.slices * kFactorStride];
    for (int slice = 0; slice < task.slices; ++slice) {
      const Word* slice_cells = cells + int64_t{slice} * task.cell_bits * task.words;
      int64_t merged = 0;
      for (int step = task.activation_bits - 1; step >= 0; --step) {
        const Word* rows = drive + (position * task.activation_bits + step) * task.words;
        const int64_t sum = ColumnSum(slice_cells, rows, task.words, task.cell_bits);
        ++task.conversions;
        if (sum > task.adc_max) ++task.clipped;
        const int64_t code = std::min<int64_t>(sum, task.adc_max);
        const bool is_subtracted = task.is_signed && step == task.activation_bits - 1;
        merged = 2 * merged + (is_subtracted ? -code : code);
      }
      total += merged * factors[slice * kFactorStride];
    }
    task.totals[position] += total;
  }
}

}  // namespace aqua::crossbar::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
