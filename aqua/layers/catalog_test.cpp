#include "aqua/layers/catalog.h"

#include <gtest/gtest.h>

#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

TEST(LayerCatalog, IsInAlphabeticalOrderWithoutRepeats) {
  for (size_t i = 1; i < LayerCatalog().size(); ++i) {
    EXPECT_LT(LayerCatalog()[i - 1].op_type, LayerCatalog()[i].op_type);
  }
}

TEST(ImportLayer, AnUnknownOperatorIsNamedWithThoseThatAreKnown) {
  const std::string complaint = TestNode("NonMaxSuppression").Complaint();
  EXPECT_NE(complaint.find("test.onnx: node node (NonMaxSuppression)"), std::string::npos);
  EXPECT_NE(complaint.find("AQuA has no operator NonMaxSuppression"), std::string::npos);
  EXPECT_NE(complaint.find("Add, AveragePool"), std::string::npos);
}

TEST(ImportLayer, AnotherDomainsOperatorIsAnotherOperator) {
  TestNode node = TestNode("Relu").Activation({1, 3, 4, 4});
  EXPECT_EQ(node.Complaint(), "");
  node.node().domain = "ai.onnx";
  EXPECT_EQ(node.Complaint(), "");
  node.node().domain = "com.microsoft";
  EXPECT_NE(node.Complaint().find("no operator com.microsoft.Relu"), std::string::npos);
}

TEST(ImportLayer, ALayersOwnComplaintGetsFileAndNode) {
  const TestNode node =
      TestNode("Conv").Activation({1, 4, 8, 8}).ShapeOnly({6, 2, 3, 3}).With("group", int64_t{4});
  EXPECT_EQ(node.Complaint(),
            "test.onnx: node node (Conv): 6 output channels do not split into 4 groups");
}

TEST(ImportLayer, RefusesAConstantOrNothingWhereAnActivationBelongs) {
  EXPECT_NE(TestNode("Relu").Constant({1}, {2}).Complaint(), "");
  EXPECT_NE(TestNode("Relu").Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers
