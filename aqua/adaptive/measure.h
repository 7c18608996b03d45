// What a policy does on a table of images that nothing was chosen by.
#pragma once

#include "aqua/adaptive/collect.h"
#include "aqua/policy/fitted_policy.h"
#include "aqua/study/mean_interval.h"

namespace aqua::adaptive {

struct Measured {
  study::MeanInterval right;         // Top-1, of the labelled images.
  study::MeanInterval agreement;     // With the full run's first class.
  study::MeanInterval loss;          // Of the goal.
  study::MeanInterval saved_macs;    // Fractions of the whole network's; deciding and rejected
  study::MeanInterval saved_energy;  // attempts are paid for.
  study::MeanInterval saved_latency;
};

// `rung` below 0: the whole network.
Measured MeasureOn(const policy::FittedPolicy& fitted, int rung, const policy::Goal& goal,
                   const policy::OutcomeTable& table);

// Tells the oracle: an option keeps an image if it is right, as the full run is; of an unlabelled
// image, if it answers as the full run. An image that the full run gets wrong has none.
void TellAnswers(policy::OutcomeTable& table);

// The time saved from the decoded photo on, over the images of the list.
study::MeanInterval MeasureCpu(ScaledNetworks& networks, const policy::FittedPolicy& fitted,
                               int rung, const std::filesystem::path& folder,
                               const std::vector<HashedImage>& images);

}  // namespace aqua::adaptive
