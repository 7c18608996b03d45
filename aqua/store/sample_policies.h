// As sample_study.h, a study of policies.
#pragma once

#include <string>
#include <vector>

#include "aqua/store/sample_study.h"

namespace aqua::store {

inline constexpr int kPolicyCount = 3;
inline constexpr int kOptionCount = 4;

inline StudyIdentity SamplePolicies() {
  StudyIdentity identity;
  identity.settings = {{"study of", "policies"}, {"model hash", "00ff"}};
  identity.policies = {
      {0, "none", "none", "", -1, "", "", 0, 0},
      {1, "p.json", "cascade", "00ff00ff00ff00ff", 3, "", "regret", 2, 0},
      {2, "p.json, c.json", "cascade", "00ff00ff00ff00ff", 4, "at most", "regret", 2, 5}};
  for (int policy = 0; policy < kPolicyCount; ++policy) {
    for (int option = 0; option < kOptionCount; ++option) {
      identity.options.push_back({policy, option, std::to_string(option), 1e8 / (3 + option),
                                  1e9 / (7 + policy), 1e5 / (9 + option)});
    }
  }
  return identity;
}

struct DecidedImage {
  ImageRow image;
  std::vector<DecisionRow> decisions;
  std::vector<AttemptRow> attempts;
  bool operator==(const DecidedImage&) const = default;
};

// Every seventh image failed. Policies make one attempt more than their number.
inline DecidedImage SampleDecided(int64_t id) {
  DecidedImage decided{SampleImage(id).first, {}, {}};
  if (decided.image.status == ImageStatus::kFailed) return decided;
  for (int policy = 0; policy < kPolicyCount; ++policy) {
    DecisionRow& row = decided.decisions.emplace_back();
    row.policy = policy;
    const auto number = static_cast<double>(id + policy + 3);
    row.macs = 1e8 / number;
    row.energy_pj = 1e9 / number;
    row.latency_ns = 1e5 / number;
    row.cpu_ms = 10 / number;
    if (policy > 0) row.loss = (id % 3) - 1;
    for (size_t place = 0; place < row.classes.size(); ++place) {
      row.classes[place] = static_cast<int>(id * 31 + policy * 7) % 1000 + static_cast<int>(place);
      row.probabilities[place] = 1.0F / static_cast<float>(number);
    }
    for (int order = 0; order <= policy; ++order) {
      AttemptRow& attempt = decided.attempts.emplace_back();
      attempt.policy = policy;
      attempt.order = order;
      attempt.option = (order + policy) % kOptionCount;
      if (order < policy) attempt.confidence = 1 / number;
      attempt.first_class = order == 0 ? TopClasses::kNoClass : static_cast<int>(id);
      attempt.probability = order == 0 ? 0 : 1.0F / static_cast<float>(number);
    }
  }
  return decided;
}

inline std::vector<DecidedImage> AllDecided(const Store& store) {
  std::vector<DecidedImage> all;
  store.ForEachDecision([&](const ImageRow& image, std::span<const DecisionRow> decisions,
                            std::span<const AttemptRow> attempts) {
    all.push_back(
        {image, {decisions.begin(), decisions.end()}, {attempts.begin(), attempts.end()}});
  });
  return all;
}

inline std::vector<DecidedImage> SampleAllDecided(int64_t count) {
  std::vector<DecidedImage> all;
  for (int64_t id = 0; id < count; ++id) all.push_back(SampleDecided(id));
  return all;
}

inline void AddDecided(Store& store, int64_t id) {
  const DecidedImage decided = SampleDecided(id);
  store.Add(decided.image, decided.decisions, decided.attempts);
}

}  // namespace aqua::store
