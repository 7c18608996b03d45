#include "aqua/adaptive/studied_policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "aqua/adaptive/certify.h"
#include "aqua/core/error.h"

namespace aqua::adaptive {
namespace {

using policy::Certificate;
using policy::Cost;

constexpr const char* kWholeNetwork = "none";

struct GivenCertificate {
  std::filesystem::path file;
  std::string policy_hash;
  bool is_used = false;
};

std::vector<GivenCertificate> ReadCertificates(const std::vector<std::filesystem::path>& files) {
  std::vector<GivenCertificate> given;
  for (const std::filesystem::path& file : files) {
    given.push_back({file, policy::ReadCertificate(file).identity.policy_hash});
  }
  return given;
}

void Add(const std::filesystem::path& policy_file, std::vector<GivenCertificate>& certificates,
         const study::Network& network, std::vector<StudiedPolicy>& policies) {
  const std::string name = policy_file.string();
  PolicyInForce as_found = LoadPolicy(policy_file, {}, network);
  if (as_found.fitted.kind == "oracle") {
    throw Error(
        "{}: an oracle chooses by the answer, so it cannot be run on photos; it is a bound for "
        "tables",
        name);
  }
  bool has_own = false;
  for (GivenCertificate& given : certificates) {
    if (given.policy_hash != as_found.fitted.Hash()) continue;
    has_own = given.is_used = true;
    policies.push_back({fmt::format("{}, {}", name, given.file.string()),
                        LoadPolicy(policy_file, given.file, network)});
  }
  if (!has_own) policies.push_back({name, std::move(as_found)});
}

void CheckAllUsed(const std::vector<GivenCertificate>& certificates) {
  for (const GivenCertificate& given : certificates) {
    if (given.is_used) continue;
    throw Error("{}: is for the policy {}, which is none of those given; leave it out or certify",
                given.file.string(), given.policy_hash);
  }
}

void CheckNamesDiffer(const std::vector<StudiedPolicy>& policies) {
  std::set<std::string> names = {kWholeNetwork};
  for (const StudiedPolicy& policy : policies) {
    if (names.insert(policy.name).second) continue;
    throw Error("{}: is given twice, and once is enough (\"{}\" is the whole network)", policy.name,
                kWholeNetwork);
  }
}

const Cost& WholeCost(const StudiedPolicy& policy) {
  const policy::Menu& menu = policy.in_force.fitted.menu;
  return menu.costs[menu.full];
}

void CheckComparable(const std::vector<StudiedPolicy>& policies, bool is_split) {
  const StudiedPolicy& first = policies.front();
  for (const StudiedPolicy& policy : policies) {
    const Cost& one = WholeCost(first);
    const Cost& other = WholeCost(policy);
    if (one.macs != other.macs || one.energy_pj != other.energy_pj ||
        one.latency_ns != other.latency_ns) {
      throw Error(
          "{}: the whole network is {} MACs, {} pJ, {} ns to it, and {}, {}, {} to {}: fitted for "
          "other accelerators or bits; fit them alike, or study them apart",
          policy.name, other.macs, other.energy_pj, other.latency_ns, one.macs, one.energy_pj,
          one.latency_ns, first.name);
    }
    if (is_split && policy.in_force.fitted.split_seed != first.in_force.fitted.split_seed) {
      throw Error(
          "{}: its images were split by seed {:x}, those of {} by {:x}; study them apart, or "
          "with --split all",
          policy.name, policy.in_force.fitted.split_seed, first.name,
          first.in_force.fitted.split_seed);
    }
  }
}

store::OptionRow ToRow(int policy, size_t option, std::string name, const Cost& cost) {
  return {policy,    static_cast<int>(option), std::move(name),
          cost.macs, cost.energy_pj,           cost.latency_ns};
}

}  // namespace

const policy::Goal& StudiedPolicy::goal() const {
  return in_force.certificate ? in_force.certificate->goal : in_force.fitted.goal;
}

std::string LossWords(const policy::Goal& goal) {
  const std::string name(policy::LossName(goal.loss));
  if (goal.loss == policy::Loss::kRegret) return name;
  return fmt::format("top-{} {}", goal.top, name);
}

std::vector<StudiedPolicy> LoadStudiedPolicies(const PolicyFiles& files,
                                               const study::Network& network, bool is_split) {
  AQUA_CHECK(!files.policies.empty());
  std::vector<GivenCertificate> certificates = ReadCertificates(files.certificates);
  std::vector<StudiedPolicy> policies;
  for (const std::filesystem::path& file : files.policies) {
    Add(file, certificates, network, policies);
  }
  CheckAllUsed(certificates);
  CheckNamesDiffer(policies);
  CheckComparable(policies, is_split);
  return policies;
}

std::vector<store::PolicyRow> PolicyRows(const std::vector<StudiedPolicy>& policies,
                                         const std::vector<HashedImage>& images) {
  std::vector<uint64_t> hashes;
  for (const HashedImage& image : images) hashes.push_back(image.hash);
  const auto count_seen = [&](const std::vector<uint64_t>& seen) {
    return static_cast<int64_t>(policy::FindOverlap(seen, hashes).size());
  };
  std::vector<store::PolicyRow> rows = {{0, kWholeNetwork, kWholeNetwork, "", -1, "", "", 0, 0}};
  for (const StudiedPolicy& policy : policies) {
    const PolicyInForce& in_force = policy.in_force;
    store::PolicyRow& row = rows.emplace_back();
    row.policy = static_cast<int>(rows.size()) - 1;
    row.name = policy.name;
    row.kind = in_force.fitted.kind;
    row.hash = in_force.fitted.Hash();
    row.rung = in_force.rung;
    row.loss = LossWords(policy.goal());
    row.seen_fitting = count_seen(in_force.fitted.images_seen);
    if (!in_force.certificate) continue;
    row.certificate = in_force.certificate->ToLine();
    row.seen_certifying = count_seen(in_force.certificate->images_seen);
  }
  return rows;
}

std::vector<store::OptionRow> OptionRows(const std::vector<StudiedPolicy>& policies) {
  const policy::Menu& first = policies.front().in_force.fitted.menu;
  std::vector<store::OptionRow> rows = {
      ToRow(0, 0, first.Name(first.full), first.costs[first.full])};
  for (size_t index = 0; index < policies.size(); ++index) {
    const policy::Menu& menu = policies[index].in_force.fitted.menu;
    for (size_t option = 0; option < menu.options.size(); ++option) {
      rows.push_back(
          ToRow(static_cast<int>(index) + 1, option, menu.Name(option), menu.costs[option]));
    }
  }
  return rows;
}

}  // namespace aqua::adaptive
