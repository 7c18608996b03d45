#include "aqua/graph/internal/node_order.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/graph/testing/model_builder.h"

namespace aqua::graph {
namespace {

using testing::ModelBuilder;

std::string Order(const ModelBuilder& builder, const std::string& output) {
  const onnx::OnnxModel model = builder.Model(output);
  std::string order;
  for (const onnx::OnnxNode* node : NeededNodes(model, output)) order += node->name;
  return order;
}

std::string Complaint(const ModelBuilder& builder, const std::string& output) {
  try {
    Order(builder, output);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(NeededNodes, KeepsTheOrderOfTheFile) {
  const ModelBuilder builder =
      ModelBuilder().Node("Relu", {"x"}, "a").Node("Tanh", {"x"}, "b").Node("Add", {"b", "a"}, "c");
  EXPECT_EQ(Order(builder, "c"), "abc");
}

TEST(NeededNodes, SortsAFileThatIsOutOfOrder) {
  const ModelBuilder builder =
      ModelBuilder().Node("Add", {"b", "a"}, "c").Node("Tanh", {"a"}, "b").Node("Relu", {"x"}, "a");
  EXPECT_EQ(Order(builder, "c"), "abc");
}

TEST(NeededNodes, LeavesOutWhatTheOutputDoesNotNeed) {
  const ModelBuilder builder = ModelBuilder()
                                   .Node("Relu", {"x"}, "a")
                                   .Node("Tanh", {"missing"}, "b")
                                   .Node("Relu", {"a"}, "c");
  EXPECT_EQ(Order(builder, "a"), "a");
}

TEST(NeededNodes, TakesLeftOutInputsAndInitializersAsGiven) {
  const ModelBuilder builder =
      ModelBuilder().Floats("max", {}, {6}).Node("Clip", {"x", "", "max"}, "a");
  EXPECT_EQ(Order(builder, "a"), "a");
}

TEST(NeededNodes, NamesANodeOnACycle) {
  const ModelBuilder builder = ModelBuilder()
                                   .Node("Relu", {"x"}, "before")
                                   .Node("Add", {"before", "b"}, "a")
                                   .Node("Relu", {"a"}, "b")
                                   .Node("Relu", {"b"}, "after");
  const std::string complaint = Complaint(builder, "after");
  EXPECT_NE(complaint.find("net.onnx: node a (Add) lies on a cycle"), std::string::npos)
      << complaint;
}

TEST(NeededNodes, NamesWhoReadsWhatNobodyWrites) {
  const std::string complaint = Complaint(ModelBuilder().Node("Conv", {"x", "w"}, "a"), "a");
  EXPECT_NE(complaint.find("net.onnx: node a (Conv) reads \"w\""), std::string::npos) << complaint;
  EXPECT_NE(Complaint(ModelBuilder(), "nowhere").find("output \"nowhere\""), std::string::npos);
}

TEST(NeededNodes, SurvivesADeepNetwork) {
  ModelBuilder builder;
  std::string last = "x";
  for (int i = 0; i < 20000; ++i) {
    const std::string next = std::to_string(i);
    builder.Node("Relu", {last}, next);
    last = next;
  }
  EXPECT_EQ(NeededNodes(builder.model(), last).size(), 20000U);
}

}  // namespace
}  // namespace aqua::graph
