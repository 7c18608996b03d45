#include "aqua/layers/matmul/matmul.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(MatMul, MultipliesMatrixByMatrix) {
  const Tensor a({1, 2, 2}, {{1, 2, 3, 4}});
  const Tensor b({1, 2, 3}, {{1, 0, 1, 0, 1, 1}});
  const Tensor output = RunWhole(MatMul(), {a, b});
  EXPECT_EQ(output.shape(), (Shape{1, 2, 3}));
  EXPECT_EQ(ValuesOf(output), (std::vector<float>{1, 2, 3, 3, 4, 7}));
}

TEST(MatMul, RepeatsLeadingAxes) {
  const Tensor a({2, 1, 1, 1}, {{2, 3}});
  const Tensor b({2, 2, 1, 1}, {{10, 20, 30, 40}});
  EXPECT_EQ(ValuesOf(RunWhole(MatMul(), {a, b})), (std::vector<float>{20, 40, 90, 120}));
}

TEST(MatMul, RefusesShapesThatDoNotFit) {
  const auto refuses = [](const Shape& a, const Shape& b) {
    EXPECT_THROW(MatMul().OutputShape(std::vector<Shape>{a, b}), Error);
  };
  refuses({1, 2}, {2, 3});
  refuses({1, 2, 3}, {3, 4});
  refuses({1, 2, 3}, {1, 2, 3});
  refuses({1, 2, 2, 3}, {1, 3, 3, 2});
}

}  // namespace
}  // namespace aqua::layers
