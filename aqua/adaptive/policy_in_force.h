// A fitted policy as it is to be used: at the rung that its certificate grants.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "aqua/policy/certificate.h"
#include "aqua/policy/fitted_policy.h"
#include "aqua/study/network.h"

namespace aqua::adaptive {

struct PolicyInForce {
  policy::FittedPolicy fitted;
  std::filesystem::path file;
  int rung = -1;  // -1: the whole network runs.
  std::optional<policy::Certificate> certificate;

  std::string ToLine() const;  // What is promised, in one line.
};

// "policy.certificate.json" beside "policy.json".
std::filesystem::path CertificatePathOf(const std::filesystem::path& policy_file);

// With `certificate_file`, or the certificate beside the policy if there is one, at its rung;
// without, at the rung that the fit suggests. Throws Error for a policy or certificate of another
// network, preparation of photos or policy.
PolicyInForce LoadPolicy(const std::filesystem::path& policy_file,
                         const std::optional<std::filesystem::path>& certificate_file,
                         const study::Network& network);

}  // namespace aqua::adaptive
