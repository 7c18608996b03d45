#include "aqua/adaptive/fit.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/policy/features/catalog.h"
#include "aqua/policy/temperature.h"
#include "aqua/policy/zeroth_layer.h"

namespace aqua::adaptive {
namespace {

// Of the labelled images; without labels probabilities are taken as they are.
double TemperatureOf(const policy::OutcomeTable& table) {
  std::vector<policy::LabelledScores> scores;
  for (const policy::ImageOutcome& image : table.images) {
    if (image.labels.empty()) continue;
    scores.push_back({image.attempts[table.menu.full].log_probabilities, image.labels.front()});
  }
  return policy::FitTemperature(scores);
}

// Of the pictures that the policy prepares: the 0th layer reads one that is made in any case. It is
// fitted on the full one; thumbnails of both are nearly the same, and the certificate is made on
// what is used.
image::Size SmallestScale(const policy::Policy& policy, const policy::Menu& menu) {
  image::Size smallest = menu.options[menu.full].scale;
  for (const size_t option : policy.Options()) {
    const image::Size& scale = menu.options[option].scale;
    if (scale.width * scale.height < smallest.width * smallest.height) smallest = scale;
  }
  return smallest;
}

void CheckLabels(const FitSpec& spec) {
  if (spec.goal.loss != policy::Loss::kAccuracy || spec.images.labels) return;
  throw Error("{}: the accuracy loss needs labels; give --labels, or --loss regret or disagreement",
              spec.images.folder.string());
}

}  // namespace

policy::Cost DecisionCost(const policy::FittedPolicy& fitted, const study::Network& network,
                          const MenuSpec& spec) {
  layers::Workloads work = fitted.policy->DecisionWork();
  if (!fitted.features.empty()) {
    const layers::Workloads scores = policy::ZerothLayer(fitted.features).Work(fitted.zeroth_scale);
    work.insert(work.begin(), scores.begin(), scores.end());
  }
  return WorkCosts(network, spec).OfDecision(work);
}

policy::FittedPolicy FitOn(const FitSpec& spec, const study::Network& network,
                           const policy::OutcomeTable& table) {
  const policy::PolicyKind& kind = policy::FindPolicy(spec.policy);
  policy::FittedPolicy fitted;
  fitted.kind = kind.name;
  fitted.model = spec.model.string();
  fitted.network_hash = network.graph.hash;
  fitted.preprocessing = image::ToText(network.preprocess);
  fitted.menu = table.menu;
  fitted.goal = spec.goal;
  fitted.goal.temperature = TemperatureOf(table);
  fitted.split_seed = spec.images.split_seed;
  for (const policy::ImageOutcome& image : table.images) {
    fitted.images_seen.push_back(image.observation.image_hash);
  }
  std::sort(fitted.images_seen.begin(), fitted.images_seen.end());
  fitted.policy = kind.make();
  fitted.policy->Fit(table, fitted.goal);
  if (fitted.policy->ReadsZerothLayer()) fitted.features = policy::FeatureNames();
  fitted.zeroth_scale = SmallestScale(*fitted.policy, table.menu);
  fitted.decision = DecisionCost(fitted, network, spec.menu);
  return fitted;
}

std::optional<Fitted> FitPolicy(const FitSpec& spec,
                                const std::function<void(const study::Progress&)>& report,
                                const std::atomic<bool>& stop) {
  CheckLabels(spec);
  const policy::PolicyKind& kind = policy::FindPolicy(spec.policy);
  ScaledNetworks networks(spec.model, spec.size);
  const study::Network& network = networks.full();
  const int64_t classes = network.graph.values[network.graph.output].shape.ElementCount();
  const std::vector<HashedImage> images = ListImageSet(spec.images, classes);
  const policy::Menu menu = MakeMenu(networks, kind.wish, spec.menu);
  CollectSpec collect{spec.images.folder, AllOptions(menu), {}, InputSizeOf(network), spec.jobs};
  if (kind.wish.zeroth_layer) collect.features = policy::FeatureNames();
  Collected seen = Collect(networks, menu, collect, images, report, stop);
  if (stop) return std::nullopt;
  if (seen.table.images.empty()) throw Error("no image could be read: {}", seen.failures.front());

  Fitted fitted{FitOn(spec, network, seen.table), static_cast<int64_t>(seen.table.images.size()),
                std::move(seen.failures)};
  return fitted;
}

}  // namespace aqua::adaptive
