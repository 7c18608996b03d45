#include "aqua/layers/import_axes.h"

#include <set>

namespace aqua::layers {

int ImportAxis(const ImportContext& context, int64_t axis, int rank) {
  if (axis < -rank || axis >= rank) {
    context.Fail("axis {} is out of range, expected {} to {}", axis, -rank, rank - 1);
  }
  return static_cast<int>(axis < 0 ? axis + rank : axis);
}

std::optional<std::vector<int>> ImportAxes(const ImportContext& context, int rank) {
  const bool is_attribute = context.HasAttribute("axes");
  if (!is_attribute && !context.HasInput(1)) return std::nullopt;
  std::set<int> seen;
  std::vector<int> axes;
  for (const int64_t axis : is_attribute ? context.Ints("axes", {}) : context.ConstantInts(1)) {
    axes.push_back(ImportAxis(context, axis, rank));
    if (!seen.insert(axes.back()).second) context.Fail("axis {} is named twice", axis);
  }
  return axes;
}

}  // namespace aqua::layers
