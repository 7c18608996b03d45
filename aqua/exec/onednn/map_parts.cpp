#include "aqua/exec/onednn/map_parts.h"

#include "aqua/layers/binary/binary.h"
#include "aqua/layers/concat/concat.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/pointwise.h"

namespace aqua::exec::onednn {
namespace {

// Of a map: with more than this missing, the few cells that are saved do not pay for working in
// parts.
constexpr double kNearlyAll = 0.85;

int64_t AreaOf(const std::vector<Window>& parts) {
  int64_t area = 0;
  for (const Window& part : parts) area += part.area();
  return area;
}

bool IsPointwise(const layers::KernelAxis& axis) { return axis.kernel == 1 && axis.stride == 1; }

bool IsPointwise(const layers::Conv2d& conv, const Shape& input) {
  const layers::KernelGeometry& geometry = conv.geometry();
  return IsPointwise(geometry.rows) && IsPointwise(geometry.columns) &&
         geometry.PadTop(input) == 0 && geometry.PadLeft(input) == 0;
}

// A constant that has a value for every row or column belongs to its place.
bool IsAlikeEverywhere(const Tensor& constant) {
  const Shape& shape = constant.shape();
  const int rank = shape.rank();
  return constant.size() == 1 || (rank > 2 && shape[rank - 1] == 1 && shape[rank - 2] == 1);
}

bool IsPointwise(const layers::Binary& binary, const std::vector<Shape>& inputs) {
  if (binary.constant()) return IsAlikeEverywhere(*binary.constant());
  return inputs[0] == inputs[1];
}

}  // namespace

MapParts PartsOf(const crop::GrowthPlan& plan, graph::ValueIndex value) {
  const Window& whole = plan.to.kept[value];
  std::vector<Window> missing = crop::MissingParts(plan, value);
  const auto area = static_cast<double>(whole.area());
  if (static_cast<double>(AreaOf(missing)) <= kNearlyAll * area) return {std::move(missing), {}};
  return {{whole}, plan.reused[value]};
}

bool TakesCellsInAnyOrder(const graph::Graph& graph, const FusedNode& node) {
  const layers::Layer* layer = node.main->layer.get();
  const std::vector<Shape> inputs = graph.NodeInputShapes(*node.main);
  if (!graph.values[node.output].shape.IsMap() || !inputs[0].IsMap()) return false;
  if (const auto* conv = dynamic_cast<const layers::Conv2d*>(layer)) {
    return IsPointwise(*conv, inputs[0]);
  }
  if (const auto* binary = dynamic_cast<const layers::Binary*>(layer)) {
    return IsPointwise(*binary, inputs);
  }
  if (const auto* concat = dynamic_cast<const layers::Concat*>(layer)) return concat->axis() == 1;
  return dynamic_cast<const layers::PointwiseLayer*>(layer) != nullptr;
}

}  // namespace aqua::exec::onednn
