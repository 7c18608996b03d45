#include "aqua/graph/internal/quantized/expand_quantized.h"

#include <gtest/gtest.h>

namespace aqua::graph {
namespace {

using onnx::OnnxNode;

using Names = std::vector<std::string>;

std::string AsIs(std::string name) { return name; }

OnnxNode Node(const std::string& op_type, Names inputs, const std::string& domain = "") {
  return {op_type, domain, "q", std::move(inputs), {"y"}, {}};
}

std::vector<OnnxNode> Expand(const OnnxNode& node) { return ExpandQuantized(node, 13, AsIs); }

// "DequantizeLinear(x s z)=y.real0 Relu(...)=..."
std::string Text(const std::vector<OnnxNode>& nodes) {
  std::string text;
  for (const OnnxNode& node : nodes) {
    text += text.empty() ? "" : " ";
    text += node.op_type + "(";
    for (const std::string& input : node.inputs) text += input + ",";
    text += ")=" + node.outputs[0];
  }
  return text;
}

int64_t Axis(const OnnxNode& node) { return std::get<int64_t>(node.attributes.at("axis")); }

TEST(ExpandQuantized, MakesAConvolutionOfRealNumbers) {
  OnnxNode node = Node("QLinearConv", {"x", "sx", "zx", "w", "sw", "zw", "sy", "zy", "b"});
  node.attributes["group"] = int64_t{2};
  const std::vector<OnnxNode> parts = Expand(node);
  EXPECT_EQ(Text(parts),
            "DequantizeLinear(x,sx,zx,)=y.real0 DequantizeLinear(w,sw,zw,)=y.real1 "
            "Mul(sx,sw,)=y.bias_scale DequantizeLinear(b,y.bias_scale,,)=y.real3 "
            "Conv(y.real0,y.real1,y.real3,)=y.real QuantizeLinear(y.real,sy,zy,)=y");
  EXPECT_EQ(Axis(parts[1]), 0);
  EXPECT_EQ(Axis(parts[3]), 0);
  EXPECT_EQ(parts[4].name, "q");
  EXPECT_EQ(std::get<int64_t>(parts[4].attributes.at("group")), 2);
}

TEST(ExpandQuantized, LeavesOutABiasThatIsNotThere) {
  EXPECT_EQ(Text(Expand(Node("QLinearConv", {"x", "sx", "zx", "w", "sw", "zw", "sy", "zy"}))),
            "DequantizeLinear(x,sx,zx,)=y.real0 DequantizeLinear(w,sw,zw,)=y.real1 "
            "Conv(y.real0,y.real1,,)=y.real QuantizeLinear(y.real,sy,zy,)=y");
}

TEST(ExpandQuantized, LeavesAGemmWithoutAnOutputScaleReal) {
  OnnxNode node = Node("QGemm", {"a", "sa", "za", "b", "sb", "zb"}, "com.microsoft");
  node.attributes["transB"] = int64_t{1};
  const std::vector<OnnxNode> parts = Expand(node);
  EXPECT_EQ(Text(parts),
            "DequantizeLinear(a,sa,za,)=y.real0 DequantizeLinear(b,sb,zb,)=y.real1 "
            "Gemm(y.real0,y.real1,,)=y");
  EXPECT_EQ(Axis(parts[1]), 0);
}

TEST(ExpandQuantized, ScalesTheBiasOfAGemmByAlphaToo) {
  OnnxNode node = Node("QGemm", {"a", "sa", "za", "b", "sb", "zb", "c"}, "com.microsoft");
  node.attributes["alpha"] = 0.5F;
  const std::vector<OnnxNode> parts = Expand(node);
  EXPECT_EQ(Text(parts),
            "DequantizeLinear(a,sa,za,)=y.real0 DequantizeLinear(b,sb,zb,)=y.real1 "
            "Mul(sa,sb,)=y.bias_scale Constant()=y.factor "
            "Mul(y.bias_scale,y.factor,)=y.scaled_bias_scale "
            "DequantizeLinear(c,y.scaled_bias_scale,,)=y.real5 Gemm(y.real0,y.real1,y.real5,)=y");
  EXPECT_EQ(std::get<float>(parts[3].attributes.at("value_float")), 0.5F);
}

TEST(ExpandQuantized, TakesScaleAndZeroPointOfAConcatFromTheFront) {
  const Names inputs = {"sy", "zy", "a", "sa", "za", "b", "sb", "zb"};
  EXPECT_EQ(Text(Expand(Node("QLinearConcat", inputs, "com.microsoft"))),
            "DequantizeLinear(a,sa,za,)=y.real0 DequantizeLinear(b,sb,zb,)=y.real1 "
            "Concat(y.real0,y.real1,)=y.real QuantizeLinear(y.real,sy,zy,)=y");
}

TEST(ExpandQuantized, TakesNoNameThatIsTaken) {
  const auto fresh = [](std::string name) { return name == "y.real0" ? name + "'" : name; };
  const auto parts = ExpandQuantized(
      Node("QLinearSigmoid", {"x", "sx", "zx", "sy", "zy"}, "com.microsoft"), 13, fresh);
  EXPECT_EQ(parts[0].outputs[0], "y.real0'");
  EXPECT_EQ(parts[1].inputs[0], "y.real0'");
}

TEST(ExpandQuantized, LeavesOtherNodesAlone) {
  const Names inputs = {"x", "sx", "zx", "sy", "zy"};
  EXPECT_TRUE(Expand(Node("Conv", {"x", "w"})).empty());
  EXPECT_TRUE(Expand(Node("QLinearSigmoid", inputs)).empty());  // Of another domain.
  EXPECT_TRUE(Expand(Node("QLinearConv", inputs, "com.example")).empty());
  OnnxNode node = Node("QLinearGlobalAveragePool", inputs, "com.microsoft");
  EXPECT_FALSE(Expand(node).empty());
  node.attributes["channels_last"] = int64_t{1};
  EXPECT_TRUE(Expand(node).empty());
  OnnxNode softmax = Node("QLinearSoftmax", inputs, "com.microsoft");
  EXPECT_FALSE(Expand(softmax).empty());
  softmax.attributes["opset"] = int64_t{11};
  EXPECT_TRUE(Expand(softmax).empty());
  node.outputs.clear();
  EXPECT_TRUE(Expand(node).empty());
}

TEST(ExpandQuantized, TakesMicrosoftsOwnQuantizeLinear) {
  const auto parts = Expand(Node("DequantizeLinear", {"x", "s"}, "com.microsoft"));
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].domain, "");
  EXPECT_TRUE(Expand(Node("DequantizeLinear", {"x", "s"})).empty());
}

}  // namespace
}  // namespace aqua::graph
