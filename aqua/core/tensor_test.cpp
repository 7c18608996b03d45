#include "aqua/core/tensor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "aqua/core/error.h"

namespace aqua {
namespace {

TEST(TensorTest, BeginsAsZeros) {
  const Tensor tensor(Shape{2, 3});
  EXPECT_EQ(tensor.size(), 6);
  EXPECT_TRUE(std::all_of(tensor.values().begin(), tensor.values().end(),
                          [](float value) { return value == 0.0F; }));
}

TEST(TensorTest, DataIsAlignedTo64Bytes) {
  for (const int64_t count : {1, 3, 17, 1000}) {
    EXPECT_EQ(reinterpret_cast<uintptr_t>(Tensor(Shape{count}).data()) % 64, 0U);
  }
}

TEST(TensorTest, ValuesMustFitTheShape) {
  const std::vector<float> three = {1, 2, 3};
  EXPECT_EQ(Tensor(Shape{3}, three)[2], 3.0F);
  EXPECT_THROW(Tensor(Shape{4}, three), InternalError);
}

TEST(TensorTest, ATooLargeShapeIsRefusedBeforeAllocation) {
  EXPECT_THROW(Tensor(Shape{int64_t{1} << 40}), Error);
}

TEST(TensorTest, CopiesShareAndClonesDoNot) {
  Tensor original(Shape{2});
  const Tensor copy = original;
  const Tensor clone = original.Clone();
  original[0] = 5.0F;
  EXPECT_EQ(copy[0], 5.0F);
  EXPECT_EQ(clone[0], 0.0F);
}

TEST(TensorTest, ReshapedKeepsValuesAndCount) {
  const std::vector<float> values = {1, 2, 3, 4, 5, 6};
  const Tensor tensor = Tensor(Shape{2, 3}, values).Reshaped(Shape{3, 2});
  EXPECT_EQ(tensor.shape(), (Shape{3, 2}));
  EXPECT_EQ(tensor[5], 6.0F);
  EXPECT_THROW(tensor.Reshaped(Shape{4}), InternalError);
}

TEST(TensorTest, ShapeOnlyHasSizeButNoData) {
  const Tensor tensor = Tensor::ShapeOnly(Shape{4096, 25088});
  EXPECT_EQ(tensor.size(), 4096 * 25088);
  EXPECT_FALSE(tensor.has_data());
  EXPECT_FALSE(tensor.empty());
  EXPECT_FALSE(tensor.Clone().has_data());
}

TEST(TensorTest, OnlyADefaultTensorIsEmpty) {
  EXPECT_TRUE(Tensor().empty());
  EXPECT_FALSE(Tensor(Shape{}).empty());
}

TEST(ActivationTest, PastingPutsTheKeptPartAtItsPlaceInZeros) {
  const std::vector<float> kept = {1, 2, 3, 4};
  const Place place{Shape{1, 2, 3, 3}, {{1, 2}, {1, 3}}};
  const Tensor data(place.KeptShape(), kept);
  const Activation activation{place, data};
  const Activation pasted = activation.Pasted();
  const std::vector<float> expected = {0, 0, 0, 0, 1, 2, 0, 0, 0,  //
                                       0, 0, 0, 0, 3, 4, 0, 0, 0};
  EXPECT_TRUE(pasted.place.IsWhole());
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), pasted.data.values().begin()));
}

TEST(ActivationTest, PastingAWholeMapCopiesNothing) {
  const Activation whole = Activation::Whole(Tensor(Shape{1, 1, 2, 2}));
  EXPECT_EQ(whole.Pasted().data.data(), whole.data.data());
}

}  // namespace
}  // namespace aqua
