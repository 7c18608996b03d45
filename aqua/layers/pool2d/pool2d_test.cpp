#include "aqua/layers/pool2d/pool2d.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

KernelGeometry Geometry(const KernelAxis& axis, bool ceil_mode = false) {
  KernelGeometry geometry;
  geometry.rows = axis;
  geometry.columns = axis;
  geometry.ceil_mode = ceil_mode;
  return geometry;
}

Tensor Row(std::vector<float> values) {
  return Tensor({1, 1, 1, static_cast<int64_t>(values.size())}, values);
}

// A pooling along one row.
Pool2d RowPool(PoolOperation operation, const KernelAxis& axis, bool ceil_mode = false,
               bool counts_padding = false) {
  KernelGeometry geometry;
  geometry.columns = axis;
  geometry.ceil_mode = ceil_mode;
  return {operation, geometry, counts_padding};
}

TEST(Pool2d, PaddingIsNeverTheMaximum) {
  const Pool2d layer(PoolOperation::kMax, Geometry({3, 2, 1, 1, 1}));
  EXPECT_EQ(
      ValuesOf(RunWhole(layer, {Tensor({1, 1, 3, 3}, {{-9, -8, -7, -6, -5, -4, -3, -2, -1}})})),
      (std::vector<float>{-5, -4, -2, -1}));
}

TEST(Pool2d, CutCellsAreNeverTheMaximum) {
  const Pool2d layer(PoolOperation::kMax, Geometry({3, 1, 1, 1, 1}));
  const Activation input = Cut(Tensor({1, 1, 1, 4}, {{9, -3, -2, 9}}), {{0, 1}, {1, 3}});
  EXPECT_EQ(ValuesOf(RunWindow(layer, {input}, {{0, 1}, {1, 3}})), (std::vector<float>{-2, -2}));
}

TEST(Pool2d, DilationSkipsCells) {
  const Pool2d layer = RowPool(PoolOperation::kMax, {2, 1, 2, 0, 0});
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Row({1, 9, 3, 2})})), (std::vector<float>{3, 9}));
}

TEST(Pool2d, AnAverageDividesByTheCellsThereAre) {
  const Pool2d layer = RowPool(PoolOperation::kAverage, {3, 2, 1, 1, 1});
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Row({2, 4, 9})})), (std::vector<float>{3, 6.5F}));
}

TEST(Pool2d, AnAverageThatCountsPaddingDividesByItToo) {
  const Pool2d layer = RowPool(PoolOperation::kAverage, {3, 2, 1, 1, 1}, false, true);
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Row({2, 4, 9})})), (std::vector<float>{2, 13.0F / 3}));
}

TEST(Pool2d, TapsPastThePaddingNeverCount) {
  // 5 cells and a padding of 1: the third position of ceil_mode covers cell 4, the padding after it
  // and one place beyond.
  const Pool2d counting = RowPool(PoolOperation::kAverage, {3, 2, 1, 0, 1}, true, true);
  EXPECT_EQ(ValuesOf(RunWhole(counting, {Row({0, 0, 6, 0, 6})})), (std::vector<float>{2, 4, 3}));
  const Pool2d plain = RowPool(PoolOperation::kAverage, {3, 2, 1, 0, 1}, true, false);
  EXPECT_EQ(ValuesOf(RunWhole(plain, {Row({0, 0, 6, 0, 6})})), (std::vector<float>{2, 4, 6}));
}

TEST(Pool2d, PaddingIsCountedAroundTheKeptWindow) {
  const Pool2d layer = RowPool(PoolOperation::kAverage, {3, 1, 1, 1, 1}, false, true);
  const Activation input = Cut(Row({9, 9, 3, 6, 9, 9}), {{0, 1}, {2, 4}});
  EXPECT_EQ(ValuesOf(RunWindow(layer, {input}, {{0, 1}, {2, 4}})), (std::vector<float>{3, 3}));
  // Two cells from what is kept even the padding is out of reach: cell 1 sees [0,3), of which cell
  // 1 is padding and cell 2 is kept.
  EXPECT_EQ(ValuesOf(RunWindow(layer, {input}, {{0, 1}, {1, 2}})), (std::vector<float>{1.5F}));
}

TEST(Pool2d, PaddingIsCountedOnEverySide) {
  const KernelAxis one;
  const KernelAxis before{2, 1, 1, 1, 0};
  const KernelAxis after{2, 1, 1, 0, 1};
  for (const auto& [rows, columns] : {std::pair(before, one), std::pair(after, one),
                                      std::pair(one, before), std::pair(one, after)}) {
    KernelGeometry geometry;
    geometry.rows = rows;
    geometry.columns = columns;
    const Pool2d layer(PoolOperation::kAverage, geometry, true);
    EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 1, 1, 1}, {{8}})})), (std::vector<float>{4}));
  }
}

TEST(Pool2d, OverNoCellAtAllIsZero) {
  for (const PoolOperation operation : {PoolOperation::kMax, PoolOperation::kAverage}) {
    const Pool2d layer = RowPool(operation, {2, 2, 1, 0, 0});
    const Activation input = Cut(Row({1, 2, 3, 4}), {{0, 1}, {2, 4}});
    EXPECT_EQ(ValuesOf(RunWindow(layer, {input}, {{0, 1}, {0, 1}})), (std::vector<float>{0}));
  }
}

TEST(Pool2d, AHugeKernelCostsOnlyTheCellsThereAre) {
  constexpr int64_t kHuge = int64_t{1} << 20;
  const Pool2d layer(PoolOperation::kAverage, Geometry({kHuge, 1, 1, kHuge - 2, 1}));
  // One output cell sees the left column alone, the next the whole map; so do the rows.
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 1, 2, 2}, {{1, 2, 3, 6}})})),
            (std::vector<float>{3, 3, 3, 3}));
}

TEST(Pool2d, RefusesPaddingAsWideAsItsKernelAndWhatIsNoMap) {
  EXPECT_THROW(RowPool(PoolOperation::kMax, {2, 1, 1, 2, 0}), Error);
  EXPECT_THROW(RowPool(PoolOperation::kMax, {2, 1, 1, 0, 2}), Error);
  EXPECT_THROW(
      RowPool(PoolOperation::kMax, {2, 1, 1, 0, 0}).OutputShape(std::vector<Shape>{{1, 8}}), Error);
}

TEST(ImportPool, ReadsBothOperatorsAndTheirAttributes) {
  const auto max = TestNode("MaxPool")
                       .Activation({1, 3, 9, 9})
                       .Ints("kernel_shape", {2, 3})
                       .Ints("strides", {2, 2})
                       .With("ceil_mode", int64_t{1})
                       .ImportAs<Pool2d>();
  ASSERT_TRUE(max);
  EXPECT_EQ(max->operation(), PoolOperation::kMax);
  EXPECT_EQ(max->geometry().columns.kernel, 3);
  EXPECT_TRUE(max->geometry().ceil_mode);
  const auto average = TestNode("AveragePool")
                           .Activation({1, 3, 9, 9})
                           .Ints("kernel_shape", {2, 3})
                           .With("count_include_pad", int64_t{1})
                           .ImportAs<Pool2d>();
  ASSERT_TRUE(average);
  EXPECT_EQ(average->operation(), PoolOperation::kAverage);
  EXPECT_TRUE(average->CountsPadding());
}

TEST(ImportPool, RefusesIndicesAndAMissingKernel) {
  TestNode node = TestNode("MaxPool").Activation({1, 3, 9, 9}).Ints("kernel_shape", {2, 2});
  EXPECT_EQ(node.Complaint(), "");
  node.node().outputs = {"out", "indices"};
  EXPECT_NE(node.Complaint().find("Indices"), std::string::npos);
  EXPECT_NE(TestNode("MaxPool").Activation({1, 3, 9, 9}).Complaint().find("kernel_shape"),
            std::string::npos);
}

}  // namespace
}  // namespace aqua::layers
