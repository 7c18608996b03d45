#include "aqua/layers/softmax/softmax.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(Softmax, SumsToOneOverItsAxis) {
  const Tensor output = RunWhole(Softmax(1, 1), {RandomTensor({2, 5, 2, 3}, 1)});
  for (int64_t n = 0; n < 2; ++n) {
    for (int64_t cell = 0; cell < 6; ++cell) {
      double sum = 0;
      for (int64_t c = 0; c < 5; ++c) sum += static_cast<double>(output[(n * 5 + c) * 6 + cell]);
      EXPECT_NEAR(sum, 1, 1e-6);
    }
  }
}

TEST(Softmax, GivesTheKnownValues) {
  const Tensor output = RunWhole(Softmax(1, 1), {Tensor({1, 3}, {{1, 2, 3}})});
  EXPECT_NEAR(output[0], 0.09003057, 1e-7);
  EXPECT_NEAR(output[1], 0.24472847, 1e-7);
  EXPECT_NEAR(output[2], 0.66524096, 1e-7);
}

TEST(Softmax, DoesNotOverflow) {
  EXPECT_EQ(ValuesOf(RunWhole(Softmax(1, 1), {Tensor({1, 2}, {{1e30F, -1e30F}})})),
            (std::vector<float>{1, 0}));
}

TEST(Softmax, IsLocalOverChannelsAlone) {
  EXPECT_EQ(Softmax(1, 1).locality(), Locality::kLocal);
  EXPECT_EQ(Softmax(1, 3).locality(), Locality::kPositional);
  EXPECT_EQ(Softmax(3, 3).locality(), Locality::kPositional);
  EXPECT_THROW(Softmax(0, 1), Error);
}

TEST(ImportSoftmax, FlattensBeforeOpset13) {
  const auto old = TestNode("Softmax", 12).Activation({1, 3, 4, 4}).ImportAs<Softmax>();
  EXPECT_EQ(old->first_axis(), 1);
  EXPECT_EQ(old->last_axis(), 3);
  const auto recent = TestNode("Softmax", 13).Activation({1, 3, 4, 4}).ImportAs<Softmax>();
  EXPECT_EQ(recent->first_axis(), 3);
  EXPECT_EQ(recent->last_axis(), 3);
  const auto channels = TestNode("Softmax", 13)
                            .Activation({1, 3, 4, 4})
                            .With("axis", int64_t{-3})
                            .ImportAs<Softmax>();
  EXPECT_EQ(channels->first_axis(), 1);
  EXPECT_EQ(channels->last_axis(), 1);
  EXPECT_NE(TestNode("Softmax").Activation({1, 3}).With("axis", int64_t{2}).Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers
