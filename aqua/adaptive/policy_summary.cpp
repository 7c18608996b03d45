#include "aqua/adaptive/policy_summary.h"

#include <map>

#include "aqua/core/error.h"
#include "aqua/study/answer.h"
#include "aqua/study/image_list.h"

namespace aqua::adaptive {
namespace {

using store::AttemptRow;
using store::DecisionRow;
using store::TopClasses;
using study::MeanInterval;
using study::RunningMean;

double SavedShare(double cost, double whole) { return whole > 0 ? 1 - cost / whole : 0; }

bool IsRightWithin(const TopClasses& answer, const std::vector<int>& right, size_t top) {
  for (size_t place = 0; place < top; ++place) {
    if (study::IsAmong(right, answer.classes[place])) return true;
  }
  return false;
}

// One policy's rows, image by image.
class PolicyTally {
 public:
  // `whole`: the same image by the whole network.
  void Add(const DecisionRow& row, const DecisionRow& whole, const std::vector<int>& right) {
    ++images_;
    agreement_.Add(row.classes[0] == whole.classes[0] ? 1 : 0);
    if (row.loss) {
      ++loss_images_;
      loss_.Add(*row.loss);
    }
    macs_.Add(SavedShare(row.macs, whole.macs));
    energy_.Add(SavedShare(row.energy_pj, whole.energy_pj));
    latency_.Add(SavedShare(row.latency_ns, whole.latency_ns));
    cpu_ms_.Add(row.cpu_ms);
    whole_cpu_ms_.Add(whole.cpu_ms);
    saved_cpu_ms_.Add(whole.cpu_ms - row.cpu_ms);
    if (right.empty()) return;
    top1_.Add(IsRightWithin(row, right, 1) ? 1 : 0);
    top5_.Add(IsRightWithin(row, right, store::kTopCount) ? 1 : 0);
  }

  void Add(const AttemptRow& attempt, bool is_answer) {
    Uses& uses = uses_[attempt.option];
    ++uses.run;
    if (is_answer) ++uses.answered;
  }

  PolicySummary Result(store::PolicyRow policy,
                       const std::vector<store::OptionRow>& options) const {
    PolicySummary summary;
    summary.policy = std::move(policy);
    summary.top1 = top1_.Result();
    summary.top5 = top5_.Result();
    summary.agreement = agreement_.Result();
    summary.loss_images = loss_images_;
    summary.loss = loss_.Result();
    summary.saved = {macs_.Result(), energy_.Result(), latency_.Result(), SavedCpu()};
    summary.cpu_ms = cpu_ms_.Result();
    for (const store::OptionRow& option : options) {
      const auto found = uses_.find(option.option);
      if (option.policy != summary.policy.policy || found == uses_.end()) continue;
      summary.options.push_back(
          {option.name, Share(found->second.run), Share(found->second.answered)});
    }
    return summary;
  }

 private:
  struct Uses {
    int64_t run = 0;
    int64_t answered = 0;
  };

  MeanInterval SavedCpu() const {
    const double whole_ms = whole_cpu_ms_.Result().mean;
    return whole_ms > 0 ? saved_cpu_ms_.Result() * (1 / whole_ms) : MeanInterval{};
  }

  double Share(int64_t images) const {
    return static_cast<double>(images) / static_cast<double>(images_);
  }

  int64_t images_ = 0;
  int64_t loss_images_ = 0;
  RunningMean top1_;
  RunningMean top5_;
  RunningMean agreement_;
  RunningMean loss_;
  RunningMean macs_;
  RunningMean energy_;
  RunningMean latency_;
  RunningMean cpu_ms_;
  RunningMean whole_cpu_ms_;
  RunningMean saved_cpu_ms_;
  std::map<int, Uses> uses_;  // By option.
};

}  // namespace

PolicyStudySummary SummarisePolicies(const store::Store& store) {
  PolicyStudySummary summary;
  summary.split = store.FindSetting("split").value_or("");
  summary.jobs = store.FindSetting("jobs").value_or("");
  const std::vector<store::PolicyRow> policies = store.Policies();
  const std::vector<store::OptionRow> options = store.Options();
  AQUA_CHECK(!policies.empty() && !options.empty());
  summary.whole = options.front();
  std::vector<PolicyTally> tallies(policies.size());
  store.ForEachDecision([&](const store::ImageRow& image, std::span<const DecisionRow> decisions,
                            std::span<const AttemptRow> attempts) {
    ++summary.images;
    if (image.status == store::ImageStatus::kFailed) {
      ++summary.failed;
      summary.failures.push_back(image.error);
      return;
    }
    AQUA_CHECK_EQ(decisions.size(), policies.size());
    const std::vector<int> right = study::SplitLabels(image.labels);
    if (!right.empty()) ++summary.labelled;
    for (size_t policy = 0; policy < policies.size(); ++policy) {
      tallies[policy].Add(decisions[policy], decisions.front(), right);
    }
    for (size_t i = 0; i < attempts.size(); ++i) {
      const bool is_last = i + 1 == attempts.size() || attempts[i + 1].order == 0;
      tallies.at(static_cast<size_t>(attempts[i].policy)).Add(attempts[i], is_last);
    }
  });
  for (size_t policy = 0; policy < policies.size(); ++policy) {
    summary.policies.push_back(tallies[policy].Result(policies[policy], options));
  }
  return summary;
}

}  // namespace aqua::adaptive
