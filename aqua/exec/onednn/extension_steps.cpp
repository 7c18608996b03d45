#include "aqua/exec/onednn/extension_steps.h"

#include <algorithm>

#include "aqua/exec/onednn/extension_cells.h"
#include "aqua/exec/onednn/gather_step.h"
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/places.h"

namespace aqua::exec::onednn {
namespace {

using graph::ValueIndex;

// A node may take another in only where both take over the same cells.
std::vector<Tap> FusionBounds(const graph::Graph& graph, const crop::GrowthPlan& plan) {
  std::vector<Tap> bounds;
  for (const graph::Node& node : graph.nodes) {
    for (const ValueIndex input : node.inputs) {
      const Window& reused = plan.reused[input];
      if (reused != plan.reused[node.output]) bounds.push_back({input, reused});
    }
  }
  return bounds;
}

SegmentSpec SpecOf(const graph::Graph& graph, const crop::GrowthPlan& plan) {
  return {
      {0, graph.nodes.size()},      graph.input,  graph.output, PlacesUnderPlan(graph, plan.to, 1),
      ElementTypesOf(graph, false), plan.to.head, {},           FusionBounds(graph, plan)};
}

// All cells of the parts as a map of one row.
Place InOneRow(const Shape& map, const std::vector<Window>& parts) {
  int64_t cells = 0;
  for (const Window& part : parts) cells += part.area();
  return Place::Whole({map.batch(), map.channels(), 1, cells});
}

class Builder {
 public:
  Builder(const graph::Graph& graph, const crop::GrowthPlan& plan, PackedWeights& weights)
      : graph_(graph), spec_(SpecOf(graph, plan)), weights_(weights), cells_(graph, plan) {}

  ExtensionSteps Build() {
    for (const FusedNode& node : FuseNodes(graph_, spec_)) AddNode(node);
    return cells_.Finish();
  }

 private:
  void AddNode(const FusedNode& node) {
    cells_.Add(node.output);
    const MapParts& made = cells_.map(node.output);
    if (IsOneRow(node)) {
      AddRow(node);
    } else {
      for (const Window& part : made.parts) AddPart(node, part);
    }
    if (made.taken_over.area() > 0) TakeOver(node.output, made.taken_over);
  }

  bool IsOneRow(const FusedNode& node) const {
    const std::vector<Window>& parts = cells_.map(node.output).parts;
    if (parts.size() < 2 || !TakesCellsInAnyOrder(graph_, node)) return false;
    const std::vector<ValueIndex> values = ValuesRead(node);
    return std::all_of(values.begin(), values.end(),
                       [&](ValueIndex value) { return cells_.map(value).parts == parts; });
  }

  void AddRow(const FusedNode& node) {
    const auto row = [&](ValueIndex value) {
      return InOneRow(spec_.places[value].shape, cells_.map(value).parts);
    };
    ExtensionStep step;
    LoweringContext context{node, {}, row(node.output), spec_, graph_, weights_};
    for (const ValueIndex input : node.main->inputs) context.inputs.push_back(row(input));
    for (const ValueIndex value : ValuesRead(node)) {
      step.inputs.push_back(cells_.FirstPart(value));
    }
    step.output = cells_.FirstPart(node.output);
    step.step = LowerNode(context);
    cells_.AddStep(std::move(step));
  }

  // Rows whose input is held as it is read are computed apart, so that little is copied.
  void AddPart(const FusedNode& node, const Window& part) {
    Span held{part.rows.begin, part.rows.begin};
    for (int64_t row = part.rows.begin; row < part.rows.end; ++row) {
      if (!IsHeld(*node.main, {{row, row + 1}, part.columns})) continue;
      if (held.size() == 0) held = {row, row};
      if (held.end == row) ++held.end;
    }
    for (const Span& rows :
         {Span{part.rows.begin, held.begin}, held, Span{held.end, part.rows.end}}) {
      if (rows.size() > 0) AddWindow(node, {rows, part.columns});
    }
  }

  bool IsHeld(const graph::Node& node, const Window& window) const {
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.inputs[i] == graph_.input) continue;
      if (!cells_.Held(node.inputs[i], WindowRead(node, i, window))) return false;
    }
    return true;
  }

  void AddWindow(const FusedNode& node, const Window& window) {
    ExtensionStep step;
    LoweringContext context{node,  {},     {spec_.places[node.output].shape, window},
                            spec_, graph_, weights_};
    const std::vector<ValueIndex> values = ValuesRead(node);
    for (size_t i = 0; i < values.size(); ++i) {
      const bool is_addend = i >= node.main->inputs.size();
      const Window read = is_addend ? window : WindowRead(*node.main, i, window);
      if (!is_addend) context.inputs.push_back({spec_.places[values[i]].shape, read});
      step.inputs.push_back(cells_.Find(values[i], read));
    }
    step.output = *cells_.Held(node.output, window);
    step.step = LowerNode(context);
    cells_.AddStep(std::move(step));
  }

  // Of an input of `node`, for computing `window`. A window all in the padding reads any cell.
  Window WindowRead(const graph::Node& node, size_t input, const Window& window) const {
    const Window& whole = spec_.places[node.inputs[input]].window;
    if (node.layer->locality() != layers::Locality::kLocal) return whole;
    const Window read =
        Intersect(node.layer->InputWindow(window, graph_.NodeInputShapes(node), input), whole);
    if (read.area() > 0) return read;
    return {{whole.rows.begin, whole.rows.begin + 1},
            {whole.columns.begin, whole.columns.begin + 1}};
  }

  void TakeOver(ValueIndex value, const Window& window) {
    const Place& whole = spec_.places[value];
    ExtensionStep step;
    step.inputs = {cells_.Keep(value, window)};
    step.output = cells_.FirstPart(value);
    step.step = std::make_unique<GatherStep>(std::vector<Place>{{whole.shape, window}}, whole,
                                             ElementType::f32);
    cells_.AddStep(std::move(step));
  }

  const graph::Graph& graph_;
  SegmentSpec spec_;
  PackedWeights& weights_;
  ExtensionCells cells_;
};

}  // namespace

ExtensionSteps BuildExtension(const graph::Graph& graph, const crop::GrowthPlan& plan,
                              PackedWeights& weights) {
  return Builder(graph, plan, weights).Build();
}

}  // namespace aqua::exec::onednn
