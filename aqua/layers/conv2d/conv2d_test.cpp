#include "aqua/layers/conv2d/conv2d.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

KernelGeometry ThreeByThree() {
  KernelGeometry geometry;
  geometry.rows = {3, 1, 1, 1, 1};
  geometry.columns = {3, 1, 1, 1, 1};
  return geometry;
}

TEST(Conv2d, AddsUpWhatItsKernelCoversAndZerosInThePadding) {
  const Conv2d layer(Tensor({1, 1, 3, 3}, std::vector<float>(9, 1)), Tensor({1}, {{0.5F}}), 1,
                     ThreeByThree());
  EXPECT_EQ(ValuesOf(RunWhole(layer, {CountingTensor({1, 1, 3, 3})})),
            (std::vector<float>{8.5F, 15.5F, 12.5F, 21.5F, 36.5F, 27.5F, 20.5F, 33.5F, 24.5F}));
}

TEST(Conv2d, StridesAndDilationsSkipCells) {
  KernelGeometry geometry;
  geometry.rows = {1, 2, 1, 0, 0};
  geometry.columns = {2, 1, 2, 0, 0};
  const Conv2d layer(Tensor({1, 1, 1, 2}, {{1, 10}}), Tensor(), 1, geometry);
  // Of rows 0 and 2: x[i] + 10 x[i + 2].
  EXPECT_EQ(ValuesOf(RunWhole(layer, {CountingTensor({1, 1, 3, 4})})),
            (std::vector<float>{20, 31, 108, 119}));
}

TEST(Conv2d, GroupsSeeTheirOwnChannelsOnly) {
  const Conv2d layer(Tensor({4, 1, 1, 1}, {{1, 2, 3, 4}}), Tensor(), 2, {});
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 2, 1, 1}, {{10, 100}})})),
            (std::vector<float>{10, 20, 300, 400}));
}

TEST(Conv2d, ReadsZerosOutsideTheKeptWindow) {
  const Conv2d layer(Tensor({1, 1, 3, 3}, std::vector<float>(9, 1)), Tensor(), 1, ThreeByThree());
  const Activation input = Cut(CountingTensor({1, 1, 4, 4}), {{1, 3}, {0, 2}});
  EXPECT_EQ(ValuesOf(RunWindow(layer, {input}, {{1, 2}, {0, 2}})),
            (std::vector<float>{4 + 5 + 8 + 9, 4 + 5 + 8 + 9}));
}

TEST(Conv2d, StatesItsWorkAGroup) {
  KernelGeometry geometry = ThreeByThree();
  geometry.rows.stride = 2;
  const Conv2d layer(Tensor::ShapeOnly({6, 2, 3, 3}), Tensor::ShapeOnly({6}), 3, geometry);
  const std::vector<Shape> inputs = {{1, 6, 8, 8}};
  const Workload work = layer.Work(inputs, {{0, 4}, {2, 8}});
  EXPECT_EQ(work.kind, WorkKind::kConvolution);
  EXPECT_EQ(work.groups, 3);
  EXPECT_EQ(work.rows(), 18);
  EXPECT_EQ(work.columns(), 2);
  EXPECT_EQ(work.positions(), 24);
  EXPECT_EQ(work.stride_height, 2);
  EXPECT_EQ(work.stride_width, 1);
  EXPECT_EQ(layer.ParameterCount(), 6 * 18 + 6);
  EXPECT_FALSE(layer.HasData());
}

TEST(Conv2d, RefusesShapesThatDoNotFit) {
  EXPECT_THROW(Conv2d(Tensor::ShapeOnly({4, 2, 3}), Tensor(), 1, {}), Error);
  EXPECT_THROW(Conv2d(Tensor::ShapeOnly({4, 0, 1, 1}), Tensor(), 1, {}), Error);
  EXPECT_THROW(Conv2d(Tensor::ShapeOnly({4, 2, 1, 1}), Tensor(), 3, {}), Error);
  EXPECT_THROW(Conv2d(Tensor::ShapeOnly({4, 2, 1, 1}), Tensor(), 0, {}), Error);
  EXPECT_THROW(Conv2d(Tensor::ShapeOnly({4, 2, 1, 1}), Tensor(Shape{3}), 1, {}), Error);
  const Conv2d layer(Tensor::ShapeOnly({4, 2, 1, 1}), Tensor(), 2, {});
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{1, 2, 8, 8}}), Error);
  EXPECT_THROW(layer.OutputShape(std::vector<Shape>{{1, 4}}), Error);
  EXPECT_EQ(layer.OutputShape(std::vector<Shape>{{1, 4, 8, 8}}), (Shape{1, 4, 8, 8}));
}

TEST(ImportConv2d, ReadsWeightsBiasAndGroups) {
  const auto layer = TestNode("Conv")
                         .Activation({1, 4, 8, 8})
                         .Constant(RandomTensor({6, 2, 3, 3}, 1))
                         .Constant({6}, std::vector<float>(6, 1))
                         .With("group", int64_t{2})
                         .With("auto_pad", std::string("SAME_UPPER"))
                         .ImportAs<Conv2d>();
  ASSERT_TRUE(layer);
  EXPECT_EQ(layer->groups(), 2);
  EXPECT_EQ(layer->bias().size(), 6);
  EXPECT_EQ(layer->geometry().rows.kernel, 3);
  EXPECT_EQ(layer->OutputShape(std::vector<Shape>{{1, 4, 8, 8}}), (Shape{1, 6, 8, 8}));
}

TEST(ImportConv2d, RefusesWeightsThatAreComputedOrNotFlat) {
  EXPECT_NE(TestNode("Conv")
                .Activation({1, 4, 8, 8})
                .Activation({6, 4, 3, 3})
                .Complaint()
                .find("needs them constant"),
            std::string::npos);
  EXPECT_NE(TestNode("Conv").Activation({1, 4, 8}).ShapeOnly({6, 4, 3}).Complaint().find(
                "two-dimensional"),
            std::string::npos);
}

}  // namespace
}  // namespace aqua::layers
