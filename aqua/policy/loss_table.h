// The losses of every option on every image of a table, and what a way through the menu would
// promise: what the policies are fitted by.
#pragma once

#include <vector>

#include "aqua/policy/loss.h"
#include "aqua/policy/outcome_table.h"

namespace aqua::policy {

class LossTable {
 public:
  // Throws Error when accuracy is asked for and an image has no label.
  LossTable(const OutcomeTable& seen, const Goal& goal);

  // Of the option's own answer; it was run and has probabilities.
  double At(size_t image, size_t option) const { return losses_[image][option]; }

 private:
  std::vector<std::vector<double>> losses_;  // By image, then option; 0 where there is no answer.
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
