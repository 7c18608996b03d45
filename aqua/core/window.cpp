#include "aqua/core/window.h"

#include <fmt/format.h>

#include <algorithm>

namespace aqua {

Span Intersect(Span a, Span b) {
  const int64_t begin = std::max(a.begin, b.begin);
  return {begin, std::max(begin, std::min(a.end, b.end))};
}

Window Window::Full(const Shape& shape) {
  if (!shape.IsMap()) return {{0, 1}, {0, 1}};
  return {{0, shape.height()}, {0, shape.width()}};
}

bool Window::Contains(const Window& inner) const { return Intersect(*this, inner) == inner; }

std::string Window::ToString() const {
  return fmt::format("[{},{})x[{},{})", rows.begin, rows.end, columns.begin, columns.end);
}

Window Intersect(const Window& a, const Window& b) {
  return {Intersect(a.rows, b.rows), Intersect(a.columns, b.columns)};
}

Shape Place::KeptShape() const {
  if (!shape.IsMap()) return shape;
  return {shape.batch(), shape.channels(), window.height(), window.width()};
}

}  // namespace aqua
