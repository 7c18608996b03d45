// Centre prior: how much of what matters a strip would hold if things lay around the middle.
#pragma once

#include "aqua/policy/feature.h"

namespace aqua::policy {

// The share of a Gaussian that falls into the strip, of all that falls into the picture. It is
// centred on the picture, with a deviation of a quarter of each side. The same for all pictures of
// one size.
FeaturePtr MakeCentrePrior();

}  // namespace aqua::policy
