// Attempts in a fixed order, cheapest first: run one, see how far it can be trusted, take its
// answer or go on; the last one is taken as it is. Cascades over scales and crops, crops that are
// grown when they are rejected, and attempts that are stopped half-way are all ladders, over menus
// that offer such options.
//
// Which attempts: those that would save most of the images that Fit sees while the goal seems kept,
// every image judged by a model fitted on other images (five folds). Trust is one logistic model an
// attempt, of confidence.h's inputs, for the probability that taking the answer costs nothing. One
// threshold t makes the rungs: an answer is taken when 1 - p <= (1 - t) x what going on could cost,
// as a fraction of the last attempt; so a risk is borne the more willingly the more it spares.
#pragma once

#include "aqua/policy/policy.h"

namespace aqua::policy {

enum class LadderKind {
  kCascade,  // One or two attempts at lower resolution or cropped, then the whole network.
  kCrops,    // As kCascade, of crops at full resolution alone.
  kExtend,   // A crop, then the same grown to the whole picture.
  kGate,     // An attempt that can be stopped at a gate, then the whole network.
};

PolicyPtr MakeLadder(LadderKind kind);

}  // namespace aqua::policy
