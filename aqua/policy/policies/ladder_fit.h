// A path through the menu with its fitted models: what a ladder learns.
#pragma once

#include <vector>

#include "aqua/policy/logistic.h"
#include "aqua/policy/loss_table.h"
#include "aqua/policy/policies/ladder_paths.h"

namespace aqua::policy {

struct LadderRung {
  double threshold = 1;
  Tally tally;  // On the images that were fitted on, each judged by models of others.
};

struct FittedLadder {
  LadderPath path;
  bool zeroth_layer = false;      // Whether the models read its scores.
  std::vector<Logistic> models;   // By attempt: that taking it costs nothing; of a gate: that its
                                  // rest will be taken.
  double gate_threshold = 0;      // Below it, the rest of a stopped attempt is not run.
  std::vector<LadderRung> rungs;  // Thresholds descending, savings ascending.
  int suggested_rung = -1;

  // What ladders are chosen by: the saving of the suggested rung. Where none seems safe, minus the
  // least mean loss of a rung: below all that seem safe, the least harmful first.
  double Merit() const;
};

// Whether the answer of `attempt` is taken at a threshold, `trust` being its model's probability.
bool IsTaken(const LadderPath& path, size_t attempt, const Menu& menu, double trust,
             double threshold);

// Fits `path` to the images of `seen`, all of which have the options of the path. Throws Error for
// fewer images than folds.
FittedLadder FitLadder(const LadderPath& path, const OutcomeTable& seen, const LossTable& losses,
                       const Goal& goal, bool zeroth_layer);

}  // namespace aqua::policy
