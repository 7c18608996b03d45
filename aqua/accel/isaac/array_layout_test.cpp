#include "aqua/accel/isaac/array_layout.h"

#include <gtest/gtest.h>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;
using published::Dense;

ArrayLayout Layout(const Workload& work, ColumnRule rule = ColumnRule::kStraddle,
                   Packing packing = Packing::kNone) {
  return LayOutInArrays(work, BuiltInIsaac(), rule, packing);
}

TEST(ArrayLayout, AWeightTakesOneColumnForEveryTwoBits) {
  for (int bits = 1; bits <= 16; ++bits) {
    EXPECT_EQ(Layout(Dense("one", 1, 1, {bits, 16})).used_columns, (bits + 1) / 2) << bits;
  }
}

TEST(ArrayLayout, StraddlingWeightsNeedFewerArraysThanWholeOnes) {
  const Workload work = Convolution("conv", 1, 1, 128, 256, 1, {10, 16});
  EXPECT_EQ(Layout(work).crossbars, 10);
  EXPECT_EQ(Layout(work, ColumnRule::kWhole).crossbars, 11);
  EXPECT_EQ(Layout(work, ColumnRule::kWhole).used_columns, 256 * 5);
}

TEST(ArrayLayout, WholeWeightsMustFitAnArray) {
  IsaacConstants constants = BuiltInIsaac();
  constants.array_columns = 4;
  const auto crossbars = [&](const Workload& work) {
    return LayOutInArrays(work, constants, ColumnRule::kWhole, Packing::kNone).crossbars;
  };
  EXPECT_THROW(crossbars(Dense("fc", 16, 16)), Error);
  EXPECT_EQ(crossbars(Dense("fc", 16, 16, {8, 16})), 16);
}

TEST(ArrayLayout, ADepthwiseChannelTakesAnArrayOfItsOwn) {
  const ArrayLayout layout = Layout(Convolution("depthwise", 32, 3, 1, 1, 112));
  EXPECT_EQ(layout.crossbars, 32);
  EXPECT_EQ(layout.used_columns, 32 * 8);
}

TEST(ArrayLayout, FourteenDepthwiseChannelsShareAnArrayWhenPacked) {
  // 9 rows a channel: floor(128 / 9) = 14, by columns 16 would fit.
  const Workload work = Convolution("depthwise", 32, 3, 1, 1, 112);
  const ArrayLayout packed = Layout(work, ColumnRule::kStraddle, Packing::kDiagonal);
  EXPECT_EQ(packed.groups_per_array, 14);
  EXPECT_EQ(packed.crossbars, 3);
  EXPECT_EQ(packed.used_columns, Layout(work).used_columns);
}

TEST(ArrayLayout, PackingIsHeldByWhicheverOfRowsAndColumnsRunsOutFirst) {
  // 4 rows and 6 * 8 columns a group: two by columns, 32 by rows.
  const Workload wide = Convolution("wide", 10, 1, 4, 6, 7);
  EXPECT_EQ(Layout(wide, ColumnRule::kWhole, Packing::kDiagonal).crossbars, 5);
}

TEST(ArrayLayout, GroupsThatNeedWholeArraysArePackedAsTheyAre) {
  for (const Workload& work :
       {Convolution("tall", 4, 3, 48, 4, 7), Convolution("wide", 4, 1, 16, 33, 7),
        Convolution("full", 4, 1, 65, 2, 7), Convolution("one", 1, 3, 3, 4, 7)}) {
    EXPECT_EQ(Layout(work, ColumnRule::kStraddle, Packing::kDiagonal).crossbars,
              Layout(work).crossbars)
        << work.layer;
  }
}

TEST(ArrayLayout, PackedGroupsNeverOverlapAndNeverMissTheArray) {
  // Places every group of every shape by a loop apart.
  for (int64_t rows = 1; rows <= 130; rows += 3) {
    for (int64_t columns = 1; columns <= 18; ++columns) {
      const Workload work = Convolution("conv", 37, 1, rows, columns, 2, {16, 16});
      const ArrayLayout layout = Layout(work, ColumnRule::kStraddle, Packing::kDiagonal);
      int64_t arrays = 1;
      int64_t row = 0;
      int64_t column = 0;
      for (int group = 0; group < 37; ++group) {
        if (row + rows > 128 || column + columns * 8 > 128) {
          ++arrays;
          row = column = 0;
        }
        row += rows;
        column += columns * 8;
      }
      if (rows <= 128 && columns * 8 <= 128) {
        EXPECT_EQ(layout.crossbars, arrays) << rows << " x " << columns;
      } else {
        EXPECT_EQ(layout.groups_per_array, 1);
      }
    }
  }
}

}  // namespace
}  // namespace aqua::accel
