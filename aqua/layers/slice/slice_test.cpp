#include "aqua/layers/slice/slice.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(Slice, TakesEveryStepthElement) {
  const Slice layer({{1, 4, -2, 3}});
  EXPECT_EQ(ValuesOf(RunWhole(layer, {CountingTensor({2, 5})})),
            (std::vector<float>{4, 2, 0, 9, 7, 5}));
}

TEST(Slice, OfChannelsIsLocal) {
  EXPECT_EQ(Slice({{1, 0, 1, 2}}).locality(), Locality::kLocal);
  EXPECT_EQ(Slice({{1, 0, 1, 2}, {3, 0, 1, 1}}).locality(), Locality::kPositional);
  EXPECT_THROW(Slice({{0, 0, 1, 1}}), Error);
}

TEST(Slice, RefusesRunsThatDoNotFit) {
  EXPECT_THROW(Slice({{1, 2, 1, 4}}).OutputShape(std::vector<Shape>{{1, 5}}), Error);
  EXPECT_THROW(Slice({{1, 2, -1, 4}}).OutputShape(std::vector<Shape>{{1, 5}}), Error);
  EXPECT_THROW(Slice({{2, 0, 1, 1}}).OutputShape(std::vector<Shape>{{1, 5}}), Error);
}

TestNode Node(int64_t start, int64_t end, int64_t step, int64_t axis = 1) {
  return TestNode("Slice")
      .Activation({1, 5, 4, 4})
      .Integers({start})
      .Integers({end})
      .Integers({axis})
      .Integers({step});
}

TEST(ImportSlice, ReadsStartsAndEndsAsOnnxDoes) {
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  const auto range = [](int64_t start, int64_t end, int64_t step) {
    const AxisRange r = Node(start, end, step).ImportAs<Slice>()->ranges()[0];
    return std::vector<int64_t>{r.axis, r.start, r.step, r.count};
  };
  EXPECT_EQ(range(1, 3, 1), (std::vector<int64_t>{1, 1, 1, 2}));
  EXPECT_EQ(range(-2, kMax, 1), (std::vector<int64_t>{1, 3, 1, 2}));
  EXPECT_EQ(range(0, -1, 3), (std::vector<int64_t>{1, 0, 3, 2}));
  EXPECT_EQ(range(-1, kMin, -1), (std::vector<int64_t>{1, 4, -1, 5}));
  EXPECT_EQ(range(kMax, 1, -2), (std::vector<int64_t>{1, 4, -2, 2}));
  EXPECT_EQ(range(kMin, kMax, kMax), (std::vector<int64_t>{1, 0, 5, 1}));
  EXPECT_EQ(range(2, kMin, kMin), (std::vector<int64_t>{1, 2, -5, 1}));
}

TEST(ImportSlice, ReadsAttributesOfOldOpsets) {
  const auto layer = TestNode("Slice", 9)
                         .Activation({1, 5, 4, 4})
                         .Ints("starts", {1, 2})
                         .Ints("ends", {9, 3})
                         .Ints("axes", {-3, 3})
                         .ImportAs<Slice>();
  EXPECT_EQ(layer->OutputShape(std::vector<Shape>{{7, 5, 4, 4}}), (Shape{7, 4, 4, 1}));
}

TEST(ImportSlice, OfEverythingIsNothing) {
  EXPECT_EQ(Node(0, 5, 1).Import().layer, nullptr);
  EXPECT_EQ(Node(0, 1, 1, 0).Import().layer, nullptr);
}

TEST(ImportSlice, RefusesWhatLeavesNothingOrMakesNoSense) {
  EXPECT_NE(Node(3, 3, 1).Complaint().find("leaves nothing"), std::string::npos);
  EXPECT_NE(Node(0, 5, 0).Complaint().find("step"), std::string::npos);
  EXPECT_NE(Node(0, 5, 1, 4).Complaint().find("out of range"), std::string::npos);
  EXPECT_NE(
      TestNode("Slice", 9).Activation({1, 5}).Ints("starts", {0, 0}).Ints("ends", {1}).Complaint(),
      "");
  EXPECT_NE(TestNode("Slice", 9)
                .Activation({1, 5})
                .Ints("starts", {0, 0})
                .Ints("ends", {1, 2})
                .Ints("axes", {1, 1})
                .Complaint(),
            "");
}

}  // namespace
}  // namespace aqua::layers
