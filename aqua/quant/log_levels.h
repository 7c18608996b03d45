// Weighted-entropy levels of activations: the weighted LogQuant search of Park, Ahn, Yoo (CVPR
// 2017, section 4) in the form of E. Park's code (weight_log_quant_relu_layer), without the
// fine-tuning. In units of a sixteenth of an octave:
//   level 0 = 0; level i >= 1 = 2^((fsr + (i - 1) * step) / 16), for magnitudes from
//   2^((fsr + (2i - 3) * step / 2) / 16) on; what lies below level 1's is 0.
// Of all fsr and of step = 2, 4 .. 32 those with the largest -sum w_i p_i ln p_i over i >= 1, where
// w_i is the level and p_i its share of the values that are not zero.
// The paper's activations come after a ReLU; for signed ones the magnitudes of both signs are taken
// together and the levels are mirrored.
#pragma once

#include "aqua/quant/activation_sketch.h"
#include "aqua/quant/weighted_entropy.h"

namespace aqua::quant {

struct LogLevels {
  int count = 2;      // With the level of zero.
  int first_bin = 0;  // Level 1 is where this bin of the histogram begins: fsr + 640.
  int step = 2;       // Bins from level to level. Even.
  double score = 0;

  double Level(int i) const;  // i >= 1.
  double Begin(int i) const;  // i >= 1: the least magnitude of level i.
};

// `levels` (2 or more) for one sign, with zero's. Some bin of the histogram is not empty. A
// histogram too narrow for so many levels has the finest step, its top level at the last bin.
LogLevels ChooseLogLevels(const LogHistogram& magnitudes, int levels);

// Levels of codes of `code_bits` bits (2 or more where negative values were seen) among integers
// of `bits` bits, whose exponent covers the top level; starts in its steps. Levels below half a
// step are lost: they are 0. Signed: 2^code_bits - 1 levels.
FixedCodebook LogActivations(const ActivationSketch& sketch, int code_bits, int bits);

}  // namespace aqua::quant
