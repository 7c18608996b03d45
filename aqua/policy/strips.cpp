#include "aqua/policy/strips.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

int64_t DepthOf(int64_t side, double share) {
  return std::clamp<int64_t>(std::llround(static_cast<double>(side) * share), 1, side);
}

}  // namespace

Strips BorderStrips(const image::Size& picture, double share) {
  AQUA_CHECK(picture.width > 0 && picture.height > 0);
  if (!(share > 0 && share <= 0.5)) {
    throw Error("a border strip of {} of the side; expected more than 0 and at most 0.5", share);
  }
  const Span rows{0, picture.height};
  const Span columns{0, picture.width};
  const int64_t high = DepthOf(rows.end, share);
  const int64_t wide = DepthOf(columns.end, share);
  Strips strips;
  strips.top = {{0, high}, columns};
  strips.bottom = {{rows.end - high, rows.end}, columns};
  strips.left = {rows, {0, wide}};
  strips.right = {rows, {columns.end - wide, columns.end}};
  strips.centre = {{high, rows.end - high}, {wide, columns.end - wide}};
  if (strips.centre.area() == 0) strips.centre = {rows, columns};
  return strips;
}

}  // namespace aqua::policy
