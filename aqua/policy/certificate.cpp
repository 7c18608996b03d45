#include "aqua/policy/certificate.h"

#include <array>
#include <utility>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"

namespace aqua::policy {
namespace {

// 0.02 of an alpha of 2 %: as many decimals as it needs, at least one.
std::string Percent(double fraction) {
  const std::string shortest = fmt::format("{:.6g}", 100 * fraction);
  return shortest.find_first_of(".e") == std::string::npos ? shortest + ".0" : shortest;
}

// With what is promised of it, up to "at most".
std::string LossWords(const Goal& goal) {
  const std::string top = goal.top == 1 ? "" : fmt::format("top-{} ", goal.top);
  switch (goal.loss) {
    case Loss::kAccuracy:
      return fmt::format("{}accuracy drop at most {} points", top, Percent(goal.alpha));
    case Loss::kRegret:
      return fmt::format("regret at most {} points of probability", Percent(goal.alpha));
    case Loss::kDisagreement:
      return fmt::format("{}disagreement with the full run at most {} %", top, Percent(goal.alpha));
  }
  return "";
}

std::string SeenWords(const Goal& goal, const Verdict& verdict) {
  switch (goal.loss) {
    case Loss::kAccuracy:
      return fmt::format("{} images, {} worse, {} better", verdict.images, verdict.worse,
                         verdict.better);
    case Loss::kRegret:
      return fmt::format("{} images, mean {:.2f}", verdict.images, 100 * verdict.mean_loss);
    case Loss::kDisagreement:
      return fmt::format("{} images, {} other answers", verdict.images, verdict.worse);
  }
  return "";
}

}  // namespace

std::string Certificate::ToLine() const {
  const std::string promise =
      fmt::format("{} with {:.6g} % confidence", LossWords(goal), 100 * (1 - goal.delta));
  if (verdict.rung < 0) {
    return fmt::format("none: nothing that saves keeps {} ({} images); the network runs in full",
                       promise, verdict.images);
  }
  const std::string saving =
      verdict.saving_at_least > 0
          ? fmt::format("saves at least {:.1f} % of MACs", 100 * verdict.saving_at_least)
          : fmt::format("saved {:.1f} % of MACs there", 100 * verdict.saving_mean);
  return fmt::format("{} ({}); {}", promise, SeenWords(goal, verdict), saving);
}

void CheckIdentity(const Certificate& certificate, const Identity& found, std::string_view file) {
  const Identity& expected = certificate.identity;
  const std::array<std::pair<const char*, std::pair<std::string_view, std::string_view>>, 4> parts =
      {{{"network", {expected.network_hash, found.network_hash}},
        {"preprocessing", {expected.preprocessing, found.preprocessing}},
        {"menu", {expected.menu_hash, found.menu_hash}},
        {"policy", {expected.policy_hash, found.policy_hash}}}};
  for (const auto& [part, texts] : parts) {
    if (texts.first == texts.second) continue;
    throw Error("{}: is for the {} {}, found {}; certify this one anew", file, part,
                Quoted(texts.first), Quoted(texts.second));
  }
}

}  // namespace aqua::policy
