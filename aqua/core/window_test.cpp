#include "aqua/core/window.h"

#include <gtest/gtest.h>

namespace aqua {
namespace {

const Shape kMap{1, 3, 6, 8};

TEST(SpanTest, IsHalfOpen) {
  EXPECT_EQ((Span{2, 5}.size()), 3);
  EXPECT_EQ((Span{5, 2}.size()), 0);
}

TEST(SpanTest, IntersectionIsTheCommonPart) {
  EXPECT_EQ(Intersect(Span{0, 4}, Span{2, 6}), (Span{2, 4}));
  EXPECT_EQ(Intersect(Span{0, 2}, Span{2, 6}).size(), 0);
  EXPECT_EQ(Intersect(Span{5, 6}, Span{0, 3}).size(), 0);
}

TEST(WindowTest, FullCoversTheMap) {
  EXPECT_EQ(Window::Full(kMap), (Window{{0, 6}, {0, 8}}));
  EXPECT_EQ(Window::Full(kMap).area(), 48);
}

TEST(WindowTest, WhatIsNoMapIsOneCell) {
  EXPECT_EQ(Window::Full(Shape{1, 1000}).area(), 1);
  EXPECT_EQ(Window::Full(Shape{}).area(), 1);
}

TEST(WindowTest, ContainsItselfAndWhatIsInside) {
  const Window outer{{1, 5}, {0, 8}};
  EXPECT_TRUE(outer.Contains(outer));
  EXPECT_TRUE(outer.Contains({{1, 2}, {7, 8}}));
  EXPECT_FALSE(outer.Contains({{0, 2}, {0, 8}}));
  EXPECT_FALSE(outer.Contains({{1, 5}, {0, 9}}));
}

TEST(WindowTest, IntersectionIsPerAxis) {
  EXPECT_EQ(Intersect(Window{{0, 4}, {3, 8}}, Window{{2, 6}, {0, 5}}), (Window{{2, 4}, {3, 5}}));
}

TEST(WindowTest, TextShowsRowsThenColumns) {
  EXPECT_EQ((Window{{1, 7}, {0, 9}}.ToString()), "[1,7)x[0,9)");
}

TEST(PlaceTest, KeptShapeIsTheWindowOfEveryMap) {
  EXPECT_EQ((Place{kMap, {{1, 5}, {2, 8}}}.KeptShape()), (Shape{1, 3, 4, 6}));
  EXPECT_EQ(Place::Whole(Shape{1, 10}).KeptShape(), (Shape{1, 10}));
}

TEST(PlaceTest, OnlyTheFullWindowIsWhole) {
  EXPECT_TRUE(Place::Whole(kMap).IsWhole());
  EXPECT_FALSE((Place{kMap, {{1, 6}, {0, 8}}}.IsWhole()));
}

}  // namespace
}  // namespace aqua
