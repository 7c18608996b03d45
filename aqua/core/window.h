// A half-open rectangle of a feature map, [top, bottom) x [left, right), in cells of that map.
#pragma once

#include <cstdint>
#include <string>

#include "aqua/core/shape.h"

namespace aqua {

// Half-open run of rows, or of columns.
struct Span {
  int64_t begin = 0;
  int64_t end = 0;

  int64_t size() const { return end > begin ? end - begin : 0; }
  bool operator==(const Span&) const = default;
};

Span Intersect(Span a, Span b);

struct Window {
  Span rows;
  Span columns;

  // All of a map. Any other shape counts as one cell, so that a crop has nothing to take from it.
  static Window Full(const Shape& shape);

  int64_t height() const { return rows.size(); }
  int64_t width() const { return columns.size(); }
  int64_t area() const { return height() * width(); }
  bool Contains(const Window& inner) const;
  std::string ToString() const;  // "[1,7)x[0,7)"

  bool operator==(const Window&) const = default;
};

Window Intersect(const Window& a, const Window& b);

// A feature map and the part of it that is kept. Anything that is not a map is kept whole.
struct Place {
  Shape shape;
  Window window;

  static Place Whole(const Shape& shape) { return {shape, Window::Full(shape)}; }
  bool IsWhole() const { return window == Window::Full(shape); }
  // The shape of what is kept: (N, C, window height, window width).
  Shape KeptShape() const;
};

}  // namespace aqua
