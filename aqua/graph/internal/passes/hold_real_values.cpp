#include <cfloat>

#include "aqua/core/error.h"
#include "aqua/graph/internal/passes/passes.h"
#include "aqua/layers/activation/activation.h"
#include "aqua/layers/dequantize_linear/dequantize_linear.h"
#include "aqua/layers/fake_quantize/fake_quantize.h"
#include "aqua/layers/pad/pad.h"
#include "aqua/layers/pool2d/pool2d.h"
#include "aqua/layers/quantize_linear/quantize_linear.h"

namespace aqua::graph {
namespace {

using layers::ActivationFunction;
using layers::ActivationLayer;
using layers::DequantizeLinear;
using layers::LayerPtr;
using layers::Quantization;
using layers::QuantizeLinear;

LayerPtr ClipTwin(const ActivationLayer& activation, const Quantization& quantization) {
  const bool is_relu = activation.function() == ActivationFunction::kRelu;
  if (is_relu ? activation.alpha() != 0 : activation.function() != ActivationFunction::kClip) {
    return nullptr;
  }
  const float low = quantization.Dequantize(is_relu ? 0 : activation.alpha(), 0);
  const float high = is_relu ? FLT_MAX : quantization.Dequantize(activation.beta(), 0);
  return std::make_shared<ActivationLayer>(ActivationFunction::kClip, low, high);
}

bool MovesOnly(const layers::Layer& layer) {
  return layer.Kind() == "Reshape" || layer.Kind() == "Transpose" || layer.Kind() == "Slice";
}

// What does to real numbers what `layer` does to their integers; null when AQuA knows none.
LayerPtr RealTwin(const LayerPtr& layer, const Quantization& quantization) {
  const auto* pool = dynamic_cast<const layers::Pool2d*>(layer.get());
  if (pool != nullptr) return pool->operation() == layers::PoolOperation::kMax ? layer : nullptr;
  if (!quantization.IsPerTensor()) return nullptr;
  if (MovesOnly(*layer)) return layer;
  if (const auto* activation = dynamic_cast<const ActivationLayer*>(layer.get())) {
    return ClipTwin(*activation, quantization);
  }
  if (const auto* pad = dynamic_cast<const layers::Pad*>(layer.get())) {
    return std::make_shared<layers::Pad>(pad->mode(), pad->widths(),
                                         quantization.Dequantize(pad->value(), 0));
  }
  return nullptr;
}

class Rewriter {
 public:
  explicit Rewriter(Graph& graph)
      : graph_(graph), held_(graph.values.size()), same_(graph.values.size()) {
    for (ValueIndex value = 0; value < same_.size(); ++value) same_[value] = value;
  }

  void Rewrite() {
    std::vector<Node> nodes = std::move(graph_.nodes);
    graph_.nodes.clear();
    for (Node& node : nodes) Add(std::move(node));
    if (held_[graph_.output]) {
      graph_.output = AppendQuantize(graph_.output);
    } else {
      graph_.output = same_[graph_.output];
    }
  }

 private:
  void Add(Node node) {
    if (const auto* quantize = dynamic_cast<const QuantizeLinear*>(node.layer.get())) {
      Round(std::move(node), quantize->quantization());
    } else if (const auto* back = dynamic_cast<const DequantizeLinear*>(node.layer.get())) {
      Dequantize(std::move(node), back->quantization());
    } else {
      KeepIntegers(node);
      Append(std::move(node));
    }
  }

  void Round(Node node, const Quantization& quantization) {
    if (held_[node.inputs[0]]) Fail(node, "quantizes what is quantized already");
    held_[node.output] = quantization;
    node.layer = std::make_shared<layers::FakeQuantize>(quantization);
    Append(std::move(node));
  }

  void Dequantize(Node node, const Quantization& quantization) {
    const std::optional<Quantization>& held = held_[node.inputs[0]];
    if (!held) Fail(node, "reads real numbers, expected the integers that a QuantizeLinear writes");
    if (quantization.type() && !(*quantization.type() == *held->type())) {
      Fail(node, fmt::format("has a zero point of type {}, but its input is of type {}",
                             quantization.type()->name, held->type()->name));
    }
    if (quantization.Agrees(*held)) {
      same_[node.output] = same_[node.inputs[0]];
      return;
    }
    // Other scales: through integers, which only this pair of layers sees.
    node.inputs[0] = AppendQuantize(node.inputs[0]);
    graph_.nodes.push_back(std::move(node));
  }

  // A layer on integers becomes its twin on real numbers.
  void KeepIntegers(Node& node) {
    for (const ValueIndex input : node.inputs) {
      const std::optional<Quantization> held = held_[input];
      if (!held) continue;
      const LayerPtr twin = node.inputs.size() == 1 ? RealTwin(node.layer, *held) : nullptr;
      if (!twin) {
        Fail(node, fmt::format("computes on quantized integers ({}); AQuA takes MaxPool, Relu, "
                               "Clip, Pad, Slice, Reshape and Transpose there, and any operator "
                               "after a DequantizeLinear",
                               held->type()->name));
      }
      node.layer = twin;
      held_[node.output] = held;
    }
  }

  void Append(Node node) {
    for (ValueIndex& input : node.inputs) input = same_[input];
    graph_.nodes.push_back(std::move(node));
  }

  // The integers of a value that is held as real numbers, as a value of their own.
  ValueIndex AppendQuantize(ValueIndex value) {
    const std::string name = graph_.values[value].name + ".integers";
    graph_.values.push_back({name, graph_.values[value].shape});
    const ValueIndex integers = graph_.values.size() - 1;
    graph_.nodes.push_back(
        {name, std::make_shared<QuantizeLinear>(*held_[value]), {same_[value]}, integers});
    return integers;
  }

  [[noreturn]] void Fail(const Node& node, const std::string& text) const {
    throw Error("{}: node {} ({}): it {}", graph_.path, node.name, node.layer->Kind(), text);
  }

  Graph& graph_;
  std::vector<std::optional<Quantization>> held_;  // By value of the old graph: its integers'.
  std::vector<ValueIndex> same_;                   // By value of the old graph: the new one's.
};

}  // namespace

void HoldRealValues(Graph& graph) { Rewriter(graph).Rewrite(); }

}  // namespace aqua::graph
