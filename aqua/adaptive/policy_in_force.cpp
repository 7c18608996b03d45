#include "aqua/adaptive/policy_in_force.h"

#include <fmt/format.h>

#include "aqua/adaptive/certify.h"
#include "aqua/core/error.h"

namespace aqua::adaptive {

std::filesystem::path CertificatePathOf(const std::filesystem::path& policy_file) {
  std::filesystem::path path = policy_file;
  return path.replace_extension("certificate.json");
}

PolicyInForce LoadPolicy(const std::filesystem::path& policy_file,
                         const std::optional<std::filesystem::path>& certificate_file,
                         const study::Network& network) {
  PolicyInForce policy{policy::ReadFittedPolicy(policy_file), policy_file, -1, {}};
  CheckFits(policy.fitted, policy_file, network);
  const std::filesystem::path beside = CertificatePathOf(policy_file);
  if (!certificate_file && !std::filesystem::exists(beside)) {
    policy.rung = policy.fitted.policy->SuggestedRung();
    return policy;
  }
  const std::filesystem::path file = certificate_file.value_or(beside);
  policy.certificate = policy::ReadCertificate(file);
  policy::CheckIdentity(*policy.certificate, IdentityOf(policy.fitted), file.string());
  policy.rung = policy.certificate->verdict.rung;
  const int rungs = policy.fitted.policy->RungCount();
  if (policy.rung >= rungs) {
    throw Error("{}: \"rung\" is {}, but {} has {} rungs; certify it anew", file.string(),
                policy.rung, policy_file.string(), rungs);
  }
  return policy;
}

std::string PolicyInForce::ToLine() const {
  if (certificate) return certificate->ToLine();
  return fmt::format(
      "no certificate: nothing is promised; {} at the rung that seemed to keep its goal where it "
      "was fitted (aqua certify {} FOLDER)",
      fitted.kind, file.string());
}

}  // namespace aqua::adaptive
