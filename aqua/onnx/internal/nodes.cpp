#include "aqua/onnx/internal/nodes.h"

#include "aqua/core/error.h"
#include "aqua/onnx/internal/one_line.h"

namespace aqua::onnx {
namespace {

using ::onnx::AttributeProto;

// Nothing for a kind that no supported operator has.
std::optional<Attribute> ReadAttribute(const AttributeProto& proto, const std::string& owner,
                                       TensorReader& tensors) {
  switch (proto.type()) {
    case AttributeProto::INT:
      return proto.i();
    case AttributeProto::FLOAT:
      return proto.f();
    case AttributeProto::STRING:
      return OneLine(proto.s());
    case AttributeProto::INTS:
      return std::vector<int64_t>(proto.ints().begin(), proto.ints().end());
    case AttributeProto::FLOATS:
      return std::vector<float>(proto.floats().begin(), proto.floats().end());
    case AttributeProto::TENSOR:
      return tensors.Read(proto.t(), owner);
    default:
      return std::nullopt;
  }
}

void CheckKind(const AttributeProto& proto, const std::string& owner, const std::string& model) {
  if (proto.type() == AttributeProto::GRAPH || proto.type() == AttributeProto::GRAPHS) {
    throw Error(
        "{}: {} is a graph of its own; AQuA runs networks without control flow: export again with "
        "fixed shapes",
        model, owner);
  }
  if (proto.type() == AttributeProto::UNDEFINED) {
    throw Error("{}: {} has no type; export again with a current exporter", model, owner);
  }
}

std::vector<std::string> Names(const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& name : names) result.push_back(OneLine(name));
  return result;
}

}  // namespace

OnnxNode ReadNode(const ::onnx::NodeProto& proto, int position, const std::string& model,
                  TensorReader& tensors) {
  OnnxNode node;
  node.op_type = OneLine(proto.op_type());
  node.domain = proto.domain() == "ai.onnx" ? "" : OneLine(proto.domain());
  node.name =
      proto.name().empty() ? fmt::format("{}_{}", node.op_type, position) : OneLine(proto.name());
  node.inputs = Names(proto.input());
  node.outputs = Names(proto.output());
  for (const AttributeProto& attribute : proto.attribute()) {
    const std::string owner = fmt::format("node {} ({}): attribute {}", node.name, node.op_type,
                                          OneLine(attribute.name()));
    CheckKind(attribute, owner, model);
    if (auto value = ReadAttribute(attribute, owner, tensors)) {
      node.attributes[attribute.name()] = std::move(*value);
    }
  }
  return node;
}

}  // namespace aqua::onnx
