// How the cells of a region of few bits are best held, from what was seen of such cells.
#pragma once

#include <span>
#include <vector>

#include "aqua/core/border_format.h"
#include "aqua/quant/activation_sketch.h"

namespace aqua::quant {

// The exponent with least squared error over the sample, of those from the centre's up to the one
// that covers; no offsets. `cells`: of the layer, or of its border cells alone; not empty. `bits`:
// fewer than the centre's.
BorderFormat ChooseBorder(const ActivationSketch& cells, const FixedPoint& centre, int bits);

// Offsets that keep the mean of every channel: `mean_errors`, one a channel, of (x - what the
// border's integer stands for) over the cells of a border without offsets. Rounded to the centre's
// steps, saturated to the centre's range.
std::vector<int32_t> BorderOffsets(std::span<const float> mean_errors, const FixedPoint& centre);

}  // namespace aqua::quant
