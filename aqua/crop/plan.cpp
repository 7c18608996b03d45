#include "aqua/crop/plan.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/crop/strides.h"

namespace aqua::crop {
namespace {

// What is left of `size` cells when `depth` are cut from the chosen ends.
Span Cut(int64_t size, int64_t depth, bool first, bool last) {
  return {first ? depth : 0, last ? size - depth : size};
}

Window CutMap(const Shape& map, const CropCode& code, int64_t depth_rows, int64_t depth_columns) {
  return {Cut(map.height(), depth_rows, code.top, code.bottom),
          Cut(map.width(), depth_columns, code.left, code.right)};
}

Window LiteralWindow(const Shape& map, const Shape& input, const CropSpec& spec) {
  return CutMap(map, spec.code,
                ScaledDepth(spec.depth, map.height(), input.height(), spec.rounding),
                ScaledDepth(spec.depth, map.width(), input.width(), spec.rounding));
}

Window AlignedWindow(const graph::Graph& graph, const graph::Node& node,
                     const std::vector<Window>& kept) {
  std::vector<Place> inputs;
  for (const graph::ValueIndex input : node.inputs) {
    inputs.push_back({graph.values[input].shape, kept[input]});
  }
  return node.layer->KeptWindow(inputs);
}

void CheckSomethingIsLeft(const graph::Graph& graph, graph::ValueIndex value, const Window& kept,
                          const CropSpec& spec) {
  if (kept.height() > 0 && kept.width() > 0) return;
  const graph::Value& map = graph.values[value];
  throw Error(
      "{}: a crop {} of depth {} leaves nothing of the {}x{} map \"{}\"; choose a smaller --depth",
      graph.path, spec.code.ToString(), spec.depth, map.shape.height(), map.shape.width(),
      map.name);
}

void CheckDepth(const graph::Graph& graph, const CropSpec& spec) {
  if (spec.depth < 0) throw Error("depth {}: expected 0 or more pixels", spec.depth);
  if (!graph.InputShape().IsMap()) {
    throw Error("{}: its input of shape {} is no image, so it cannot be cropped", graph.path,
                graph.InputShape().ToString());
  }
  if (spec.code.EdgeCount() == 0) return;
  const int64_t longest = std::max(graph.InputShape().height(), graph.InputShape().width());
  if (spec.depth > longest) {
    throw Error("{}: a depth of {} is more than the whole {}x{} input; choose a smaller --depth",
                graph.path, spec.depth, graph.InputShape().height(), graph.InputShape().width());
  }
  const int64_t stride = TotalStride(graph);
  if (spec.mode == CropMode::kAligned && spec.depth % stride != 0) {
    throw Error(
        "{}: a depth of {} is not a multiple of the network's total stride {}; use --depth {} or "
        "--mode literal",
        graph.path, spec.depth, stride, std::max(spec.depth / stride, int64_t{1}) * stride);
  }
}

}  // namespace

int64_t TotalStride(const graph::Graph& graph) {
  int64_t total = 1;
  for (const MapStride& stride : MapStrides(graph)) {
    total = std::max({total, stride.rows, stride.columns});
  }
  return total;
}

CropPlan MakePlan(const graph::Graph& graph, const CropSpec& spec) {
  CheckDepth(graph, spec);
  const std::vector<MapStride> strides = MapStrides(graph);
  CropPlan plan;
  plan.head = spec.head;
  for (const graph::Value& value : graph.values) plan.kept.push_back(Window::Full(value.shape));
  if (spec.code.EdgeCount() == 0 || spec.depth == 0) return plan;
  const Shape& input = graph.InputShape();
  plan.kept[graph.input] = CutMap(input, spec.code, spec.depth, spec.depth);
  CheckSomethingIsLeft(graph, graph.input, plan.kept[graph.input], spec);
  for (const graph::Node& node : graph.nodes) {
    if (!strides[node.output].IsMap()) continue;
    Window& kept = plan.kept[node.output];
    kept = spec.mode == CropMode::kAligned
               ? AlignedWindow(graph, node, plan.kept)
               : LiteralWindow(graph.values[node.output].shape, input, spec);
    CheckSomethingIsLeft(graph, node.output, kept, spec);
  }
  return plan;
}

std::vector<CropPlan> PlanAllCrops(const graph::Graph& graph, CropSpec spec) {
  std::vector<CropPlan> plans;
  for (const CropCode& code : AllCrops()) {
    spec.code = code;
    plans.push_back(MakePlan(graph, spec));
  }
  return plans;
}

layers::Workloads PlanWork(const graph::Graph& graph, const CropPlan& plan) {
  layers::Workloads work;
  work.reserve(graph.nodes.size());
  for (const graph::Node& node : graph.nodes) {
    work.push_back(node.layer->Work(graph.NodeInputShapes(node), plan.kept[node.output]));
    work.back().layer = node.name;
  }
  return work;
}

}  // namespace aqua::crop
