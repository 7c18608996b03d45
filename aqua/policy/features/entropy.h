// Entropy of the luma: how many different grays a strip holds.
#pragma once

#include "aqua/policy/feature.h"

namespace aqua::policy {

// Shannon's entropy, in bits, of the strip's luma in 16 equal bins: 0 for one gray, at most 4.
FeaturePtr MakeEntropy();

}  // namespace aqua::policy
