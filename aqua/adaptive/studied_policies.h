// The policies of a study, as they are to be used and compared.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "aqua/adaptive/image_set.h"
#include "aqua/adaptive/policy_in_force.h"
#include "aqua/store/rows.h"

namespace aqua::adaptive {

struct PolicyFiles {
  std::vector<std::filesystem::path> policies;
  // Each for one of the policies, which is studied once under each of its certificates. A policy
  // that gets none here is studied as LoadPolicy finds it.
  std::vector<std::filesystem::path> certificates;
};

struct StudiedPolicy {
  std::string name;  // Its file, and the certificate's where one was given for it.
  PolicyInForce in_force;

  // What is promised, or else what it was fitted for: what a study counts as its loss.
  const policy::Goal& goal() const;
};

// "top-1 accuracy", "regret", "top-5 disagreement".
std::string LossWords(const policy::Goal& goal);

// By policy as listed, then certificate. At least one. Throws Error for what LoadPolicy refuses, a
// file given twice, a certificate of none of the policies, an oracle, and policies that cannot be
// compared: of other prices for the whole network or, where `is_split`, another seed of the split.
std::vector<StudiedPolicy> LoadStudiedPolicies(const PolicyFiles& files,
                                               const study::Network& network, bool is_split);

// Rows of a study: the whole network, "none", as policy 0, then `policies`. `images`: the study's.
std::vector<store::PolicyRow> PolicyRows(const std::vector<StudiedPolicy>& policies,
                                         const std::vector<HashedImage>& images);
std::vector<store::OptionRow> OptionRows(const std::vector<StudiedPolicy>& policies);

}  // namespace aqua::adaptive
