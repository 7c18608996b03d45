#include "aqua/adaptive/decided_image.h"

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/study/answer.h"
#include "aqua/study/image_list.h"

namespace aqua::adaptive {
namespace {

using store::AttemptRow;
using store::DecisionRow;

// Nothing where it needs a label and there is none.
std::optional<double> LossOf(const policy::Goal& goal, const policy::Attempt& full,
                             const std::vector<int>& labels, const std::vector<float>& answer) {
  if (goal.loss == policy::Loss::kAccuracy && labels.empty()) return std::nullopt;
  return policy::LossOf(goal, {"", {}, labels, {full}}, 0, answer);
}

DecisionRow ToRow(size_t policy, const Decision& decision, const policy::Cost& cost) {
  DecisionRow row;
  static_cast<store::TopClasses&>(row) =
      study::TopClassesOf(study::RankClasses(decision.play.answer(), false));
  row.policy = static_cast<int>(policy);
  row.macs = cost.macs;
  row.energy_pj = cost.energy_pj;
  row.latency_ns = cost.latency_ns;
  row.cpu_ms = decision.cost.cpu_ms;
  return row;
}

std::vector<AttemptRow> AttemptRows(size_t policy, const policy::Play& play) {
  std::vector<AttemptRow> rows;
  for (size_t order = 0; order < play.attempts.size(); ++order) {
    const policy::Attempt& attempt = play.attempts[order];
    AttemptRow& row = rows.emplace_back();
    row.policy = static_cast<int>(policy);
    row.order = static_cast<int>(order);
    row.option = static_cast<int>(attempt.option);
    row.confidence = play.confidences[order];
    if (attempt.log_probabilities.empty()) continue;
    row.first_class = policy::FirstClass(attempt.log_probabilities);
    row.probability = std::exp(attempt.log_probabilities[static_cast<size_t>(row.first_class)]);
  }
  return rows;
}

}  // namespace

void BuildNetworks(ScaledNetworks& networks, const std::vector<StudiedPolicy>& policies) {
  for (const StudiedPolicy& policy : policies) {
    const policy::FittedPolicy& fitted = policy.in_force.fitted;
    std::vector<size_t> options = fitted.policy->Options();
    options.push_back(fitted.menu.full);
    BuildNetworks(networks, fitted.menu, options);
  }
}

ImageDecider::ImageDecider(ScaledNetworks& networks, const std::vector<StudiedPolicy>& policies,
                           std::filesystem::path folder)
    : policies_(policies), folder_(std::move(folder)), full_(networks) {
  for (const StudiedPolicy& policy : policies) {
    deciders_.push_back(
        std::make_unique<Decider>(networks, policy.in_force.fitted, policy.in_force.rung));
  }
}

DecidedImage ImageDecider::Decide(int64_t id, const HashedImage& image) {
  const std::vector<int>& labels = image.listed.labels;
  DecidedImage result{
      {id, image.listed.file, store::ImageStatus::kOk, "", study::JoinLabels(labels)}, {}, {}};
  std::vector<Decision> decisions;
  try {
    // The first time around, memory is touched first and loops are cold: not to be timed.
    if (!is_warm_) Decisions(id, image);
    is_warm_ = true;
    decisions = Decisions(id, image);
  } catch (const Error& error) {
    result.image.status = store::ImageStatus::kFailed;
    result.image.error = error.what();
    return result;
  }
  const policy::Attempt& full = decisions.front().play.attempts.front();
  const policy::Menu& menu = policies_.front().in_force.fitted.menu;
  result.decisions.push_back(ToRow(0, decisions.front(), menu.costs[menu.full]));
  result.attempts = AttemptRows(0, decisions.front().play);
  for (size_t policy = 1; policy < decisions.size(); ++policy) {
    const Decision& decision = decisions[policy];
    DecisionRow& row = result.decisions.emplace_back(ToRow(policy, decision, decision.cost));
    row.loss = LossOf(policies_[policy - 1].goal(), full, labels, decision.play.answer());
    for (const AttemptRow& attempt : AttemptRows(policy, decision.play)) {
      result.attempts.push_back(attempt);
    }
  }
  return result;
}

std::vector<Decision> ImageDecider::Decisions(int64_t id, const HashedImage& image) {
  const image::Image photo = image::ReadImage(folder_ / image.listed.file);
  const size_t count = deciders_.size() + 1;
  std::vector<Decision> decisions(count);
  for (size_t turn = 0; turn < count; ++turn) {
    const size_t policy = (static_cast<size_t>(id) + turn) % count;
    decisions[policy] =
        policy == 0 ? full_.Run(photo) : deciders_[policy - 1]->Decide(photo, image.hash);
  }
  return decisions;
}

}  // namespace aqua::adaptive
