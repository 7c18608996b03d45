#include "aqua/crop/plan.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/core/fixed_point.h"
#include "aqua/crop/position_bits.h"
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

// A cut of some depth, or a band down to it: how messages call it.
struct Cutting {
  int64_t depth = 0;
  std::string name;   // "a crop 1111 of depth 32"
  std::string lacks;  // What is missing when it takes all: "nothing", "no centre".
};

Window LiteralWindow(const Shape& map, const Shape& input, const CropSpec& spec, int64_t depth) {
  return CutMap(map, spec.code, ScaledDepth(depth, map.height(), input.height(), spec.rounding),
                ScaledDepth(depth, map.width(), input.width(), spec.rounding));
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
                          const Cutting& cutting) {
  if (kept.height() > 0 && kept.width() > 0) return;
  const graph::Value& map = graph.values[value];
  throw Error("{}: {} leaves {} of the {}x{} map \"{}\"; choose a smaller --depth", graph.path,
              cutting.name, cutting.lacks, map.shape.height(), map.shape.width(), map.name);
}

void CheckDepth(const graph::Graph& graph, const CropSpec& spec, int64_t depth) {
  if (spec.code.EdgeCount() == 0) return;
  const int64_t longest = std::max(graph.InputShape().height(), graph.InputShape().width());
  if (depth > longest) {
    throw Error("{}: a depth of {} is more than the whole {}x{} input; choose a smaller --depth",
                graph.path, depth, graph.InputShape().height(), graph.InputShape().width());
  }
  const int64_t stride = TotalStride(graph);
  if (spec.mode == CropMode::kAligned && depth % stride != 0) {
    throw Error(
        "{}: a depth of {} is not a multiple of the network's total stride {}; use --depth {} or "
        "--mode literal",
        graph.path, depth, stride, std::max(depth / stride, int64_t{1}) * stride);
  }
}

void CheckBand(const graph::Graph& graph, const BitBand& band, int64_t outside) {
  if (band.bits < kLeastBits || band.bits >= kMostBits) {
    throw Error("{}: edges of {} bits, expected {} to {}", graph.path, band.bits, kLeastBits,
                kMostBits - 1);
  }
  if (band.depth <= outside) {
    throw Error(
        "{}: edges of {} bits down to a depth of {}, expected more than the {} outside of them; "
        "give depths from the edge inwards, as --depth 32,64",
        graph.path, band.bits, band.depth, outside);
  }
}

void CheckSpec(const graph::Graph& graph, const CropSpec& spec) {
  if (spec.depth < 0) throw Error("depth {}: expected 0 or more pixels", spec.depth);
  if (!graph.InputShape().IsMap()) {
    throw Error("{}: its input of shape {} is no image, so it cannot be cropped", graph.path,
                graph.InputShape().ToString());
  }
  CheckDepth(graph, spec, spec.depth);
  int64_t outside = spec.depth;
  for (const BitBand& band : spec.bands) {
    CheckBand(graph, band, outside);
    CheckDepth(graph, spec, band.depth);
    outside = band.depth;
  }
}

// By value: what is left of the whole maps.
std::vector<Window> Left(const graph::Graph& graph, const CropSpec& spec, const Cutting& cutting) {
  std::vector<Window> left;
  for (const graph::Value& value : graph.values) left.push_back(Window::Full(value.shape));
  if (spec.code.EdgeCount() == 0 || cutting.depth == 0) return left;
  const std::vector<MapStride> strides = MapStrides(graph);
  const Shape& input = graph.InputShape();
  left[graph.input] = CutMap(input, spec.code, cutting.depth, cutting.depth);
  CheckSomethingIsLeft(graph, graph.input, left[graph.input], cutting);
  for (const graph::Node& node : graph.nodes) {
    if (!strides[node.output].IsMap()) continue;
    Window& window = left[node.output];
    window = spec.mode == CropMode::kAligned
                 ? AlignedWindow(graph, node, left)
                 : LiteralWindow(graph.values[node.output].shape, input, spec, cutting.depth);
    CheckSomethingIsLeft(graph, node.output, window, cutting);
  }
  return left;
}

BitRegion RegionOf(const graph::Graph& graph, const CropSpec& spec, const BitBand& band,
                   const std::vector<Window>& outside) {
  const Cutting cutting{band.depth,
                        fmt::format("an edge of {} bits down to depth {} on the sides {}",
                                    band.bits, band.depth, spec.code.ToString()),
                        "no centre"};
  BitRegion region{band.bits, Left(graph, spec, cutting)};
  for (size_t value = 0; value < outside.size(); ++value) {
    region.inside[value] = Intersect(outside[value], region.inside[value]);
    CheckSomethingIsLeft(graph, value, region.inside[value], cutting);
  }
  return region;
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
  CheckSpec(graph, spec);
  const std::string name = fmt::format("a crop {} of depth {}", spec.code.ToString(), spec.depth);
  CropPlan plan;
  plan.head = spec.head;
  plan.kept = Left(graph, spec, {spec.depth, name, "nothing"});
  if (spec.code.EdgeCount() == 0) return plan;
  for (const BitBand& band : spec.bands) {
    const std::vector<Window>& outside =
        plan.regions.empty() ? plan.kept : plan.regions.back().inside;
    plan.regions.push_back(RegionOf(graph, spec, band, outside));
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
    work.back().low_bits = LowBitsOf(graph, node, plan, work.back());
  }
  return work;
}

}  // namespace aqua::crop
