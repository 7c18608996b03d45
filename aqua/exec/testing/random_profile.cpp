#include "aqua/exec/testing/random_profile.h"

#include "aqua/crop/plan.h"
#include "aqua/exec/integer/integer_program.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_weights.h"

namespace aqua::exec::testing {
namespace {

std::vector<int> WeightExponents(const Tensor& weights, const ProfileSpec& spec) {
  if (!spec.per_channel) return {quant::CoveringWeightExponent(weights, spec.weight_bits)};
  std::vector<int> exponents;
  const int64_t channels = weights.shape()[0];
  const int64_t rows = weights.size() / channels;
  for (int64_t channel = 0; channel < channels; ++channel) {
    const auto row =
        weights.values().subspan(static_cast<size_t>(channel * rows), static_cast<size_t>(rows));
    exponents.push_back(quant::CoveringWeightExponent(Tensor(Shape{rows}, row), spec.weight_bits));
  }
  return exponents;
}

}  // namespace

quant::Profile RandomProfile(const graph::Graph& graph, const Tensor& input,
                             const ProfileSpec& spec) {
  quant::Profile profile;
  IntegerSpec integer;
  integer.weight_bits = 16;
  integer.activation_bits = spec.activation_bits;
  integer.observe = [&](const QuantizedInput& seen) {
    const graph::Node& node = graph.nodes[seen.node];
    quant::LayerFormat format;
    format.layer = node.name;
    format.weight_bits = spec.weight_bits;
    format.weight_exponents = WeightExponents(layers::TrainedOf(*node.layer).weights, spec);
    format.activations = seen.format;
    if (spec.all_signed && !seen.format.is_signed) {
      format.activations.is_signed = true;
      ++format.activations.exponent;
    }
    format.activations.exponent -= spec.clipped_exponents;
    profile.layers.push_back(format);
  };
  ExactUnit unit;
  CompileInteger(std::make_shared<const graph::Graph>(graph), crop::MakePlan(graph, {}), integer,
                 unit)
      ->Run(input);
  return profile;
}

}  // namespace aqua::exec::testing
