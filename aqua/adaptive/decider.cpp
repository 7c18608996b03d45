#include "aqua/adaptive/decider.h"

#include <chrono>

#include "aqua/adaptive/menu.h"

namespace aqua::adaptive {
namespace {

using Clock = std::chrono::steady_clock;

double MsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::vector<size_t> OptionsOf(const policy::FittedPolicy& fitted, int rung) {
  return rung < 0 ? std::vector<size_t>{fitted.menu.full} : fitted.policy->Options();
}

policy::Menu WholeNetworkAlone(const study::Network& network) {
  return {{{InputSizeOf(network), {}, 32, {}, false, ""}}, {{}}, 0};
}

}  // namespace

Decider::Decider(ScaledNetworks& networks, const policy::FittedPolicy& fitted, int rung)
    : networks_(networks),
      fitted_(fitted),
      rung_(rung),
      programs_(networks, fitted.menu, OptionsOf(fitted, rung)) {
  if (rung >= 0 && !fitted.features.empty()) {
    zeroth_ = std::make_unique<policy::ZerothLayer>(fitted.features);
  }
}

Decision Decider::Decide(const image::Image& photo, uint64_t image_hash) {
  const Clock::time_point start = Clock::now();
  PreparedPhoto prepared(photo, networks_);
  policy::Observation observation{{}, image_hash, {}};
  if (zeroth_) observation.zeroth_scores = zeroth_->Scores(prepared.SeenAt(fitted_.zeroth_scale));
  programs_.NextPhoto();
  Decision decision;
  decision.play = policy::PlayOut(*fitted_.policy, rung_, fitted_.menu, observation,
                                  [&](size_t option) { return programs_.Run(option, prepared); });
  decision.cost = decision.play.cost;
  if (rung_ >= 0) decision.cost += fitted_.decision;
  decision.cost.cpu_ms = MsSince(start);
  return decision;
}

FullRunner::FullRunner(ScaledNetworks& networks)
    : networks_(networks),
      menu_(WholeNetworkAlone(networks.full())),
      programs_(networks, menu_, {0}) {}

Decision FullRunner::Run(const image::Image& photo) {
  const Clock::time_point start = Clock::now();
  PreparedPhoto prepared(photo, networks_);
  Decision decision;
  decision.play.attempts = {programs_.Run(0, prepared)};
  decision.play.confidences = {{}};
  decision.cost.cpu_ms = MsSince(start);
  return decision;
}

}  // namespace aqua::adaptive
