// The losses of every option on every image of a table, and what a way through the menu would
// promise: what the policies are fitted by.
#pragma once

#include <cmath>
#include <vector>

#include "aqua/core/error.h"
#include "aqua/policy/loss.h"
#include "aqua/policy/outcome_table.h"

namespace aqua::policy {

class LossTable {
 public:
  // Throws Error naming the image when accuracy is asked for and it has no label, or one that is no
  // class; when its scores are not all finite; and for no images.
  LossTable(const OutcomeTable& seen, const Goal& goal);

  // Of the option's own answer; it was run and has probabilities.
  double At(size_t image, size_t option) const {
    const double loss = losses_[image][option];
    AQUA_CHECK(!std::isnan(loss));
    return loss;
  }

 private:
  std::vector<std::vector<double>> losses_;  // By image, then option; NaN: no answer.
};

// What a policy did on a table's images.
struct Tally {
  double loss = 0;          // Mean.
  double loss_squares = 0;  // Mean of squares.
  double saving = 0;        // Mean fraction of the full run's MACs.
  size_t images = 0;

  void Add(double image_loss, double image_saving);  // Keeps sums until Finish.
  void Finish();
};

// Whether a calibration on twice as many such images would likely grant the goal: the mean loss
// plus two standard errors is at most alpha. A guess to choose by; nobody is promised anything.
bool SeemsSafe(const Tally& tally, const Goal& goal);

}  // namespace aqua::policy
