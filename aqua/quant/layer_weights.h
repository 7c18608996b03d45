// The weights' side of a layer's format, by any method: needs no images.
#pragma once

#include <string>

#include "aqua/layers/layer.h"
#include "aqua/quant/calibrate_spec.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {

// Sets weight bits, exponents and codes. Throws Error, starting with `owner`, for a layer whose
// weights have no data or are not finite.
void SetWeights(const layers::Layer& layer, const CalibrateSpec& spec, const std::string& owner,
                LayerFormat& format);

}  // namespace aqua::quant
