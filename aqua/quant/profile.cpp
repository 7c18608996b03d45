#include "aqua/quant/profile.h"

#include <algorithm>
#include <map>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"

namespace aqua::quant {
namespace {

layers::Workload FullWork(const graph::Graph& graph, const graph::Node& node) {
  return node.layer->Work(graph.NodeInputShapes(node),
                          Window::Full(graph.values[node.output].shape));
}

using FormatsByName = std::map<std::string_view, const LayerFormat*>;

FormatsByName ByName(const Profile& profile) {
  FormatsByName formats;
  for (const LayerFormat& format : profile.layers) formats[format.layer] = &format;
  return formats;
}

void CheckHash(const Profile& profile, const graph::Graph& graph, std::string_view file) {
  if (profile.model_hash == graph.hash) return;
  throw Error("{}: made for the model with hash {}, but {} has the hash {}; make a profile for it",
              file, Quoted(profile.model_hash), graph.path, Quoted(graph.hash));
}

void CheckExponents(const LayerFormat& format, int64_t channels, const graph::Graph& graph,
                    std::string_view file) {
  const auto count = static_cast<int64_t>(format.weight_exponents.size());
  if (count != 1 && count != channels) {
    throw Error(
        "{}: layer {} has {} weight exponents, expected 1, or {}, one an output channel in {}",
        file, Quoted(format.layer), count, channels, graph.path);
  }
}

void CheckChannels(const LayerFormat& format, const layers::Workload& work,
                   const graph::Graph& graph, std::string_view file) {
  const auto expect = [&](size_t count, int64_t channels, std::string_view what) {
    if (count == 0 || static_cast<int64_t>(count) == channels) return;
    throw Error("{}: layer {} has {} {}, expected none or {}, one a channel in {}", file,
                Quoted(format.layer), count, what, channels, graph.path);
  };
  expect(format.bias_shifts.size(), work.groups * work.columns(), "bias shifts");
  for (const BorderFormat& border : format.borders) {
    expect(border.offsets.size(), work.groups * work.input_channels, "border offsets");
  }
}

}  // namespace

const LayerFormat* Profile::Find(std::string_view layer) const {
  const auto found = std::find_if(layers.begin(), layers.end(),
                                  [&](const LayerFormat& format) { return format.layer == layer; });
  return found == layers.end() ? nullptr : &*found;
}

void CheckProfile(const Profile& profile, const graph::Graph& graph, std::string_view file) {
  CheckHash(profile, graph, file);
  const FormatsByName formats = ByName(profile);
  FormatsByName unused = formats;
  for (const graph::Node& node : graph.nodes) {
    const layers::Workload work = FullWork(graph, node);
    if (!work.has_weights()) continue;
    const auto found = formats.find(node.name);
    if (found == formats.end()) {
      throw Error("{}: no entry for layer \"{}\" of {}, which has weights; add one", file,
                  node.name, graph.path);
    }
    CheckExponents(*found->second, work.groups * work.columns(), graph, file);
    CheckChannels(*found->second, work, graph, file);
    unused.erase(node.name);
  }
  if (unused.empty()) return;
  throw Error("{}: an entry for {}, but {} has no such layer with weights; remove it", file,
              Quoted(unused.begin()->first), graph.path);
}

void ApplyProfile(const Profile& profile, layers::Workloads& work) {
  const FormatsByName formats = ByName(profile);
  for (layers::Workload& layer : work) {
    if (!layer.has_weights()) continue;
    const auto found = formats.find(layer.layer);
    AQUA_CHECK(found != formats.end());
    layer.weight_bits = found->second->weight_bits;
    layer.activation_bits = found->second->activations.bits;
    for (layers::LowBitPositions& low : layer.low_bits) {
      const BorderFormat* border =
          BorderFor(found->second->borders, layer.activation_bits, low.activation_bits);
      // Without a border of its own the region is held like the centre.
      low.activation_bits =
          border != nullptr ? border->bits : std::min(low.activation_bits, layer.activation_bits);
    }
  }
}

}  // namespace aqua::quant
