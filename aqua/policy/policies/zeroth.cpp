#include "aqua/policy/policies/zeroth.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/policy/cross_fit.h"
#include "aqua/policy/internal/learned_json.h"
#include "aqua/policy/loss_table.h"

namespace aqua::policy {
namespace {

constexpr double kRegularisation = 0.03;  // liblinear's C: many scores, few images.
constexpr size_t kMostRungs = 100;

struct ScoredCrop {
  size_t option = 0;
  Logistic model;               // That it costs nothing.
  std::vector<double> chances;  // While fitting: by image, of models of other images.
};

class Zeroth final : public Policy {
 public:
  void Fit(const OutcomeTable& seen, const Goal& goal) override {
    const LossTable losses(seen, goal);
    full_ = seen.menu.full;
    std::vector<std::vector<float>> scores;
    for (const ImageOutcome& image : seen.images) {
      scores.push_back(image.observation.zeroth_scores);
      if (!scores.back().empty()) continue;
      throw Error("{}: it has no scores of the 0th layer, which this policy decides by",
                  image.file);
    }
    crops_.clear();
    for (const size_t option : CropsByCost(seen.menu)) {
      std::vector<bool> costs_nothing;
      for (size_t image = 0; image < scores.size(); ++image) {
        costs_nothing.push_back(losses.At(image, option) <= 0);
      }
      crops_.push_back({option, Logistic::Fit(scores, costs_nothing, kRegularisation),
                        CrossFitted(scores, costs_nothing, kRegularisation)});
    }
    Climb(seen.menu, losses, goal, scores.size());
  }

  int RungCount() const override { return static_cast<int>(thresholds_.size()); }
  int SuggestedRung() const override { return suggested_; }

  Step Next(const Observation& image, std::span<const Attempt> so_far, int rung) const override {
    AQUA_CHECK(rung >= 0 && rung < RungCount());
    if (!so_far.empty()) return {};
    const double threshold = thresholds_[static_cast<size_t>(rung)];
    for (const ScoredCrop& crop : crops_) {
      if (crop.model.Probability(image.zeroth_scores) >= threshold) return {crop.option, {}};
    }
    return {full_, {}};
  }

  std::vector<size_t> Options() const override {
    std::vector<size_t> options = {full_};
    for (const ScoredCrop& crop : crops_) options.push_back(crop.option);
    std::sort(options.begin(), options.end());
    return options;
  }

  bool ReadsZerothLayer() const override { return true; }

  layers::Workloads DecisionWork() const override {
    layers::Workload layer;
    layer.layer = "chances";
    layer.kind = layers::WorkKind::kDense;
    layer.input_channels =
        crops_.empty() ? 0 : static_cast<int64_t>(crops_[0].model.weights.size());
    layer.output_channels = static_cast<int64_t>(crops_.size());
    layer.output_height = layer.output_width = 1;
    return {layer};
  }

  nlohmann::json Save() const override {
    nlohmann::json crops = nlohmann::json::array();
    for (const ScoredCrop& crop : crops_) {
      crops.push_back({{"option", crop.option}, {"model", ToJson(crop.model)}});
    }
    return {{"crops", crops}, {"thresholds", thresholds_}, {"suggested_rung", suggested_}};
  }

  void Load(const nlohmann::json& learned, const Menu& menu) override {
    const Learned object(learned, {"crops", "thresholds", "suggested_rung"});
    full_ = menu.full;
    crops_.clear();
    for (const nlohmann::json& entry : object.List("crops")) {
      const Learned crop(entry, {"option", "model"});
      crops_.push_back({crop.Option("option", menu), crop.Model("model"), {}});
      CheckLoaded(crops_.back(), menu);
    }
    thresholds_ = object.Thresholds("thresholds");
    suggested_ = object.Rung("suggested_rung", RungCount());
  }

 private:
  static bool IsCrop(const Menu& menu, size_t index) {
    return menu.IsPlain(index) && menu.options[index].code.EdgeCount() > 0;
  }

  static std::vector<size_t> CropsByCost(const Menu& menu) {
    std::vector<size_t> crops;
    for (size_t index = 0; index < menu.options.size(); ++index) {
      if (IsCrop(menu, index)) crops.push_back(index);
    }
    std::stable_sort(crops.begin(), crops.end(),
                     [&](size_t a, size_t b) { return menu.costs[a].macs < menu.costs[b].macs; });
    if (crops.empty()) throw Error("the menu has no crop that the 0th layer could choose");
    return crops;
  }

  void CheckLoaded(const ScoredCrop& crop, const Menu& menu) const {
    if (!IsCrop(menu, crop.option)) {
      throw Error("\"option\" is {}, \"{}\", expected a crop that runs by itself", crop.option,
                  menu.Name(crop.option));
    }
    const size_t scores = crops_[0].model.weights.size();
    if (crop.model.weights.size() == scores) return;
    throw Error("\"crops\" holds models of {} and of {} scores, expected as many for each", scores,
                crop.model.weights.size());
  }

  Tally Play(double threshold, const Menu& menu, const LossTable& losses, size_t images) const {
    Tally tally;
    for (size_t image = 0; image < images; ++image) {
      const auto found = std::find_if(crops_.begin(), crops_.end(), [&](const ScoredCrop& crop) {
        return crop.chances[image] >= threshold;
      });
      const size_t option = found == crops_.end() ? full_ : found->option;
      tally.Add(losses.At(image, option), 1 - menu.RelativeCost(option));
    }
    tally.Finish();
    return tally;
  }

  // Rungs from strict to lenient, each saving more than the one before.
  void Climb(const Menu& menu, const LossTable& losses, const Goal& goal, size_t images) {
    std::vector<double> chances;
    for (const ScoredCrop& crop : crops_) {
      chances.insert(chances.end(), crop.chances.begin(), crop.chances.end());
    }
    std::sort(chances.begin(), chances.end(), std::greater<>());
    thresholds_.clear();
    suggested_ = -1;
    double most = 0;
    for (size_t rung = 1; rung <= kMostRungs; ++rung) {
      const double threshold = chances[(chances.size() - 1) * rung / kMostRungs];
      const Tally tally = Play(threshold, menu, losses, images);
      if (tally.saving <= most) continue;
      most = tally.saving;
      thresholds_.push_back(threshold);
      if (SeemsSafe(tally, goal)) suggested_ = RungCount() - 1;
    }
  }

  std::vector<ScoredCrop> crops_;   // Cheapest first.
  std::vector<double> thresholds_;  // By rung.
  int suggested_ = -1;
  size_t full_ = 0;
};

}  // namespace

PolicyPtr MakeZeroth() { return std::make_unique<Zeroth>(); }

}  // namespace aqua::policy
