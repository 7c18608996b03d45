#include "aqua/layers/concat/concat.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(Concat, PutsChannelsOneAfterTheOther) {
  const Tensor a({2, 1, 1, 2}, {{1, 2, 3, 4}});
  const Tensor b({2, 2, 1, 2}, {{10, 20, 30, 40, 50, 60, 70, 80}});
  const Tensor output = RunWhole(Concat(1), {a, b});
  EXPECT_EQ(output.shape(), (Shape{2, 3, 1, 2}));
  EXPECT_EQ(ValuesOf(output), (std::vector<float>{1, 2, 10, 20, 30, 40, 3, 4, 50, 60, 70, 80}));
}

TEST(Concat, PutsRowsAfterRowsToo) {
  const Tensor output =
      RunWhole(Concat(2), {CountingTensor({1, 2, 1, 2}), CountingTensor({1, 2, 2, 2})});
  EXPECT_EQ(ValuesOf(output), (std::vector<float>{0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 6, 7}));
}

TEST(Concat, KeepsWhatAllItsInputsKeep) {
  const Activation a = Cut(CountingTensor({1, 1, 3, 3}), {{0, 2}, {0, 3}});
  const Activation b = Cut(CountingTensor({1, 1, 3, 3}), {{1, 3}, {0, 2}});
  const Window kept = Concat(1).KeptWindow(std::vector<Place>{a.place, b.place});
  EXPECT_EQ(kept, (Window{{1, 2}, {0, 2}}));
  EXPECT_EQ(ValuesOf(RunWindow(Concat(1), {a, b}, kept)), (std::vector<float>{3, 4, 3, 4}));
}

TEST(Concat, IsLocalAlongChannelsOnly) {
  EXPECT_EQ(Concat(1).locality(), Locality::kLocal);
  EXPECT_EQ(Concat(2).locality(), Locality::kPositional);
  EXPECT_THROW(Concat(0), Error);
}

TEST(Concat, RefusesShapesThatDoNotFit) {
  EXPECT_THROW(Concat(1).OutputShape(std::vector<Shape>{{1, 2, 4, 4}, {1, 2, 4, 5}}), Error);
  EXPECT_THROW(Concat(1).OutputShape(std::vector<Shape>{{1, 2, 4, 4}, {1, 2}}), Error);
  EXPECT_THROW(Concat(2).OutputShape(std::vector<Shape>{{1, 2}, {1, 2}}), Error);
}

TEST(ImportConcat, ReadsEveryInput) {
  const ImportedLayer imported = TestNode("Concat")
                                     .Activation({1, 2, 4, 4})
                                     .Activation({1, 3, 4, 4})
                                     .Activation({1, 4, 4, 4})
                                     .With("axis", int64_t{-3})
                                     .Import();
  EXPECT_EQ(imported.activations, (std::vector<size_t>{0, 1, 2}));
  EXPECT_EQ(dynamic_cast<const Concat&>(*imported.layer).axis(), 1);
}

TEST(ImportConcat, RefusesConstantsAndAMissingAxis) {
  const TestNode constant =
      TestNode("Concat").Activation({1, 2}).Constant({1, 2}, {1, 2}).With("axis", int64_t{1});
  EXPECT_NE(constant.Complaint().find("input 1 is a constant"), std::string::npos);
  EXPECT_NE(TestNode("Concat").Activation({1, 2}).Complaint().find("axis"), std::string::npos);
  EXPECT_NE(TestNode("Concat").With("axis", int64_t{1}).Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers
