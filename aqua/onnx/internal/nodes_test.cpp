#include "aqua/onnx/internal/nodes.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/onnx/testing/model_file.h"

namespace aqua::onnx {
namespace {

using ::onnx::AttributeProto;
using ::onnx::NodeProto;

OnnxNode Read(const NodeProto& proto) {
  TensorReader tensors("net.onnx");
  return ReadNode(proto, 17, "net.onnx", tensors);
}

std::string Complaint(const NodeProto& proto) {
  try {
    Read(proto);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

AttributeProto& AddAttribute(NodeProto& node, const char* name,
                             AttributeProto::AttributeType type) {
  AttributeProto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(type);
  return attribute;
}

TEST(ReadNode, KeepsInputsOutputsAndLeftOutOnes) {
  NodeProto proto;
  proto.set_op_type("Clip");
  proto.set_name("clip");
  proto.set_domain("ai.onnx");
  for (const char* name : {"x", "", "max"}) proto.add_input(name);
  proto.add_output("y");
  const OnnxNode node = Read(proto);
  EXPECT_EQ(node.name, "clip");
  EXPECT_EQ(node.domain, "");
  EXPECT_EQ(node.inputs, (std::vector<std::string>{"x", "", "max"}));
  EXPECT_EQ(node.outputs, (std::vector<std::string>{"y"}));
}

TEST(ReadNode, NamesANodeThatHasNoName) {
  NodeProto proto;
  proto.set_op_type("Conv");
  EXPECT_EQ(Read(proto).name, "Conv_17");
}

TEST(ReadNode, KeepsNamesOnOneLine) {
  NodeProto proto;
  proto.set_op_type("Re\nlu");
  proto.set_name("first\r\nsecond");
  proto.set_domain("a\tb");
  const OnnxNode node = Read(proto);
  EXPECT_EQ(node.op_type, "Re\\x0Alu");
  EXPECT_EQ(node.name, "first\\x0D\\x0Asecond");
  EXPECT_EQ(node.domain, "a\\x09b");
}

TEST(ReadNode, ReadsEveryKindOfAttributeThatOperatorsUse) {
  NodeProto proto;
  proto.set_op_type("Any");
  AddAttribute(proto, "int", AttributeProto::INT).set_i(-3);
  AddAttribute(proto, "float", AttributeProto::FLOAT).set_f(0.5F);
  AddAttribute(proto, "string", AttributeProto::STRING).set_s("SAME_UPPER");
  AddAttribute(proto, "ints", AttributeProto::INTS).add_ints(4);
  AddAttribute(proto, "floats", AttributeProto::FLOATS).add_floats(1.5F);
  AddAttribute(proto, "strings", AttributeProto::STRINGS).add_strings("dropped");
  *AddAttribute(proto, "tensor", AttributeProto::TENSOR).mutable_t() =
      testing::RawTensor("", ::onnx::TensorProto::FLOAT, {1}, testing::BytesOf<float>({9}));
  const auto attributes = Read(proto).attributes;
  EXPECT_EQ(std::get<int64_t>(attributes.at("int")), -3);
  EXPECT_EQ(std::get<float>(attributes.at("float")), 0.5F);
  EXPECT_EQ(std::get<std::string>(attributes.at("string")), "SAME_UPPER");
  EXPECT_EQ(std::get<std::vector<int64_t>>(attributes.at("ints")), (std::vector<int64_t>{4}));
  EXPECT_EQ(std::get<std::vector<float>>(attributes.at("floats")), (std::vector<float>{1.5F}));
  EXPECT_EQ(std::get<OnnxTensor>(attributes.at("tensor")).floats(), (std::vector<float>{9}));
  EXPECT_EQ(attributes.count("strings"), 0U);
}

TEST(ReadNode, NamesNodeAndAttributeOfADamagedTensor) {
  NodeProto proto;
  proto.set_op_type("Constant");
  proto.set_name("c1");
  *AddAttribute(proto, "value", AttributeProto::TENSOR).mutable_t() =
      testing::RawTensor("", ::onnx::TensorProto::FLOAT, {2}, "abc");
  EXPECT_NE(Complaint(proto).find("net.onnx: node c1 (Constant): attribute value of shape 2 holds"),
            std::string::npos);
}

TEST(ReadNode, RefusesControlFlowAndUntypedAttributes) {
  NodeProto loop;
  loop.set_op_type("Loop");
  loop.set_name("loop1");
  AddAttribute(loop, "body", AttributeProto::GRAPH);
  EXPECT_NE(Complaint(loop).find("net.onnx: node loop1 (Loop): attribute body is a graph"),
            std::string::npos);
  NodeProto untyped;
  untyped.set_op_type("Conv");
  untyped.set_name("conv1");
  AddAttribute(untyped, "strides", AttributeProto::UNDEFINED);
  EXPECT_NE(Complaint(untyped).find("attribute strides has no type"), std::string::npos);
}

}  // namespace
}  // namespace aqua::onnx
