#include "aqua/adaptive/measure.h"

#include <algorithm>
#include <array>

#include "aqua/adaptive/decider.h"
#include "aqua/policy/play.h"

namespace aqua::adaptive {
namespace {

double SavedOf(double part, double whole) { return whole > 0 ? 1 - part / whole : 0; }

// Means as they are added up.
struct Means {
  study::RunningMean right, agreement, loss, macs, energy, latency;

  Measured Result() const {
    return {right.Result(), agreement.Result(), loss.Result(),
            macs.Result(),  energy.Result(),    latency.Result()};
  }
};

}  // namespace

Measured MeasureOn(const policy::FittedPolicy& fitted, int rung, const policy::Goal& goal,
                   const policy::OutcomeTable& table) {
  const policy::Menu& menu = fitted.menu;
  const policy::Cost& full = menu.costs[menu.full];
  Means means;
  for (const policy::ImageOutcome& image : table.images) {
    const policy::Play play = policy::PlayOut(*fitted.policy, rung, menu, image);
    policy::Cost cost = play.cost;
    if (rung >= 0) cost += fitted.decision;
    const std::array<int, 1> whole = {
        policy::FirstClass(image.attempts[menu.full].log_probabilities)};
    means.agreement.Add(policy::IsRight(play.answer(), whole, 1));
    if (!image.labels.empty()) means.right.Add(policy::IsRight(play.answer(), image.labels, 1));
    means.loss.Add(policy::LossOf(goal, image, menu.full, play.answer()));
    means.macs.Add(SavedOf(cost.macs, full.macs));
    means.energy.Add(SavedOf(cost.energy_pj, full.energy_pj));
    means.latency.Add(SavedOf(cost.latency_ns, full.latency_ns));
  }
  return means.Result();
}

void TellAnswers(policy::OutcomeTable& table) {
  for (policy::ImageOutcome& image : table.images) {
    image.observation.keeps.clear();
    for (const policy::Attempt& attempt : image.attempts) {
      image.observation.keeps.push_back(policy::KeepsAnswer(image, table.menu.full, attempt) ? 1
                                                                                             : 0);
    }
  }
}

study::MeanInterval MeasureCpu(ScaledNetworks& networks, const policy::FittedPolicy& fitted,
                               int rung, const std::filesystem::path& folder,
                               const std::vector<HashedImage>& images) {
  BuildNetworks(networks, fitted.menu, fitted.policy->Options());
  Decider decider(networks, fitted, rung);
  FullRunner full(networks);
  study::RunningMean saved;
  for (const HashedImage& image : images) {
    const image::Image photo = image::ReadImage(folder / image.listed.file);
    full.Run(photo);
    decider.Decide(photo, image.hash);
    const double policy_ms = decider.Decide(photo, image.hash).cost.cpu_ms;
    saved.Add(SavedOf(policy_ms, full.Run(photo).cost.cpu_ms));
  }
  return saved.Result();
}

}  // namespace aqua::adaptive
