#include "aqua/quant/quantized_graph.h"

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/fixed_point/fixed_point.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_weights.h"

namespace aqua::quant {
namespace {

layers::LayerPtr RoundedLayer(const layers::Layer& layer, const LayerFormat& format,
                              const std::string& owner) {
  const layers::Trained trained = layers::TrainedOf(layer);
  const std::vector<int32_t> integers = QuantizedWeights(trained.weights, format, owner);
  layers::WeightGrid grid{format.weight_bits, format.weight_exponents};
  Tensor weights(trained.weights.shape());
  const int64_t rows = weights.size() / weights.shape()[0];
  for (int64_t i = 0; i < weights.size(); ++i) {
    weights[i] =
        static_cast<float>(std::ldexp(integers[static_cast<size_t>(i)], grid.Exponent(i / rows)));
  }
  return layers::WithTrained(layer, {weights, ShiftedBias(trained.bias, format)}, std::move(grid));
}

Codebook CodesOf(const LayerFormat& format) {
  return format.activation_codes.Scaled(format.activations.exponent);
}

// Adds FixedPoint layers. Layers that read a value in the same format share one.
class Rounder {
 public:
  explicit Rounder(graph::Graph& graph) : graph_(graph) {}

  graph::ValueIndex Of(graph::ValueIndex value, const LayerFormat& format) {
    for (const Rounded& known : rounded_) {
      const layers::FixedPointLayer& layer = *known.layer;
      if (known.from == value && layer.format() == format.activations &&
          layer.codebook() == CodesOf(format) && layer.borders() == format.borders) {
        return known.to;
      }
    }
    return Add(value, format);
  }

 private:
  struct Rounded {
    graph::ValueIndex from = 0;
    graph::ValueIndex to = 0;
    std::shared_ptr<const layers::FixedPointLayer> layer;
  };

  graph::ValueIndex Add(graph::ValueIndex value, const LayerFormat& format) {
    auto layer = std::make_shared<layers::FixedPointLayer>(format.activations, CodesOf(format),
                                                           format.borders);
    const std::string name = fmt::format("{}/fixed_point", format.layer);
    const graph::ValueIndex rounded = graph_.values.size();
    const Shape shape = graph_.values[value].shape;
    graph_.values.push_back({name, shape});
    graph_.nodes.push_back({name, layer, {value}, rounded});
    rounded_.push_back({value, rounded, std::move(layer)});
    return rounded;
  }

  graph::Graph& graph_;
  std::vector<Rounded> rounded_;
};

}  // namespace

Tensor ShiftedBias(const Tensor& bias, const LayerFormat& format) {
  if (format.bias_shifts.empty()) return bias;
  Tensor shifted(Shape{static_cast<int64_t>(format.bias_shifts.size())}, format.bias_shifts);
  for (int64_t i = 0; i < bias.size(); ++i) shifted[i] += bias[i];
  return shifted;
}

graph::Graph QuantizedGraph(const graph::Graph& graph, const Profile& profile, Rounds rounds) {
  graph::Graph quantized = graph;
  quantized.nodes.clear();
  Rounder rounder(quantized);
  for (graph::Node node : graph.nodes) {
    if (const LayerFormat* format = profile.Find(node.name)) {
      const std::string owner = fmt::format("{}: layer {}", graph.path, node.name);
      node.layer = RoundedLayer(*node.layer, *format, owner);
      if (rounds == Rounds::kWeightsAndActivations) {
        node.inputs[0] = rounder.Of(node.inputs[0], *format);
      }
    }
    quantized.nodes.push_back(std::move(node));
  }
  return quantized;
}

}  // namespace aqua::quant
