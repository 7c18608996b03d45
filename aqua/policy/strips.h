// The four border strips of a picture and what they leave in the middle, as windows of it. A strip
// is what a crop of that edge would take; strips meet in the corners, as crops do.
#pragma once

#include "aqua/core/window.h"
#include "aqua/image/resize.h"

namespace aqua::policy {

inline constexpr double kStripShare = 1.0 / 7;  // 32 of 224 pixels.

struct Strips {
  Window top;
  Window bottom;
  Window left;
  Window right;
  Window centre;
};

// Each strip takes `share` of the side that it cuts, rounded to whole cells, at least one. Where
// the strips leave no middle, the centre is the whole picture, so no window is ever empty.
// `picture` has positive sides. Throws Error unless 0 < share <= 0.5.
Strips BorderStrips(const image::Size& picture, double share = kStripShare);

}  // namespace aqua::policy
