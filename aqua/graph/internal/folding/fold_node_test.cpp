#include "aqua/graph/internal/folding/fold_node.h"

#include <gtest/gtest.h>

#include "aqua/graph/testing/fold.h"

namespace aqua::graph {
namespace {

using testing::Complains;
using testing::TestNode;

bool IsFolded(const TestNode& node) { return !FoldNode(node.Context()).empty(); }

TEST(FoldNode, LeavesNodesThatReadTheImage) {
  EXPECT_FALSE(IsFolded(TestNode("Add").Activation({1, 3}).Integers({1})));
  EXPECT_FALSE(IsFolded(TestNode("Concat").Integers({1}).Activation({1, 3})));
  EXPECT_TRUE(IsFolded(TestNode("Shape").Activation({1, 3})));
}

TEST(FoldNode, LeavesOperatorsThatAreLayersOnly) {
  EXPECT_FALSE(IsFolded(TestNode("Relu").Integers({1})));
  EXPECT_FALSE(IsFolded(TestNode("Frobnicate").Integers({1})));
  TestNode foreign("Add");
  foreign.Integers({1}).Integers({2}).node().domain = "com.example";
  EXPECT_FALSE(IsFolded(foreign));
}

TEST(FoldNode, NamesFileAndNode) {
  EXPECT_TRUE(Complains(TestNode("Squeeze").Integers({1, 2}).With("axes", int64_t{0}),
                        "attribute axes has an unexpected type"));
  EXPECT_TRUE(
      Complains(TestNode("Shape").With("start", int64_t{0}).Activation({1}).With("end", 0.5F),
                "attribute end"));
}

}  // namespace
}  // namespace aqua::graph
