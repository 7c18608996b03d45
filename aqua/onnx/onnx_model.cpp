#include "aqua/onnx/onnx_model.h"

#include <set>

#include "aqua/core/error.h"
#include "aqua/onnx/internal/content_hash.h"
#include "aqua/onnx/internal/file.h"
#include "aqua/onnx/internal/nodes.h"
#include "aqua/onnx/internal/one_line.h"
#include "aqua/onnx/internal/tensor.h"
#include "aqua/onnx/internal/value_info.h"

namespace aqua::onnx {
namespace {

constexpr int64_t kFirstOpset = 7;
constexpr int64_t kLastOpset = 22;
constexpr int64_t kMaxBatch = 1 << 16;

int64_t StandardOpset(const ::onnx::ModelProto& proto, const std::string& path) {
  int64_t opset = 1;  // What a file without the entry means.
  for (const auto& import : proto.opset_import()) {
    if (import.domain().empty() || import.domain() == "ai.onnx") opset = import.version();
  }
  if (opset < kFirstOpset || opset > kLastOpset) {
    throw Error("{}: opset {}; AQuA reads {} to {}; re-export with opset_version={}", path, opset,
                kFirstOpset, kLastOpset, kLastOpset);
  }
  return opset;
}

void RefuseWhatCannotRun(const ::onnx::ModelProto& proto, const std::string& path) {
  if (proto.functions_size() > 0) {
    throw Error(
        "{}: it defines functions of its own, such as {}; export again with functions "
        "inlined",
        path, OneLine(proto.functions(0).name()));
  }
  if (proto.graph().sparse_initializer_size() > 0) {
    throw Error("{}: it has sparse initializers; AQuA reads dense ones", path);
  }
}

// Takes the tensors out of `graph`, so that weights are not held twice.
void ReadInitializers(::onnx::GraphProto& graph, TensorReader& tensors, OnnxModel& model) {
  for (::onnx::TensorProto& proto : *graph.mutable_initializer()) {
    const std::string name = OneLine(proto.name());
    OnnxTensor tensor = tensors.Read(proto, fmt::format("tensor \"{}\"", name));
    proto.Clear();
    if (!model.initializers.emplace(name, std::move(tensor)).second) {
      throw Error("{}: two initializers are named \"{}\"", model.path, name);
    }
  }
}

void ReadInputs(const ::onnx::GraphProto& graph, OnnxModel& model) {
  for (const ::onnx::ValueInfoProto& proto : graph.input()) {
    // Before IR version 4 initializers are listed as inputs too.
    if (model.initializers.count(OneLine(proto.name())) != 0) continue;
    model.inputs.push_back(ReadValueInfo(proto, model.path));
  }
  if (model.inputs.empty()) throw Error("{}: the network has no input", model.path);
  const auto& dims = model.inputs.front().dims;
  if (!dims.empty() && dims[0]) model.declared_batch = *dims[0];
  if (model.declared_batch > kMaxBatch) {
    throw Error("{}: its input \"{}\" is a batch of {}, expected at most {}", model.path,
                model.inputs.front().name, model.declared_batch, kMaxBatch);
  }
}

void ReadOutputs(const ::onnx::GraphProto& graph, OnnxModel& model) {
  for (const ::onnx::ValueInfoProto& proto : graph.output()) {
    model.outputs.push_back(ReadValueInfo(proto, model.path));
  }
  if (model.outputs.empty()) throw Error("{}: the network has no output", model.path);
}

void ReadNodes(const ::onnx::GraphProto& graph, TensorReader& tensors, OnnxModel& model) {
  int position = 0;
  for (const ::onnx::NodeProto& proto : graph.node()) {
    model.nodes.push_back(ReadNode(proto, position++, model.path, tensors));
  }
}

void CheckNamesAreUnique(const OnnxModel& model) {
  std::set<std::string> names;
  for (const auto& [name, tensor] : model.initializers) names.insert(name);
  for (const OnnxValueInfo& input : model.inputs) {
    if (names.insert(input.name).second) continue;
    throw Error("{}: two inputs are named \"{}\"", model.path, input.name);
  }
  for (const OnnxNode& node : model.nodes) {
    for (const std::string& output : node.outputs) {
      if (output.empty() || names.insert(output).second) continue;
      throw Error("{}: node {} ({}) writes \"{}\", a name that is taken; each value has one writer",
                  model.path, node.name, node.op_type, output);
    }
  }
}

}  // namespace

OnnxModel ReadOnnxModel(const std::filesystem::path& path) {
  OnnxModel model;
  model.path = path.string();
  ::onnx::ModelProto proto = ParseModel(path);
  model.opset = StandardOpset(proto, model.path);
  RefuseWhatCannotRun(proto, model.path);
  TensorReader tensors(path);
  ReadInitializers(*proto.mutable_graph(), tensors, model);
  ReadInputs(proto.graph(), model);
  ReadOutputs(proto.graph(), model);
  ReadNodes(proto.graph(), tensors, model);
  CheckNamesAreUnique(model);
  ContentHash hash;
  hash.AddFile(path);
  for (const auto& file : tensors.external_files()) hash.AddFile(file);
  model.hash = hash.Digest();
  return model;
}

}  // namespace aqua::onnx
