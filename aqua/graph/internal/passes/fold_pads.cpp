#include <algorithm>

#include "aqua/graph/internal/passes/passes.h"
#include "aqua/graph/internal/passes/readers.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/pad/pad.h"

namespace aqua::graph {
namespace {

using layers::Conv2d;
using layers::KernelGeometry;
using layers::Pad;
using layers::PaddingMode;

bool AddsZerosAroundMaps(const Pad& pad) {
  if (pad.mode() != layers::PadMode::kConstant || pad.value() != 0) return false;
  const auto& widths = pad.widths();
  if (widths.size() != 4 || widths[1].begin != 0 || widths[1].end != 0) return false;
  return std::all_of(widths.begin(), widths.end(),
                     [](const auto& width) { return width.begin >= 0 && width.end >= 0; });
}

// SAME padding depends on the input's size, which the Pad changes: that one stays as it is.
bool TakesPadding(const KernelGeometry& geometry) {
  return geometry.padding == PaddingMode::kExplicit || geometry.padding == PaddingMode::kValid;
}

KernelGeometry Padded(KernelGeometry geometry, const Pad& pad) {
  if (geometry.padding == PaddingMode::kValid) {
    geometry.rows.pad_begin = geometry.rows.pad_end = 0;
    geometry.columns.pad_begin = geometry.columns.pad_end = 0;
    geometry.padding = PaddingMode::kExplicit;
  }
  geometry.rows.pad_begin += pad.widths()[2].begin;
  geometry.rows.pad_end += pad.widths()[2].end;
  geometry.columns.pad_begin += pad.widths()[3].begin;
  geometry.columns.pad_end += pad.widths()[3].end;
  return geometry;
}

}  // namespace

void FoldPads(Graph& graph) {
  const Readers readers(graph);
  std::vector<NodeIndex> dropped;
  for (NodeIndex index = 0; index < graph.nodes.size(); ++index) {
    const auto* pad = dynamic_cast<const Pad*>(graph.nodes[index].layer.get());
    const auto reader = readers.Only(graph.nodes[index].output);
    if (pad == nullptr || !reader || !AddsZerosAroundMaps(*pad)) continue;
    Node& next = graph.nodes[*reader];
    const auto* conv = dynamic_cast<const Conv2d*>(next.layer.get());
    if (conv == nullptr || !TakesPadding(conv->geometry())) continue;
    next.layer = std::make_shared<Conv2d>(conv->weights(), conv->bias(), conv->groups(),
                                          Padded(conv->geometry(), *pad));
    next.inputs = graph.nodes[index].inputs;
    dropped.push_back(index);
  }
  DropNodes(graph, dropped);
}

}  // namespace aqua::graph
