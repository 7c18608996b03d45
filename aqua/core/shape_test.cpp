#include "aqua/core/shape.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"

namespace aqua {
namespace {

TEST(ShapeTest, FourDimensionsAreAMap) {
  const Shape map{2, 3, 5, 7};
  EXPECT_TRUE(map.IsMap());
  EXPECT_EQ(map.batch(), 2);
  EXPECT_EQ(map.channels(), 3);
  EXPECT_EQ(map.height(), 5);
  EXPECT_EQ(map.width(), 7);
  EXPECT_FALSE((Shape{2, 3}.IsMap()));
  EXPECT_FALSE((Shape{1, 2, 3, 4, 5}.IsMap()));
}

TEST(ShapeTest, ElementCountIsTheProduct) {
  EXPECT_EQ((Shape{2, 3, 5, 7}.ElementCount()), 210);
  EXPECT_EQ(Shape{}.ElementCount(), 1);
  EXPECT_EQ((Shape{4, 0, 3}.ElementCount()), 0);
}

TEST(ShapeTest, TheLargestTensorIsAllowedAndOneMoreRowIsNot) {
  EXPECT_EQ((Shape{1 << 16, 1 << 15}.ElementCount()), kMaxElementCount);
  EXPECT_THROW((Shape{1 << 16, (1 << 15) + 1}.ElementCount()), Error);
}

TEST(ShapeTest, ProductsThatWouldOverflowAreRefused) {
  EXPECT_THROW((Shape{int64_t{1} << 62, int64_t{1} << 62}.ElementCount()), Error);
  EXPECT_THROW((Shape{INT64_MAX}.ElementCount()), Error);
}

TEST(ShapeTest, NegativeDimensionsAreRefused) {
  EXPECT_THROW((Shape{2, -1}.ElementCount()), Error);
  EXPECT_THROW((Shape{0, INT64_MIN}.ElementCount()), Error);
}

TEST(ShapeTest, TextIsTheDimensionsJoinedByX) {
  EXPECT_EQ((Shape{1, 3, 224, 224}.ToString()), "1x3x224x224");
  EXPECT_EQ(Shape{}.ToString(), "scalar");
}

}  // namespace
}  // namespace aqua
