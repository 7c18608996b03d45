#include "aqua/crop/reach.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::crop {
namespace {

using graph::Graph;
using graph::Node;

// Rows and columns are alike for a window rule, so each is looked at alone.
enum class Axis { kRows, kColumns };

Span& Along(Window& window, Axis axis) {
  return axis == Axis::kRows ? window.rows : window.columns;
}
Span Along(const Window& window, Axis axis) {
  return axis == Axis::kRows ? window.rows : window.columns;
}

class Untouched {
 public:
  Untouched(const Graph& graph, const std::vector<Window>& kept, const std::vector<Window>& larger)
      : graph_(graph), kept_(kept), larger_(larger), result_(larger) {
    result_[graph.input] = kept[graph.input];
    for (const Node& node : graph.nodes) result_[node.output] = OfNode(node);
  }

  std::vector<Window> Take() { return std::move(result_); }

 private:
  Window OfNode(const Node& node) const {
    if (node.layer->locality() != layers::Locality::kLocal) {
      return InputsAreWhole(node) ? kept_[node.output] : Window{};
    }
    const std::vector<Shape> shapes = graph_.NodeInputShapes(node);
    Window window = kept_[node.output];
    for (const Axis axis : {Axis::kRows, Axis::kColumns}) {
      Span& span = Along(window, axis);
      while (span.begin < span.end && !IsUntouched(node, shapes, axis, span.begin)) ++span.begin;
      while (span.end > span.begin && !IsUntouched(node, shapes, axis, span.end - 1)) --span.end;
    }
    return window;
  }

  bool InputsAreWhole(const Node& node) const {
    return std::all_of(node.inputs.begin(), node.inputs.end(),
                       [&](graph::ValueIndex input) { return result_[input] == larger_[input]; });
  }

  // One row, or column, of the output.
  bool IsUntouched(const Node& node, const std::vector<Shape>& shapes, Axis axis,
                   int64_t index) const {
    Window line{{0, 1}, {0, 1}};
    Along(line, axis) = {index, index + 1};
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const Window need = node.layer->InputWindow(line, shapes, i);
      const Span inside = Intersect(Along(need, axis), Along(larger_[node.inputs[i]], axis));
      const Span known = Along(result_[node.inputs[i]], axis);
      if (Intersect(inside, known).size() != inside.size()) return false;
    }
    return true;
  }

  const Graph& graph_;
  const std::vector<Window>& kept_;
  const std::vector<Window>& larger_;
  std::vector<Window> result_;
};

Span Hull(Span a, Span b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

void Widen(std::optional<Window>& need, const Window& more) {
  need = need ? Window{Hull(need->rows, more.rows), Hull(need->columns, more.columns)} : more;
}

Window NeededOf(const Graph& graph, const Node& node, size_t input, const Window& output,
                const Window& kept) {
  if (node.layer->locality() != layers::Locality::kLocal) return kept;
  return Intersect(node.layer->InputWindow(output, graph.NodeInputShapes(node), input), kept);
}

}  // namespace

std::vector<Window> UntouchedWindows(const Graph& graph, const std::vector<Window>& kept) {
  std::vector<Window> full;
  for (const graph::Value& value : graph.values) full.push_back(Window::Full(value.shape));
  return UntouchedWindows(graph, kept, full);
}

std::vector<Window> UntouchedWindows(const Graph& graph, const std::vector<Window>& kept,
                                     const std::vector<Window>& larger) {
  return Untouched(graph, kept, larger).Take();
}

std::optional<std::vector<Window>> NarrowedTo(const Graph& graph, const std::vector<Window>& kept,
                                              graph::ValueIndex value, const Window& window) {
  AQUA_CHECK(kept[value].Contains(window));
  std::vector<std::optional<Window>> need(kept.size());
  need[value] = window;
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    if (!need[node->output]) continue;
    for (size_t i = 0; i < node->inputs.size(); ++i) {
      const graph::ValueIndex input = node->inputs[i];
      const Window more = NeededOf(graph, *node, i, *need[node->output], kept[input]);
      if (more.area() == 0) return std::nullopt;
      Widen(need[input], more);
    }
  }
  std::vector<Window> narrowed = kept;
  for (size_t v = 0; v < kept.size(); ++v) narrowed[v] = need[v].value_or(kept[v]);
  return narrowed;
}

}  // namespace aqua::crop
