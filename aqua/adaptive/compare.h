// Policies side by side on the same images: every policy of the catalog is fitted on the tune
// split, certified for each promise on the calibrate split, and measured on the test split, which
// nothing was chosen by. Options are run once on every image; policies are then played out over
// that table.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aqua/adaptive/fit.h"
#include "aqua/adaptive/measure.h"
#include "aqua/policy/certify.h"

namespace aqua::adaptive {

struct CompareSpec {
  FitSpec fit;                        // Its policy and goal are not used, nor its split.
  std::vector<std::string> policies;  // Names of the catalog.
  std::vector<policy::Goal> goals;    // Promises.
  int64_t timed_images = 200;         // Test images whose CPU time is measured; 0: none.
};

struct CompareRow {
  std::string policy;
  std::optional<policy::Goal> goal;        // Nothing: without a promise (full, crop all, oracles).
  std::optional<policy::Verdict> verdict;  // On the calibrate split.
  std::string description;                 // The options that it runs.
  Measured measured;                       // On the test split.
  std::optional<study::MeanInterval> saved_cpu;  // Of the time from the decoded photo on.
};

struct Comparison {
  int64_t tune = 0;  // Images.
  int64_t calibrate = 0;
  int64_t test = 0;
  std::vector<CompareRow> rows;
  std::vector<std::string> failures;
};

// Nothing when it was stopped. Throws Error for input at fault.
std::optional<Comparison> ComparePolicies(const CompareSpec& spec,
                                          const std::function<void(const study::Progress&)>& report,
                                          const std::atomic<bool>& stop);

}  // namespace aqua::adaptive
