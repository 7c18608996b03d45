// From what a ladder of policies did on the images of calibration to what may be promised.
//   Rungs are policies, the safest first, ordered without these images. Each is tested at delta and
//   the walk stops at the first failure (risk/fixed_sequence.h); of those that passed, all of which
//   are safe together, the one with the largest mean saving is taken. Tests, by loss:
//   disagreement (0 or 1): the exact binomial tail; accuracy drop (-1, 0 or 1):
//   risk/signed_p_value.h; regret: betting, in an order drawn by a seed.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "aqua/policy/loss.h"

namespace aqua::policy {

struct CalibrationSpec {
  int64_t images = 0;
  int rungs = 0;
  double least_saving = 0;  // Known beforehand, at most 0: no image costs more than 1 - this runs.
  uint64_t order_seed = 0;
};

// What a rung did: by image, in the same order for all rungs.
struct RungOutcomes {
  std::vector<double> losses;   // As LossOf.
  std::vector<double> savings;  // Fraction of the full run's MACs, in [least_saving, 1].
};

struct Verdict {
  int rung = -1;                 // -1: none. The network is run in full, with no loss or saving.
  int64_t images = 0;            // Of calibration.
  double mean_loss = 0;          // On them, as all that follows.
  int64_t worse = 0;             // Images with a loss above 0,
  int64_t better = 0;            // and below 0.
  double bound = 0;              // The mean loss of all images is at most this, at 1 - delta.
  double saving_mean = 0;        // Of MACs.
  double saving_at_least = 0;    // Of all images, at 1 - delta by itself, for this one rung.
  std::vector<double> p_values;  // Of the rungs tested, from the safest on.

  bool operator==(const Verdict&) const = default;
};

// How many images are needed at least, if none of them shows a loss (from two million on: what any
// test needs, risk/least_images.h). Throws Error for alpha or
// delta outside of (0, 1).
int64_t ImagesNeeded(const Goal& goal);

// `play(rung)` is asked for one rung after the other. Throws Error for alpha or delta outside of
// (0, 1), and for fewer images than needed. Nothing safe, or nothing that saves: none.
Verdict Certify(const Goal& goal, const CalibrationSpec& spec,
                const std::function<RungOutcomes(int rung)>& play);

}  // namespace aqua::policy
