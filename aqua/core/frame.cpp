#include "aqua/core/frame.h"

namespace aqua {

std::array<Window, 4> FrameBetween(const Window& outer, const Window& inner) {
  return {{{{outer.rows.begin, inner.rows.begin}, outer.columns},
           {inner.rows, {outer.columns.begin, inner.columns.begin}},
           {inner.rows, {inner.columns.end, outer.columns.end}},
           {{inner.rows.end, outer.rows.end}, outer.columns}}};
}

}  // namespace aqua
