#include "aqua/policy/policies/one_for_all.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/policy/internal/learned_json.h"
#include "aqua/policy/loss_table.h"

namespace aqua::policy {
namespace {

bool Suits(OneForAllKind kind, const Menu& menu, size_t index) {
  const Option& option = menu.options[index];
  if (!menu.IsPlain(index) || index == menu.full) return false;
  const bool is_cut = option.code.EdgeCount() > 0;
  const bool is_small = option.scale != menu.options[menu.full].scale;
  switch (kind) {
    case OneForAllKind::kNone:
      return false;
    case OneForAllKind::kFixed:
      return is_cut && !is_small;
    case OneForAllKind::kShrink:
      return is_small && !is_cut;
  }
  return false;
}

struct Candidate {
  size_t option = 0;
  Tally tally;
};

class OneForAll final : public Policy {
 public:
  explicit OneForAll(OneForAllKind kind) : kind_(kind) {}

  void Fit(const OutcomeTable& seen, const Goal& goal) override {
    const LossTable losses(seen, goal);
    std::vector<Candidate> candidates;
    for (size_t option = 0; option < seen.menu.options.size(); ++option) {
      if (!Suits(kind_, seen.menu, option)) continue;
      Candidate candidate{option, {}};
      const double saving = 1 - seen.menu.RelativeCost(option);
      for (size_t image = 0; image < seen.images.size(); ++image) {
        candidate.tally.Add(losses.At(image, option), saving);
      }
      candidate.tally.Finish();
      candidates.push_back(candidate);
    }
    Climb(std::move(candidates), goal);
  }

  int RungCount() const override { return static_cast<int>(options_.size()); }
  int SuggestedRung() const override { return suggested_; }

  Step Next(const Observation& /*image*/, std::span<const Attempt> so_far,
            int rung) const override {
    AQUA_CHECK(rung >= 0 && rung < RungCount());
    if (!so_far.empty()) return {};
    return {options_[static_cast<size_t>(rung)], {}};
  }

  std::vector<size_t> Options() const override {
    std::vector<size_t> options = options_;
    std::sort(options.begin(), options.end());
    return options;
  }

  nlohmann::json Save() const override {
    return {{"options", options_}, {"suggested_rung", suggested_}};
  }

  void Load(const nlohmann::json& learned, const Menu& menu) override {
    const Learned object(learned, {"options", "suggested_rung"});
    options_ = object.Options("options", menu);
    for (const size_t option : options_) {
      if (Suits(kind_, menu, option)) continue;
      throw Error("\"options\" holds {}, \"{}\", which this policy does not choose", option,
                  menu.Name(option));
    }
    suggested_ = object.Rung("suggested_rung", RungCount());
  }

 private:
  // The safest first; one that saves no more than a safer one is no rung.
  void Climb(std::vector<Candidate> candidates, const Goal& goal) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.tally.loss < b.tally.loss; });
    options_.clear();
    suggested_ = -1;
    double most = 0;
    for (const Candidate& candidate : candidates) {
      if (candidate.tally.saving <= most) continue;
      most = candidate.tally.saving;
      options_.push_back(candidate.option);
      if (SeemsSafe(candidate.tally, goal)) suggested_ = RungCount() - 1;
    }
  }

  OneForAllKind kind_;
  std::vector<size_t> options_;  // By rung.
  int suggested_ = -1;
};

}  // namespace

PolicyPtr MakeOneForAll(OneForAllKind kind) { return std::make_unique<OneForAll>(kind); }

}  // namespace aqua::policy
