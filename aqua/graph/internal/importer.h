// From the nodes of a file to a graph, node by node in the order they run.
#pragma once

#include <map>
#include <set>

#include "aqua/graph/graph.h"
#include "aqua/graph/internal/folding/known.h"

namespace aqua::graph {

class Importer {
 public:
  // The image input has `input_shape`, at batch 1. `model` must outlive this.
  Importer(const onnx::OnnxModel& model, Shape input_shape);

  // Throws Error, which names file and node. A quantized operator is added as the nodes that it
  // stands for.
  void AddNode(const onnx::OnnxNode& node);

  // Ends the graph at the value of this name. Throws Error when that is no value of the image.
  Graph Finish(const std::string& output);

 private:
  // What a name in the file stands for: a value of the graph, or something known.
  struct Meaning {
    std::optional<ValueIndex> value;
    Known known;
  };

  void AddOneNode(const onnx::OnnxNode& node);
  void Import(const layers::ImportContext& context);
  void AddFolded(const onnx::OnnxNode& node, std::vector<Known> outputs);
  void AddSplit(const layers::ImportContext& context);
  void AddLayer(const layers::ImportContext& context);
  // Appends a node that reads `inputs` of the file's node and writes `output`.
  void Append(const layers::ImportContext& context, const std::string& name, layers::LayerPtr layer,
              const std::vector<size_t>& inputs, const std::string& output);

  const Meaning& Find(const std::string& name) const;
  std::vector<Known> InputsOf(const onnx::OnnxNode& node) const;
  bool IsInputTranspose(const onnx::OnnxNode& node) const;
  ValueIndex AddValue(const std::string& name, Shape shape);
  // The name, or where a node has it already, the name with a number. Profiles and people tell
  // layers by their names.
  std::string UniqueName(const std::string& name);

  const onnx::OnnxModel& model_;
  Graph graph_;
  std::map<std::string, Meaning> names_;
  std::set<std::string> node_names_;
  int64_t value_elements_ = 0;    // Of all maps together.
  int64_t folded_elements_ = 0;   // Of all computed constants together.
  int64_t most_folded_elements_;  // What those may have.
};

}  // namespace aqua::graph
