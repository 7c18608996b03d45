#include "aqua/crop/growth.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/core/frame.h"
#include "aqua/crop/reach.h"
#include "aqua/crop/strides.h"
#include "aqua/graph/section.h"

namespace aqua::crop {
namespace {

void CheckNested(const graph::Graph& graph, const CropPlan& from, const CropPlan& to) {
  for (size_t value = 0; value < graph.values.size(); ++value) {
    if (to.kept[value].Contains(from.kept[value])) continue;
    throw Error(
        "{}: a crop that keeps {} of \"{}\" cannot grow to one that keeps {}; a crop grows by "
        "cutting fewer edges, or none deeper",
        graph.path, from.kept[value].ToString(), graph.values[value].name,
        to.kept[value].ToString());
  }
}

void CheckRims(const graph::Graph& graph, const std::vector<Rim>& rims) {
  int64_t last = 0;
  for (const Rim& rim : rims) {
    if (rim.cells < 0 || rim.most_downscaling <= last) {
      throw Error(
          "{}: a rim of {} cells for maps scaled down by up to {}, expected 0 or more cells and "
          "more than {}",
          graph.path, rim.cells, rim.most_downscaling, last);
    }
    last = rim.most_downscaling;
  }
}

// The rim of maps of that downscaling; nothing where nothing is reused.
std::optional<int64_t> RimFor(const RimRule& rule, int64_t downscaling) {
  for (const Rim& rim : rule.rims) {
    if (downscaling <= rim.most_downscaling) return rim.cells;
  }
  return std::nullopt;
}

// What of `kept` is left without its rims: at the ends where `from` cuts the image deeper.
Span WithoutRims(Span kept, Span from, Span to, int64_t rim) {
  if (from.begin != to.begin) kept.begin += std::min(rim, kept.size());
  if (from.end != to.end) kept.end -= std::min(rim, kept.size());
  return kept;
}

Window WithinRims(const RimRule& rule, const MapStride& stride, const Window& kept,
                  const Window& from, const Window& to) {
  const std::optional<int64_t> rows = RimFor(rule, stride.rows);
  const std::optional<int64_t> columns = RimFor(rule, stride.columns);
  if (!rows || !columns) return {};
  const Window inside{WithoutRims(kept.rows, from.rows, to.rows, *rows),
                      WithoutRims(kept.columns, from.columns, to.columns, *columns)};
  return inside.area() > 0 ? inside : Window{};
}

layers::Workload MissingWork(const graph::Graph& graph, const graph::Node& node,
                             const std::vector<Window>& missing) {
  const std::vector<Shape> shapes = graph.NodeInputShapes(node);
  if (missing.size() == 1) return node.layer->Work(shapes, missing.front());
  int64_t positions = 0;
  for (const Window& part : missing) positions += part.area();
  if (positions == 0) return node.layer->Work(shapes, {});
  return node.layer->Work(shapes, {{0, 1}, {0, positions}});
}

// The index after the node that makes a waist; of the network's input: of none.
graph::NodeIndex PastMaker(const graph::Graph& graph, graph::ValueIndex waist) {
  CheckWaist(graph, waist);
  return graph::SectionBetween(graph, graph.input, waist).nodes.size();
}

// Only the nodes [first, last) have positions.
layers::Workloads PartWork(const graph::Graph& graph, const CropPlan& plan, graph::NodeIndex first,
                           graph::NodeIndex last) {
  layers::Workloads work = PlanWork(graph, plan);
  for (graph::NodeIndex node = 0; node < work.size(); ++node) {
    if (node >= first && node < last) continue;
    work[node].output_height = 0;
    work[node].output_width = 0;
    work[node].low_bits.clear();
  }
  return work;
}

}  // namespace

GrowthPlan PlanGrowth(const graph::Graph& graph, CropPlan from, CropPlan to, const RimRule& rule) {
  AQUA_CHECK_EQ(from.kept.size(), graph.values.size());
  AQUA_CHECK_EQ(to.kept.size(), graph.values.size());
  AQUA_CHECK(from.head == to.head);
  if (!from.regions.empty() || !to.regions.empty()) {
    throw Error("{}: a crop with edges of few bits cannot grow; choose one without --edge-bits",
                graph.path);
  }
  CheckNested(graph, from, to);
  CheckRims(graph, rule.rims);
  GrowthPlan plan{std::move(from), std::move(to), {}};
  const std::vector<MapStride> strides = MapStrides(graph);
  const std::vector<Window> untouched =
      rule.is_exact ? UntouchedWindows(graph, plan.from.kept, plan.to.kept) : plan.from.kept;
  for (size_t value = 0; value < graph.values.size(); ++value) {
    const bool is_whole = rule.is_exact || value == graph.input;
    Window reused = untouched[value];
    if (!strides[value].IsMap() || reused.area() == 0) {
      reused = {};
    } else if (!is_whole) {
      reused = WithinRims(rule, strides[value], reused, plan.from.kept[graph.input],
                          plan.to.kept[graph.input]);
    }
    plan.reused.push_back(reused);
  }
  return plan;
}

std::vector<Window> MissingParts(const GrowthPlan& plan, graph::ValueIndex value) {
  const Window& outer = plan.to.kept[value];
  const Window& inner = plan.reused[value];
  if (inner.area() == 0) return {outer};
  std::vector<Window> parts;
  for (const Window& part : FrameBetween(outer, inner)) {
    if (part.area() > 0) parts.push_back(part);
  }
  return parts;
}

layers::Workloads GrowthWork(const graph::Graph& graph, const GrowthPlan& plan) {
  layers::Workloads work;
  work.reserve(graph.nodes.size());
  for (const graph::Node& node : graph.nodes) {
    work.push_back(MissingWork(graph, node, MissingParts(plan, node.output)));
    work.back().layer = node.name;
  }
  return work;
}

void CheckWaist(const graph::Graph& graph, graph::ValueIndex value) {
  AQUA_CHECK(value < graph.values.size());
  const std::vector<graph::ValueIndex> waists = graph::Waists(graph);
  if (std::find(waists.begin(), waists.end(), value) != waists.end()) return;
  throw Error(
      "{}: a run cannot pause at \"{}\", for later layers read other values too; choose one that "
      "alone carries the network on, like \"{}\"",
      graph.path, graph.values[value].name, graph.values[waists[waists.size() / 2]].name);
}

layers::Workloads PrefixWork(const graph::Graph& graph, const CropPlan& plan,
                             graph::ValueIndex waist) {
  return PartWork(graph, plan, 0, PastMaker(graph, waist));
}

layers::Workloads RestWork(const graph::Graph& graph, const CropPlan& plan,
                           graph::ValueIndex waist) {
  return PartWork(graph, plan, PastMaker(graph, waist), graph.nodes.size());
}

}  // namespace aqua::crop
