#include "aqua/exec/integer/integer_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace aqua::exec {
namespace {

using Integers = std::vector<int32_t>;

TEST(IntegerMap, ReadsTheHeldCellsAtTheirPlace) {
  // Two channels of the cells [1,3)x[2,3).
  const IntegerMap map =
      ReadChannelsLast(Integers{1, 2, 3, 4}, 2, {{1, 3}, {2, 3}}, {{0, 2}, {1, 4}});
  EXPECT_EQ(map.channels, 2);
  EXPECT_EQ(map.height, 2);
  EXPECT_EQ(map.width, 3);
  EXPECT_EQ(map.values, (Integers{0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 0}));
}

TEST(IntegerMap, IsZeroWhereNothingIsHeld) {
  const IntegerMap map = ReadChannelsLast(Integers{7}, 1, {{0, 1}, {0, 1}}, {{-2, 0}, {5, 7}});
  EXPECT_EQ(map.values, Integers(4));
}

TEST(IntegerMap, RowsAreCellsOnlyWhereAKernelOfOneCellVisitsAll) {
  EXPECT_TRUE(RowsAreCells({}));
  for (int64_t layers::Workload::*size :
       {&layers::Workload::kernel_height, &layers::Workload::kernel_width,
        &layers::Workload::stride_height, &layers::Workload::stride_width}) {
    layers::Workload work;
    work.*size = 2;
    EXPECT_FALSE(RowsAreCells(work));
  }
}

TEST(IntegerMap, PartsOfTheRowsAreThoseRows) {
  layers::Workload work;
  work.kernel_height = 2;
  work.kernel_width = 3;
  work.input_channels = 2;
  work.stride_height = 2;
  work.dilation_height = 3;
  work.dilation_width = 2;
  work.output_height = 3;
  work.output_width = 4;
  IntegerMap map{2, 8, 8, Integers(128)};
  std::iota(map.values.begin(), map.values.end(), 1);
  Integers all(144);
  std::vector<int64_t> positions(12);
  std::iota(positions.begin(), positions.end(), 0);
  GatherRows(map, work, positions, all);
  // Position 5 is (1, 1): first tap at row 2, column 1.
  EXPECT_EQ(Integers(all.begin() + 60, all.begin() + 72),
            (Integers{35, 36, 39, 40, 43, 44, 83, 84, 87, 88, 91, 92}));
  for (int64_t first = 0; first < 12; ++first) {
    const int64_t count = std::min<int64_t>(2, 12 - first);
    Integers part(static_cast<size_t>(count * work.rows()));
    GatherRows(map, work,
               std::span(positions).subspan(static_cast<size_t>(first), static_cast<size_t>(count)),
               part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), all.begin() + first * 12));
  }
}

}  // namespace
}  // namespace aqua::exec
