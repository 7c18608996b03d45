// The number formats of one layer with weights, as far as they are fixed before an image is seen.
#pragma once

#include "aqua/quant/profile.h"

namespace aqua::exec {

struct LayerFormats {
  quant::LayerFormat format;       // Without weight exponents: as the weights need.
  bool fixes_activations = false;  // False: `format.activations` has the bits; sign and exponent,
                                   // and the borders, are as the image needs.
};

}  // namespace aqua::exec
