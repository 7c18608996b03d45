// Points of interest: how many corners a strip holds.
#pragma once

#include "aqua/policy/feature.h"

namespace aqua::policy {

// The share of the strip's cells whose corner response, det M - 0.04 (trace M)^2 (Harris and
// Stephens, "A combined corner and edge detector", 1988), is above that of a step corner of
// contrast 1/16 in luma. M sums the products of the gradients at the cell's own four corners, each
// gradient taken over the 2x2 cells that meet there. The outermost cells of the picture are no
// corners.
FeaturePtr MakePointsOfInterest();

}  // namespace aqua::policy
