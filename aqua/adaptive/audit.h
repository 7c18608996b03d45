// Whether a promise still holds: a random share of the traffic is run in full as well, and each
// such image's loss is added to a test that may be asked at any time (risk/audit.h).
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aqua/adaptive/policy_in_force.h"
#include "aqua/adaptive/scaled_networks.h"
#include "aqua/risk/audit.h"
#include "aqua/study/run_study.h"

namespace aqua::adaptive {

struct AuditSpec {
  std::filesystem::path folder;                 // The traffic.
  std::optional<std::filesystem::path> labels;  // For a promise about accuracy.
  double share = 0.01;                          // Of the traffic that is run in full.
  uint64_t seed = 1;                            // Which images those are.
  // Losses of earlier audits, which count too, and where this one's are added: "file hash loss" a
  // line. An image that is there already is not audited again. Empty: none.
  std::filesystem::path log;
};

struct Audit {
  int64_t traffic = 0;                   // Images in the folder that can be audited.
  int64_t audited = 0;                   // With those of the log.
  double estimate = 0;                   // Mean loss.
  risk::MeanRange range;                 // At the certificate's delta, valid at all times.
  std::optional<std::string> broken_at;  // The image at which the promise was seen to be broken.
  std::vector<std::string> failures;
};

// Throws Error for a policy without certificate, a share outside (0, 1], a log that is no such log.
// `stop` ends it early; the log has what was done.
Audit AuditTraffic(ScaledNetworks& networks, const PolicyInForce& policy, const AuditSpec& spec,
                   const std::function<void(const study::Progress&)>& report,
                   const std::atomic<bool>& stop);

}  // namespace aqua::adaptive
