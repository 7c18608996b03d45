#include "aqua/quant/weight_set.h"

#include <array>
#include <charconv>
#include <optional>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/layer_weights.h"

namespace aqua::quant {
namespace {

// Plain digits, nothing else: "8", not "08" or "+8".
std::optional<int> NumberOf(std::string_view text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc() || stopped != end || text != std::to_string(number)) return {};
  return number;
}

struct Kind {
  std::string_view prefix;
  Method method;
  int least_bits;
  int most_bits;
};

constexpr std::array<Kind, 2> kKinds = {
    {{"", Method::kMse, kLeastBits, kMostBits}, {"entropy", Method::kWeightedEntropy, 2, 8}}};

std::optional<CalibrateSpec> SpecOf(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (!name.starts_with(kind.prefix)) continue;
    const std::optional<int> bits = NumberOf(name.substr(kind.prefix.size()));
    if (!bits || *bits < kind.least_bits || *bits > kind.most_bits) continue;
    CalibrateSpec spec = DefaultsOf(kind.method);
    spec.weight_bits = *bits;
    return spec;
  }
  return {};
}

}  // namespace

bool IsWeightSetName(std::string_view name) { return SpecOf(name).has_value(); }

Profile WeightSet(const graph::Graph& graph, std::string_view name) {
  const std::optional<CalibrateSpec> spec = SpecOf(name);
  if (!spec) {
    throw Error("no weight set {}; there are 1 to 16 (bits) and entropy2 to entropy8",
                Quoted(name));
  }
  Profile profile{graph.hash, fmt::format("weight set {}", name), {}};
  for (graph::NodeIndex index = 0; index < graph.nodes.size(); ++index) {
    const graph::Node& node = graph.nodes[index];
    if (!layers::HasTrained(*node.layer)) continue;
    LayerFormat& format = profile.layers.emplace_back();
    format.layer = node.name;
    SetWeights(graph, index, *spec, fmt::format("{}: layer {}", graph.path, node.name), format);
  }
  return profile;
}

}  // namespace aqua::quant
