#include "aqua/exec/reference/node_program.h"

#include "aqua/exec/places.h"
#include "aqua/exec/regions.h"
#include "aqua/exec/window_copy.h"

namespace aqua::exec {

NodeProgram::NodeProgram(std::shared_ptr<const graph::Graph> graph, const crop::CropPlan& plan,
                         int64_t batch)
    : graph_(std::move(graph)),
      head_(plan.head),
      regions_(plan.regions),
      places_(PlacesUnderPlan(*graph_, plan, batch)) {
  for (const graph::Node& node : graph_->nodes) {
    const auto* rounding = dynamic_cast<const layers::FixedPointLayer*>(node.layer.get());
    if (rounding == nullptr) continue;
    const std::string owner = fmt::format("{}: layer {}", graph_->path, node.name);
    for (const FewBitCells& cells : FewBitCellsOf(regions_, node.output, places_[node.output])) {
      BorderOf(*rounding, cells.bits, places_[node.output].shape.channels(), owner);
    }
  }
}

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
  const graph::Node& run = graph_->nodes[node];
  run.layer->Run(inputs, result);
  const auto* rounding = dynamic_cast<const layers::FixedPointLayer*>(run.layer.get());
  if (rounding == nullptr) return;
  RoundFewBitCells(*rounding, FewBitCellsOf(regions_, run.output, result.place), inputs[0], result);
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
