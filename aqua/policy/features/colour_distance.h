// Colour distance: how much a strip stands out from the rest of the border.
#pragma once

#include "aqua/policy/feature.h"

namespace aqua::policy {

// The distance, in RGB, of the strip's mean colour to the mean colour of the whole border, which is
// all that is not the centre; where the centre is everything, to that. At most the root of 3.
FeaturePtr MakeColourDistance();

}  // namespace aqua::policy
