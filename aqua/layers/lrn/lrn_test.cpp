#include "aqua/layers/lrn/lrn.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(Lrn, DividesByTheSquaresOfItsNeighbours) {
  const Lrn layer(3, 3, 1, 1);
  // 1 + (3 / 3) * sum of squares: channel 0 sees 1 and 2, channel 1 sees all, channel 2 sees 2, 3.
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 3}, {{1, 2, 3}})})),
            (std::vector<float>{1.0F / 6, 2.0F / 15, 3.0F / 14}));
}

TEST(Lrn, AnEvenSizeReachesFurtherForward) {
  const Lrn layer(2, 2, 1, 0);
  EXPECT_EQ(ValuesOf(RunWhole(layer, {Tensor({1, 2}, {{1, 2}})})),
            (std::vector<float>{1.0F / 5, 2.0F / 4}));
}

TEST(ImportLrn, HasTheDefaultsOfOnnxAndNeedsASize) {
  const auto layer =
      TestNode("LRN").Activation({1, 3, 4, 4}).With("size", int64_t{5}).ImportAs<Lrn>();
  EXPECT_EQ(layer->size(), 5);
  EXPECT_EQ(layer->alpha(), 1e-4F);
  EXPECT_EQ(layer->beta(), 0.75F);
  EXPECT_EQ(layer->bias(), 1);
  EXPECT_NE(TestNode("LRN").Activation({1, 3, 4, 4}).Complaint(), "");
  EXPECT_NE(TestNode("LRN").Activation({1, 3, 4, 4}).With("size", int64_t{0}).Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers
