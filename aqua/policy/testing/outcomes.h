// Outcomes of a network that is not there: tables for the tests of policies, drawn with a seed.
#pragma once

#include <cstdint>
#include <string>

#include "aqua/policy/outcome_table.h"

namespace aqua::policy {

// Three scales, the full run, three crops, one of them grown in two ways, a scale and a crop that
// stop at a gate and their rests. Costs of energy, time and MACs differ by more than a factor.
Menu SyntheticMenu();

// Images of a difficulty from 0 to 1. Ten classes; the larger an option, the surer and the more
// often right it is. A crop suffers from how much the image has at its rim, which the four scores
// of the 0th layer tell with some noise; a gate shows three scores, one of them telling.
OutcomeTable SyntheticOutcomes(uint32_t seed, size_t images);

// A menu of whole runs: the full one first, then one of each given cost, a fraction of the full
// one's, at ever other scales.
Menu ScalesMenu(const std::vector<double>& relative_costs);

// Ten log-probabilities: `answer` has probability p > 0.1, the others share the rest.
std::vector<float> Sure(int answer, double p);

// An image with the full run's class 0 at 0.9, right, and no other outcome yet.
ImageOutcome SureImage(const Menu& menu, uint64_t hash);

}  // namespace aqua::policy
