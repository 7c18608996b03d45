// What of a window lies outside of another inside of it.
#pragma once

#include <array>

#include "aqua/core/window.h"

namespace aqua {

// `inner` is within `outer`. The parts above, left, right and below; some may be empty.
std::array<Window, 4> FrameBetween(const Window& outer, const Window& inner);

}  // namespace aqua
