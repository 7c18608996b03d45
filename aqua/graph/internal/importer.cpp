#include "aqua/graph/internal/importer.h"

#include "aqua/core/error.h"
#include "aqua/graph/internal/folding/fold_node.h"
#include "aqua/graph/internal/input.h"
#include "aqua/graph/internal/quantized/expand_quantized.h"
#include "aqua/graph/internal/second_input.h"
#include "aqua/graph/internal/split_sizes.h"
#include "aqua/layers/import_axes.h"
#include "aqua/layers/slice/slice.h"

namespace aqua::graph {
namespace {

using layers::ImportContext;
using onnx::OnnxNode;

// Values of one image together: 4 GiB of float32.
constexpr int64_t kMaxValueElements = int64_t{1} << 30;

// What exporters compute from weights is about as large as these; shapes are tiny.
constexpr int64_t kFoldedPerConstant = 4;
constexpr int64_t kMaxSmallFolded = int64_t{1} << 26;

int64_t ConstantElements(const onnx::OnnxModel& model) {
  int64_t count = 0;
  for (const auto& [name, tensor] : model.initializers) count += tensor.shape.ElementCount();
  return count;
}

std::optional<Shape> StaticShape(const onnx::OnnxValueInfo& info) {
  std::vector<int64_t> dims;
  for (const auto& dim : info.dims) {
    if (!dim) return std::nullopt;
    dims.push_back(*dim);
  }
  return Shape(std::move(dims));
}

}  // namespace

Importer::Importer(const onnx::OnnxModel& model, Shape input_shape)
    : model_(model),
      most_folded_elements_(kMaxSmallFolded + kFoldedPerConstant * ConstantElements(model)) {
  graph_.path = model.path;
  graph_.hash = model.hash;
  for (const auto& [name, tensor] : model.initializers) {
    names_[name].known.constant = ConstantPtr(ConstantPtr(), &tensor);
  }
  for (size_t i = 1; i < model.inputs.size(); ++i) {
    names_[model.inputs[i].name].known.shape_only = StaticShape(model.inputs[i]);
  }
  graph_.input = AddValue(model.inputs.front().name, std::move(input_shape));
}

ValueIndex Importer::AddValue(const std::string& name, Shape shape) {
  value_elements_ += shape.ElementCount();
  if (value_elements_ > kMaxValueElements) {
    throw Error(
        "with an output of {} the network's maps have more than {} values, the most AQuA "
        "runs; give a smaller --size",
        shape.ToString(), kMaxValueElements);
  }
  graph_.values.push_back({name, std::move(shape)});
  names_[name] = {graph_.values.size() - 1, {}};
  return graph_.values.size() - 1;
}

const Importer::Meaning& Importer::Find(const std::string& name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) throw Error("it reads \"{}\", which AQuA does not compute", name);
  if (found->second.value || found->second.known.present()) return found->second;
  throw Error(
      "it reads \"{}\", a second input of the network; AQuA runs networks with one input, the "
      "image",
      name);
}

std::vector<Known> Importer::InputsOf(const OnnxNode& node) const {
  std::vector<Known> inputs;
  for (const std::string& name : node.inputs) {
    Known input;
    if (!name.empty()) {
      const Meaning& meaning = Find(name);
      input = meaning.known;
      if (meaning.value) input.shape = graph_.values[*meaning.value].shape;
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

void Importer::AddNode(const OnnxNode& node) {
  const std::vector<OnnxNode> parts = ExpandQuantized(node, model_.opset, [&](std::string name) {
    while (names_.count(name) != 0) name += "'";
    return name;
  });
  if (parts.empty()) AddOneNode(node);
  for (const OnnxNode& part : parts) AddOneNode(part);
}

void Importer::AddOneNode(const OnnxNode& node) {
  try {
    if (node.outputs.empty()) throw Error("it has no output");
    const ImportContext context(model_, node, InputsOf(node));
    RefuseSecondImage(context);
    Import(context);
  } catch (const layers::ImportError&) {
    throw;
  } catch (const Error& error) {
    throw Error("{}: node {} ({}): {}", model_.path, node.name, node.op_type, error.what());
  }
}

void Importer::Import(const ImportContext& context) {
  const OnnxNode& node = context.node();
  if (std::vector<Known> folded = FoldNode(context); !folded.empty()) {
    AddFolded(node, std::move(folded));
  } else if (IsInputTranspose(node)) {
    names_[node.outputs[0]] = {graph_.input, {}};
  } else if (node.op_type == "Split" && node.domain.empty()) {
    AddSplit(context);
  } else {
    AddLayer(context);
  }
}

void Importer::AddFolded(const OnnxNode& node, std::vector<Known> outputs) {
  for (size_t i = 0; i < outputs.size() && i < node.outputs.size(); ++i) {
    if (outputs[i].constant) folded_elements_ += outputs[i].constant->shape.ElementCount();
    if (folded_elements_ > most_folded_elements_) {
      throw Error("computed constants have more than {} elements, the most AQuA computes here",
                  most_folded_elements_);
    }
    names_[node.outputs[i]] = {{}, std::move(outputs[i])};
  }
}

void Importer::AddSplit(const ImportContext& context) {
  const Shape& shape = context.ActivationShape(0);
  const int axis = ImportAxis(context, context.Int("axis", 0), shape.rank());
  const std::vector<int64_t> sizes = SplitSizes(context, shape[axis]);
  int64_t begin = 0;
  for (size_t part = 0; part < sizes.size(); begin += sizes[part++]) {
    const std::string& output = context.node().outputs[part];
    if (output.empty()) continue;
    const std::vector<layers::AxisRange> range = {{axis, begin, 1, sizes[part]}};
    Append(context, fmt::format("{}.{}", context.node().name, part),
           std::make_shared<layers::Slice>(range), {0}, output);
  }
}

void Importer::AddLayer(const ImportContext& context) {
  const layers::ImportedLayer imported = layers::ImportLayer(context);
  const OnnxNode& node = context.node();
  if (imported.layer) {
    Append(context, node.name, imported.layer, imported.activations, node.outputs[0]);
  } else {
    context.ActivationShape(0);
    names_[node.outputs[0]] = Find(node.inputs[0]);
  }
}

void Importer::Append(const ImportContext& context, const std::string& name, layers::LayerPtr layer,
                      const std::vector<size_t>& inputs, const std::string& output) {
  Node added{UniqueName(name), std::move(layer), {}, 0};
  for (const size_t input : inputs) {
    context.ActivationShape(input);  // Complains of an input that is not one.
    added.inputs.push_back(*Find(context.node().inputs[input]).value);
  }
  Shape shape = added.layer->OutputShape(graph_.NodeInputShapes(added));
  added.output = AddValue(output, std::move(shape));
  graph_.nodes.push_back(std::move(added));
}

std::string Importer::UniqueName(const std::string& name) {
  std::string unique = name;
  for (int number = 2; !node_names_.insert(unique).second; ++number) {
    unique = fmt::format("{}#{}", name, number);
  }
  return unique;
}

bool Importer::IsInputTranspose(const OnnxNode& node) const {
  // BuildGraph gave the image input the shape after this transpose.
  return node.op_type == "Transpose" && !node.inputs.empty() &&
         node.inputs[0] == model_.inputs.front().name && ReadsChannelsLast(model_);
}

Graph Importer::Finish(const std::string& output) {
  const auto found = names_.find(output);
  if (found == names_.end() || !found->second.value) {
    throw Error("{}: its output \"{}\" does not depend on the image", model_.path, output);
  }
  graph_.output = *found->second.value;
  if (graph_.nodes.empty()) throw Error("{}: the network computes nothing", model_.path);
  return std::move(graph_);
}

}  // namespace aqua::graph
