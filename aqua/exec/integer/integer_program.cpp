#include "aqua/exec/integer/integer_program.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/exec/integer/integer_layer.h"
#include "aqua/exec/reference/node_program.h"

namespace aqua::exec {
namespace {

int BitsOf(const std::vector<int>& by_node, int otherwise, graph::NodeIndex node) {
  return by_node.empty() ? otherwise : by_node[node];
}

LayerFormats FormatsOf(const IntegerSpec& spec, graph::NodeIndex node, const std::string& layer) {
  const quant::LayerFormat* found = spec.profile != nullptr ? spec.profile->Find(layer) : nullptr;
  if (found == nullptr) {
    LayerFormats formats;
    formats.format.layer = layer;
    formats.format.weight_bits = BitsOf(spec.weight_bits_by_node, spec.weight_bits, node);
    formats.format.weight_exponents.clear();
    formats.format.activations.bits =
        BitsOf(spec.activation_bits_by_node, spec.activation_bits, node);
    return formats;
  }
  return {*found, true};
}

class IntegerProgram final : public NodeProgram {
 public:
  IntegerProgram(std::shared_ptr<const graph::Graph> network, const crop::CropPlan& plan,
                 const IntegerSpec& spec, MatrixUnit& unit)
      : NodeProgram(std::move(network), plan, 1), unit_(unit), observe_(spec.observe) {
    for (graph::NodeIndex i = 0; i < graph().nodes.size(); ++i) {
      layers_.push_back(Prepare(i, plan, spec));
    }
  }

  int64_t ActivationBytes() const override {
    int64_t scratch = 0;
    for (const auto& layer : layers_) {
      if (layer != nullptr) scratch = std::max(scratch, layer->ScratchBytes());
    }
    return NodeProgram::ActivationBytes() + scratch;
  }

 protected:
  void RunNode(graph::NodeIndex node, std::span<const Activation> inputs,
               Activation& result) override {
    if (layers_[node] == nullptr) return NodeProgram::RunNode(node, inputs, result);
    layers_[node]->Run(inputs[0], result, unit_, observe_);
  }

 private:
  // Null for a layer that stays in float.
  std::unique_ptr<IntegerLayer> Prepare(graph::NodeIndex index, const crop::CropPlan& plan,
                                        const IntegerSpec& spec) const {
    const graph::Node& node = graph().nodes[index];
    const Place& output = places()[node.output];
    if (!node.layer->Work(graph().NodeInputShapes(node), output.window).has_weights()) return {};
    return std::make_unique<IntegerLayer>(graph(), index, places()[node.inputs[0]], output,
                                          FormatsOf(spec, index, node.name),
                                          crop::RegionsOf(plan, node.inputs[0]));
  }

  MatrixUnit& unit_;
  std::function<void(const QuantizedInput&)> observe_;
  std::vector<std::unique_ptr<IntegerLayer>> layers_;  // By graph::NodeIndex.
};

}  // namespace

std::unique_ptr<Program> CompileInteger(std::shared_ptr<const graph::Graph> graph,
                                        const crop::CropPlan& plan, const IntegerSpec& spec,
                                        MatrixUnit& unit) {
  const size_t nodes = graph->nodes.size();
  AQUA_CHECK_EQ(plan.kept.size(), graph->values.size());
  AQUA_CHECK(spec.weight_bits_by_node.empty() || spec.weight_bits_by_node.size() == nodes);
  AQUA_CHECK(spec.activation_bits_by_node.empty() || spec.activation_bits_by_node.size() == nodes);
  if (!graph->HasData()) {
    throw Error(
        "{}: the file declares weights without their values, so it cannot be run; use a "
        "trained model",
        graph->path);
  }
  return std::make_unique<IntegerProgram>(std::move(graph), plan, spec, unit);
}

}  // namespace aqua::exec
