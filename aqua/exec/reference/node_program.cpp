#include "aqua/exec/reference/node_program.h"

#include "aqua/exec/places.h"
#include "aqua/exec/window_copy.h"

namespace aqua::exec {

NodeProgram::NodeProgram(std::shared_ptr<const graph::Graph> graph, const crop::CropPlan& plan,
                         int64_t batch)
    : graph_(std::move(graph)), head_(plan.head), places_(PlacesUnderPlan(*graph_, plan, batch)) {}

Tensor NodeProgram::Run(const Tensor& input) {
  std::vector<Activation> values(graph_->values.size());
  values[graph_->input] = CutOut(input, places_[graph_->input]);
  for (graph::NodeIndex i = 0; i < graph_->nodes.size(); ++i) {
    const graph::Node& node = graph_->nodes[i];
    Activation& result = values[node.output];
    result.place = places_[node.output];
    result.data = Tensor(result.place.KeptShape());
    RunNode(i, Inputs(node, values), result);
  }
  return values[graph_->output].Pasted().data;
}

int64_t NodeProgram::ActivationBytes() const {
  int64_t bytes = 0;
  for (const Place& place : places_) {
    bytes += place.KeptShape().ElementCount() * static_cast<int64_t>(sizeof(float));
  }
  return bytes;
}

void NodeProgram::RunNode(graph::NodeIndex node, std::span<const Activation> inputs,
                          Activation& result) {
  graph_->nodes[node].layer->Run(inputs, result);
}

std::vector<Activation> NodeProgram::Inputs(const graph::Node& node,
                                            const std::vector<Activation>& values) const {
  const bool whole = NeedsWholeInputs(*node.layer, head_);
  std::vector<Activation> inputs;
  for (const graph::ValueIndex input : node.inputs) {
    inputs.push_back(whole ? values[input].Pasted() : values[input]);
  }
  return inputs;
}

}  // namespace aqua::exec
