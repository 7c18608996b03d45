#include "aqua/layers/axis_offsets.h"

#include <gtest/gtest.h>

#include "aqua/layers/testing/run_layer.h"

namespace aqua::layers {
namespace {

TEST(RowMajorStrides, CountTheElementsBetweenNeighbours) {
  EXPECT_EQ(RowMajorStrides({2, 3, 4}), (std::vector<int64_t>{12, 4, 1}));
  EXPECT_TRUE(RowMajorStrides({}).empty());
}

TEST(Gather, FollowsItsTablesAndFillsWhereTheyPointNowhere) {
  Tensor result(Shape{2, 2});
  Gather(CountingTensor({3, 3}), {{6, 0}, {2, kNowhere}}, -5, result);
  EXPECT_EQ(ValuesOf(result), (std::vector<float>{8, -5, 2, -5}));
}

TEST(ForEachOffset, VisitsAScalarOnceAndAnEmptyAxisNever) {
  int visits = 0;
  ForEachOffset({}, [&](int64_t index, int64_t offset) { visits += 1 + index + offset; });
  EXPECT_EQ(visits, 1);
  ForEachOffset({{0, 1}, {}}, [&](int64_t, int64_t) { ++visits; });
  EXPECT_EQ(visits, 1);
}

}  // namespace
}  // namespace aqua::layers
