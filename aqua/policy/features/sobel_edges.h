// Gradient energy: how strong the edges of a strip are.
#pragma once

#include "aqua/policy/feature.h"

namespace aqua::policy {

// The root of the mean over the strip's cells of gx^2 + gy^2, by Sobel's two 3x3 kernels over 8, so
// that it is in luma a cell: a ramp that rises by s a cell scores s. Beyond the picture's edge the
// outermost cells are repeated.
FeaturePtr MakeSobelEdges();

}  // namespace aqua::policy
