#include "aqua/layers/transpose/transpose.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(Transpose, PutsAxesInAnotherOrder) {
  const Tensor output = RunWhole(Transpose({0, 2, 1}), {CountingTensor({1, 2, 3})});
  EXPECT_EQ(output.shape(), (Shape{1, 3, 2}));
  EXPECT_EQ(ValuesOf(output), (std::vector<float>{0, 3, 1, 4, 2, 5}));
}

TEST(Transpose, UndoesItself) {
  const Tensor input = RandomTensor({2, 3, 4, 5}, 1);
  const Tensor turned = RunWhole(Transpose({0, 2, 3, 1}), {input});
  EXPECT_EQ(ValuesOf(RunWhole(Transpose({0, 3, 1, 2}), {turned})), ValuesOf(input));
}

TEST(Transpose, RefusesWhatIsNoPermutationOrMovesTheBatch) {
  EXPECT_THROW(Transpose({0, 1, 1}), Error);
  EXPECT_THROW(Transpose({1, 0}), Error);
  EXPECT_THROW(Transpose(std::vector<int>()), Error);
  EXPECT_THROW(Transpose({0, 2, 1}).OutputShape(std::vector<Shape>{{1, 2}}), Error);
}

TEST(ImportTranspose, ReadsPermAndReversesWithoutIt) {
  EXPECT_EQ(TestNode("Transpose")
                .Activation({1, 2, 3})
                .Ints("perm", {0, 2, 1})
                .ImportAs<Transpose>()
                ->order(),
            (std::vector<int>{0, 2, 1}));
  EXPECT_NE(TestNode("Transpose").Activation({1, 2, 3}).Complaint().find("batch"),
            std::string::npos);
}

}  // namespace
}  // namespace aqua::layers
