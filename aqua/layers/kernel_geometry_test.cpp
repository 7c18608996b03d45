#include "aqua/layers/kernel_geometry.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "aqua/core/error.h"

namespace aqua::layers {
namespace {

struct Padding {
  int64_t begin = 0;
  int64_t end = 0;
};

// SAME padding as the ONNX text has it: as much as makes ceil(size / stride) positions fit.
Padding SamePadding(const KernelAxis& axis, PaddingMode mode, int64_t size) {
  const int64_t positions = (size + axis.stride - 1) / axis.stride;
  Padding padding;
  bool end_first = mode == PaddingMode::kSameUpper;
  while (padding.begin + size + padding.end < (positions - 1) * axis.stride + axis.Extent()) {
    ++(end_first ? padding.end : padding.begin);
    end_first = !end_first;
  }
  return padding;
}

Padding BruteForcePadding(const KernelAxis& axis, PaddingMode mode, int64_t size) {
  if (mode == PaddingMode::kExplicit) return {axis.pad_begin, axis.pad_end};
  if (mode == PaddingMode::kValid) return {};
  return SamePadding(axis, mode, size);
}

// Counts the places where a kernel may lie, one by one.
int64_t BruteForcePositions(const KernelAxis& axis, PaddingMode mode, bool ceil_mode,
                            int64_t size) {
  const Padding padding = BruteForcePadding(axis, mode, size);
  const int64_t padded = padding.begin + size + padding.end;
  int64_t positions = 0;
  for (int64_t first = 0; first < padding.begin + size; first += axis.stride) {
    const bool fits = first + axis.Extent() <= padded;
    const bool hangs_over = first - axis.stride + axis.Extent() < padded && ceil_mode;
    if (fits || hangs_over) ++positions;
  }
  return positions;
}

void ForEachAxis(const std::function<void(const KernelAxis&, PaddingMode, bool)>& visit) {
  for (const PaddingMode mode : {PaddingMode::kExplicit, PaddingMode::kSameUpper,
                                 PaddingMode::kSameLower, PaddingMode::kValid}) {
    for (int64_t kernel = 1; kernel <= 5; ++kernel) {
      for (int64_t stride = 1; stride <= 3; ++stride) {
        for (int64_t dilation = 1; dilation <= 2; ++dilation) {
          for (int64_t pads = 0; pads < 9; ++pads) {
            const KernelAxis axis{kernel, stride, dilation, pads / 3, pads % 3};
            if (std::max(axis.pad_begin, axis.pad_end) >= kernel) continue;
            visit(axis, mode, false);
            visit(axis, mode, true);
          }
        }
      }
    }
  }
}

KernelGeometry OnRows(const KernelAxis& axis, PaddingMode mode, bool ceil_mode) {
  KernelGeometry geometry;
  geometry.rows = axis;
  geometry.padding = mode;
  geometry.ceil_mode = ceil_mode;
  return geometry;
}

std::string Describe(const KernelAxis& axis, PaddingMode mode, bool ceil_mode, int64_t size) {
  return fmt::format("kernel {} stride {} dilation {} pads {} {} mode {} ceil {} size {}",
                     axis.kernel, axis.stride, axis.dilation, axis.pad_begin, axis.pad_end,
                     static_cast<int>(mode), ceil_mode, size);
}

TEST(KernelGeometry, CountsPositionsAsLayingTheKernelDownOneByOneDoes) {
  ForEachAxis([](const KernelAxis& axis, PaddingMode mode, bool ceil_mode) {
    const KernelGeometry geometry = OnRows(axis, mode, ceil_mode);
    for (int64_t size = 1; size <= 12; ++size) {
      const int64_t expected = BruteForcePositions(axis, mode, ceil_mode, size);
      const Shape input{1, 1, size, 4};
      if (expected == 0) {
        EXPECT_THROW(geometry.OutputShape(input), Error);
        continue;
      }
      ASSERT_EQ(geometry.OutputShape(input).height(), expected)
          << Describe(axis, mode, ceil_mode, size);
    }
  });
}

TEST(KernelGeometry, StatesThePaddingOfEachForm) {
  ForEachAxis([](const KernelAxis& axis, PaddingMode mode, bool ceil_mode) {
    const KernelGeometry geometry = OnRows(axis, mode, ceil_mode);
    for (int64_t size = 1; size <= 12; ++size) {
      const Padding padding = BruteForcePadding(axis, mode, size);
      ASSERT_EQ(geometry.PadTop({1, 1, size, 4}), padding.begin);
      ASSERT_EQ(geometry.PadBottom({1, 1, size, 4}), padding.end);
    }
  });
}

TEST(KernelGeometry, ReadsFromTheFirstTapOfTheFirstCellToTheLastTapOfTheLast) {
  KernelGeometry geometry;
  geometry.rows = {3, 2, 2, 1, 1};
  geometry.columns = {1, 1, 1, 0, 0};
  const Window read = geometry.InputWindow({{1, 3}, {4, 6}}, {1, 1, 20, 20});
  EXPECT_EQ(read, (Window{{1, 8}, {4, 6}}));
  EXPECT_EQ(geometry.InputWindow({{2, 2}, {0, 1}}, {1, 1, 20, 20}).height(), 0);
}

// A crop whose ends lie a multiple of the stride from the map's own ends.
TEST(KernelGeometry, KeepsWhatTheSmallerCanvasGivesAtItsPlace) {
  ForEachAxis([](const KernelAxis& axis, PaddingMode mode, bool ceil_mode) {
    const KernelGeometry geometry = OnRows(axis, mode, ceil_mode);
    for (int64_t size = 6; size <= 14; ++size) {
      if (BruteForcePositions(axis, mode, ceil_mode, size) == 0) continue;
      for (int64_t cut = 0; cut < 4; ++cut) {
        const int64_t top = cut % 2 * axis.stride;
        const int64_t bottom = size - cut / 2 * axis.stride;
        const Shape small{1, 1, bottom - top, 4};
        const int64_t positions = BruteForcePositions(axis, mode, ceil_mode, small.height());
        if (small.height() < 1 || positions == 0) continue;
        const Window kept = geometry.KeptWindow({{1, 1, size, 4}, {{top, bottom}, {0, 4}}});
        ASSERT_EQ(kept.rows.begin, top / axis.stride);
        ASSERT_EQ(kept.height(), positions)
            << Describe(axis, mode, ceil_mode, size) << " keeps " << top << "," << bottom;
        ASSERT_EQ(kept.columns, (Span{0, 4}));
        const Window read = geometry.InputWindow(kept, {1, 1, size, 4});
        const Window small_read = geometry.InputWindow({{0, positions}, {0, 4}}, small);
        ASSERT_EQ(read.rows.begin, small_read.rows.begin + top);
        ASSERT_EQ(read.rows.end, small_read.rows.end + top);
      }
    }
  });
}

TEST(KernelGeometry, RefusesACropOffTheStride) {
  KernelGeometry geometry;
  geometry.rows = {3, 2, 1, 1, 1};
  EXPECT_THROW(geometry.KeptWindow({{1, 1, 9, 9}, {{3, 9}, {0, 9}}}), Error);
}

TEST(KernelAxis, NamesTheTapsThatFallOnTheCells) {
  for (int64_t dilation = 1; dilation <= 3; ++dilation) {
    const KernelAxis axis{4, 1, dilation, 0, 0};
    for (int64_t first = -15; first <= 15; ++first) {
      const Span cells{2, 7};
      const Span taps = axis.TapsOn(cells, first);
      for (int64_t tap = 0; tap < axis.kernel; ++tap) {
        const int64_t cell = first + tap * dilation;
        const bool is_on = cell >= cells.begin && cell < cells.end;
        ASSERT_EQ(tap >= taps.begin && tap < taps.end, is_on) << first << " " << tap;
      }
    }
  }
}

}  // namespace
}  // namespace aqua::layers
