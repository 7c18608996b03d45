// A promise for a fitted policy, from images that it has not seen.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aqua/adaptive/collect.h"
#include "aqua/policy/certificate.h"
#include "aqua/policy/fitted_policy.h"

namespace aqua::adaptive {

struct CertifySpec {
  std::filesystem::path model;
  std::optional<graph::InputSize> size;
  std::filesystem::path policy_file;  // For messages.
  ImageSetSpec images;                // Its split's seed is the policy's.
  policy::Goal goal;                  // Its temperature is the policy's.
  int jobs = 1;
};

struct Certified {
  policy::Certificate certificate;
  std::vector<std::string> failures;
};

policy::Identity IdentityOf(const policy::FittedPolicy& fitted);

// Throws Error when the policy was fitted to another network or preparation of photos; what
// differs.
void CheckFits(const policy::FittedPolicy& fitted, const std::filesystem::path& policy_file,
               const study::Network& network);

// What every rung of a policy does on a table's images.
policy::RungOutcomes OutcomesOf(const policy::FittedPolicy& fitted, int rung,
                                const policy::OutcomeTable& table, const policy::Goal& goal);

// The test itself: a table of images that the policy was not fitted on.
policy::Verdict CertifyOn(const policy::FittedPolicy& fitted, const policy::OutcomeTable& table,
                          const policy::Goal& goal);

// Nothing when it was stopped. Throws Error for input at fault: images that the policy has seen,
// too few of them, no labels for the accuracy loss, another network.
std::optional<Certified> CertifyPolicy(const policy::FittedPolicy& fitted, const CertifySpec& spec,
                                       const std::function<void(const study::Progress&)>& report,
                                       const std::atomic<bool>& stop);

}  // namespace aqua::adaptive
