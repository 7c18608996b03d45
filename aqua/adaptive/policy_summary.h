// What a study of policies shows: a query over its rows, nothing is run again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aqua/store/store.h"
#include "aqua/study/mean_interval.h"

namespace aqua::adaptive {

// How often an option was run, and how often its answer was taken, as fractions of the images.
struct OptionShare {
  std::string option;
  double run = 0;
  double answered = 0;
};

// Fractions of the whole network's, image by image; all that deciding and rejected attempts cost is
// paid for. Of milliseconds: of the whole network's mean, as a single one of them varies.
struct PolicySavings {
  study::MeanInterval macs;
  study::MeanInterval energy;
  study::MeanInterval latency;
  study::MeanInterval cpu;
};

struct PolicySummary {
  store::PolicyRow policy;
  study::MeanInterval top1;       // Right answers among the labelled images.
  study::MeanInterval top5;       // A right class among the first five, likewise.
  study::MeanInterval agreement;  // Same first class as the whole network, of all images.
  int64_t loss_images = 0;        // Images that have a loss of the policy's goal.
  study::MeanInterval loss;       // Of these.
  PolicySavings saved;
  study::MeanInterval cpu_ms;
  std::vector<OptionShare> options;  // Those that were run, in the menu's order.
};

struct PolicyStudySummary {
  int64_t images = 0;  // Failed ones too.
  int64_t failed = 0;
  std::vector<std::string> failures;  // Why, an entry each.
  int64_t labelled = 0;               // Of those that did not fail.
  std::string split;                  // "test, seed 1"
  std::string jobs;                   // Of the run that began the study; times mean little above 1.
  store::OptionRow whole;             // What one image costs in full.
  std::vector<PolicySummary> policies;  // The whole network, "none", first.
};

// Of a study of policies.
PolicyStudySummary SummarisePolicies(const store::Store& store);

}  // namespace aqua::adaptive
