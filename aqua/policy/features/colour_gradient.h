// Colour gradient: how much the colour changes from cell to cell in a strip.
#pragma once

#include "aqua/policy/feature.h"

namespace aqua::policy {

// The mean, over all pairs of side by side or stacked cells within the strip, of the absolute
// difference of red, green and blue (the mean of the three). 0 for a strip of one cell.
FeaturePtr MakeColourGradient();

}  // namespace aqua::policy
