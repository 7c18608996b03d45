#include "aqua/policy/policies/oracle.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/policy/internal/learned_json.h"
#include "aqua/policy/loss.h"

namespace aqua::policy {
namespace {

// Crops at full resolution, and the whole.
bool IsCandidate(const Menu& menu, size_t option) {
  return menu.IsPlain(option) && menu.options[option].scale == menu.options[menu.full].scale;
}

// Cheapest first.
std::vector<size_t> Candidates(const Menu& menu) {
  std::vector<size_t> options;
  for (size_t option = 0; option < menu.options.size(); ++option) {
    if (IsCandidate(menu, option)) options.push_back(option);
  }
  std::stable_sort(options.begin(), options.end(),
                   [&](size_t a, size_t b) { return menu.costs[a].macs < menu.costs[b].macs; });
  return options;
}

std::vector<size_t> Ascending(std::vector<size_t> options) {
  std::sort(options.begin(), options.end());
  return options;
}

class Oracle final : public Policy {
 public:
  void Fit(const OutcomeTable& seen, const Goal& /*goal*/) override { Learn(seen.menu); }
  int RungCount() const override { return options_.empty() ? 0 : 1; }
  int SuggestedRung() const override { return RungCount() - 1; }

  Step Next(const Observation& image, std::span<const Attempt> so_far, int rung) const override {
    AQUA_CHECK(rung >= 0 && rung < RungCount());
    if (!so_far.empty()) return {};
    if (image.keeps.empty()) {
      throw Error(
          "the oracle chooses by the answer, which is not known here: it is a bound for "
          "tables, not a way to run");
    }
    AQUA_CHECK_EQ(image.keeps.size(), option_count_);
    const auto found = std::find_if(options_.begin(), options_.end(),
                                    [&](size_t option) { return image.keeps[option] != 0; });
    return {found == options_.end() ? full_ : *found, {}};
  }

  std::vector<size_t> Options() const override { return Ascending(options_); }
  nlohmann::json Save() const override { return nlohmann::json::object(); }
  void Load(const nlohmann::json& learned, const Menu& menu) override {
    const Learned object(learned, {});
    Learn(menu);
  }

 private:
  void Learn(const Menu& menu) {
    options_ = Candidates(menu);
    option_count_ = menu.options.size();
    full_ = menu.full;
  }

  std::vector<size_t> options_;
  size_t option_count_ = 0;  // Of the menu.
  size_t full_ = 0;
};

class Random final : public Policy {
 public:
  void Fit(const OutcomeTable& seen, const Goal& /*goal*/) override {
    if (seen.images.empty()) throw Error("there are no images to fit on, expected at least one");
    const size_t full = seen.menu.full;
    const std::vector<size_t> options = Candidates(seen.menu);
    std::vector<double> counts(seen.menu.options.size(), 0);
    for (const ImageOutcome& image : seen.images) {
      const auto found = std::find_if(options.begin(), options.end(), [&](size_t option) {
        return KeepsAnswer(image, full, image.attempts[option]);
      });
      counts[found == options.end() ? full : *found] += 1;
    }
    shares_ = counts;
    for (double& share : shares_) share /= static_cast<double>(seen.images.size());
  }
  int RungCount() const override { return shares_.empty() ? 0 : 1; }
  int SuggestedRung() const override { return RungCount() - 1; }

  Step Next(const Observation& image, std::span<const Attempt> so_far, int rung) const override {
    AQUA_CHECK(rung >= 0 && rung < RungCount());
    if (!so_far.empty()) return {};
    // 53 bits of the hash, spread once more: a split chose the image by the same hash.
    double left = static_cast<double>((image.image_hash * 0x9e3779b97f4a7c15U) >> 11U) * 0x1p-53;
    size_t option = 0;
    for (; option + 1 < shares_.size() && left >= shares_[option]; ++option) {
      left -= shares_[option];
    }
    while (shares_[option] == 0) option = option == 0 ? shares_.size() - 1 : option - 1;
    return {option, {}};
  }

  std::vector<size_t> Options() const override {
    std::vector<size_t> options;
    for (size_t option = 0; option < shares_.size(); ++option) {
      if (shares_[option] > 0) options.push_back(option);
    }
    return options;
  }
  nlohmann::json Save() const override { return {{"shares", shares_}}; }
  void Load(const nlohmann::json& learned, const Menu& menu) override {
    const Learned object(learned, {"shares"});
    shares_ = object.Numbers("shares", 0, 1);
    const double sum = std::accumulate(shares_.begin(), shares_.end(), 0.0);
    if (shares_.size() != menu.options.size() || sum < 0.999 || sum > 1.001) {
      throw Error(
          "shares are {} numbers that sum to {}, expected one of each of {} options, 1 in "
          "all",
          shares_.size(), sum, menu.options.size());
    }
    for (const size_t option : Options()) {
      if (IsCandidate(menu, option)) continue;
      throw Error("\"shares\" gives {} to \"{}\", expected crops at full resolution alone",
                  shares_[option], menu.Name(option));
    }
  }

 private:
  std::vector<double> shares_;  // By option.
};

}  // namespace

PolicyPtr MakeOracle() { return std::make_unique<Oracle>(); }
PolicyPtr MakeRandom() { return std::make_unique<Random>(); }

}  // namespace aqua::policy
