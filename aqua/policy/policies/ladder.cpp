#include "aqua/policy/policies/ladder.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/policy/confidence.h"
#include "aqua/policy/internal/learned_json.h"
#include "aqua/policy/policies/ladder_fit.h"

namespace aqua::policy {
namespace {

constexpr size_t kBestForPairs = 6;
constexpr double kClearlyMore = 0.01;  // Of the MACs.

bool IsBetter(const FittedLadder& a, const FittedLadder& b) { return a.Merit() > b.Merit(); }

double MostMerit(const std::vector<FittedLadder>& fitted) {
  return std::min_element(fitted.begin(), fitted.end(), IsBetter)->Merit();
}

class Ladder final : public Policy {
 public:
  explicit Ladder(LadderKind kind) : kind_(kind) {}

  void Fit(const OutcomeTable& seen, const Goal& goal) override {
    const LossTable losses(seen, goal);
    menu_ = seen.menu;
    std::vector<FittedLadder> fitted;
    for (const LadderPath& path : ShortPaths(kind_, menu_)) {
      fitted.push_back(FitLadder(path, seen, losses, goal, false));
    }
    if (fitted.empty()) throw Error("the menu has no attempt that this policy could make");
    std::stable_sort(fitted.begin(), fitted.end(), IsBetter);
    if (kind_ == LadderKind::kCascade || kind_ == LadderKind::kCrops) {
      AddPairs(seen, losses, goal, fitted);
    }
    AddZerothLayer(seen, losses, goal, fitted);
    learned_ = *std::max_element(fitted.begin(), fitted.end(), [](const auto& a, const auto& b) {
      return a.Merit() < b.Merit();
    });
  }

  int RungCount() const override { return static_cast<int>(learned_.rungs.size()); }
  int SuggestedRung() const override { return learned_.suggested_rung; }

  Step Next(const Observation& image, std::span<const Attempt> so_far, int rung) const override {
    AQUA_CHECK(rung >= 0 && rung < RungCount());
    const LadderPath& path = learned_.path;
    if (so_far.empty()) return {path.attempts[0], {}};
    const size_t option = so_far.back().option;
    if (option == path.last) return {};
    const auto at = std::find(path.attempts.begin(), path.attempts.end(), option);
    AQUA_CHECK(at != path.attempts.end());
    const auto attempt = static_cast<size_t>(at - path.attempts.begin());
    const double trust = learned_.models[attempt].Probability(
        ConfidenceInputs(image, so_far, learned_.zeroth_layer));
    const double threshold = learned_.rungs[static_cast<size_t>(rung)].threshold;
    const bool is_gate = so_far.back().log_probabilities.empty();
    if (is_gate && trust < learned_.gate_threshold) return {path.last, trust};
    if (!is_gate && IsTaken(path, attempt, menu_, trust, threshold)) return {{}, trust};
    return {attempt + 1 < path.attempts.size() ? path.attempts[attempt + 1] : path.last, trust};
  }

  std::vector<size_t> Options() const override {
    std::vector<size_t> options = learned_.path.attempts;
    options.push_back(learned_.path.last);
    std::sort(options.begin(), options.end());
    return options;
  }

  bool ReadsZerothLayer() const override { return learned_.zeroth_layer; }

  layers::Workloads DecisionWork() const override {
    layers::Workloads work;
    for (const Logistic& model : learned_.models) {
      layers::Workload layer;
      layer.layer = "confidence";
      layer.kind = layers::WorkKind::kDense;
      layer.input_channels = static_cast<int64_t>(model.weights.size());
      layer.output_channels = 1;
      layer.output_height = layer.output_width = 1;
      work.push_back(layer);
    }
    return work;
  }

  nlohmann::json Save() const override {
    nlohmann::json models = nlohmann::json::array();
    for (const Logistic& model : learned_.models) models.push_back(ToJson(model));
    std::vector<double> thresholds;
    for (const LadderRung& rung : learned_.rungs) thresholds.push_back(rung.threshold);
    return {{"attempts", learned_.path.attempts},          {"last", learned_.path.last},
            {"reads_zeroth_layer", learned_.zeroth_layer}, {"models", models},
            {"gate_threshold", learned_.gate_threshold},   {"thresholds", thresholds},
            {"suggested_rung", learned_.suggested_rung}};
  }

  void Load(const nlohmann::json& learned, const Menu& menu) override {
    const Learned object(learned, {"attempts", "last", "reads_zeroth_layer", "models",
                                   "gate_threshold", "thresholds", "suggested_rung"});
    menu_ = menu;
    learned_ = {};
    learned_.path = {object.Options("attempts", menu), object.Option("last", menu)};
    learned_.zeroth_layer = object.Flag("reads_zeroth_layer");
    for (const nlohmann::json& model : object.List("models")) {
      const nlohmann::json wrapped = {{"model", model}};
      learned_.models.push_back(Learned(wrapped, {"model"}).Model("model"));
    }
    learned_.gate_threshold = object.Number("gate_threshold", 0, 10);
    for (const double threshold : object.Thresholds("thresholds")) {
      learned_.rungs.push_back({threshold, {}});
    }
    learned_.suggested_rung = object.Rung("suggested_rung", RungCount());
    if (!IsPathOf(kind_, learned_.path, menu)) {
      throw Error("\"attempts\" and \"last\" make no sequence that this policy could choose");
    }
    if (learned_.models.size() != learned_.path.attempts.size()) {
      throw Error("\"models\" holds {}, expected one of each of {} attempts",
                  learned_.models.size(), learned_.path.attempts.size());
    }
    CheckModels();
  }

 private:
  // As many weights as what a model is asked about; what a gate shows only the network knows.
  void CheckModels() const {
    std::vector<Attempt> so_far;
    for (size_t attempt = 0; attempt < learned_.models.size(); ++attempt) {
      const size_t option = learned_.path.attempts[attempt];
      const bool is_gate = !menu_.options[option].gate.empty();
      so_far.push_back({option, std::vector<float>(is_gate ? 0 : 1), {}});
      const size_t expected = ConfidenceInputs({}, so_far, false).size();
      const size_t found = learned_.models[attempt].weights.size();
      if (is_gate || (learned_.zeroth_layer ? found > expected : found == expected)) continue;
      throw Error("\"models\" holds one of {} weights, expected {}{}", found, expected,
                  learned_.zeroth_layer ? " and the 0th layer's" : "");
    }
  }

  void AddPairs(const OutcomeTable& seen, const LossTable& losses, const Goal& goal,
                std::vector<FittedLadder>& fitted) const {
    std::vector<LadderPath> best;
    for (size_t i = 0; i < std::min(kBestForPairs, fitted.size()); ++i) {
      best.push_back(fitted[i].path);
    }
    for (const LadderPath& pair : PairsOf(best, menu_)) {
      fitted.push_back(FitLadder(pair, seen, losses, goal, false));
    }
  }

  // The best path once more, with the 0th layer's scores where they are known: taken if it saves
  // clearly more, for with so many inputs a little more may be luck.
  void AddZerothLayer(const OutcomeTable& seen, const LossTable& losses, const Goal& goal,
                      std::vector<FittedLadder>& fitted) const {
    if (seen.images[0].observation.zeroth_scores.empty()) return;
    const LadderPath best = std::min_element(fitted.begin(), fitted.end(), IsBetter)->path;
    FittedLadder with_scores = FitLadder(best, seen, losses, goal, true);
    if (with_scores.Merit() > MostMerit(fitted) + kClearlyMore) {
      fitted.push_back(std::move(with_scores));
    }
  }

  LadderKind kind_;
  Menu menu_;
  FittedLadder learned_;
};

}  // namespace

PolicyPtr MakeLadder(LadderKind kind) { return std::make_unique<Ladder>(kind); }

}  // namespace aqua::policy
