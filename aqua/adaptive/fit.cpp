#include "aqua/adaptive/fit.h"

#include <fmt/ranges.h>

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

std::vector<size_t> AllOptions(const policy::Menu& menu) {
  std::vector<size_t> options(menu.options.size());
  for (size_t option = 0; option < options.size(); ++option) options[option] = option;
  return options;
}

void CheckLabels(const FitSpec& spec) {
  if (spec.goal.loss != policy::Loss::kAccuracy || spec.images.labels) return;
  throw Error("{}: the accuracy loss needs labels; give --labels, or --loss regret or disagreement",
              spec.images.folder.string());
}

}  // namespace

std::string PreprocessingOf(const study::Network& network) {
  const image::Preprocess& p = network.preprocess;
  return fmt::format("{}x{} from {}, {}, mean {}, scale {}, {}", p.height, p.width, p.resize,
                     p.interpolation == image::Interpolation::kBicubic ? "bicubic" : "bilinear",
                     fmt::join(p.mean, " "), fmt::join(p.scale, " "),
                     p.channels == image::ChannelOrder::kRgb ? "RGB" : "BGR");
}

policy::Cost DecisionCost(const policy::Policy& policy, const std::vector<std::string>& features,
                          const study::Network& network, const MenuSpec& spec) {
  layers::Workloads work = policy.DecisionWork();
  if (!features.empty()) {
    const layers::Workloads scores = policy::ZerothLayer(features).Work(InputSizeOf(network));
    work.insert(work.begin(), scores.begin(), scores.end());
  }
  return WorkCosts(network, spec).OfDecision(work);
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
  CollectSpec collect{spec.images.folder, AllOptions(menu), {}, spec.jobs};
  if (kind.wish.zeroth_layer) collect.features = policy::FeatureNames();
  Collected seen = Collect(networks, menu, collect, images, report, stop);
  if (stop) return std::nullopt;
  if (seen.table.images.empty()) throw Error("no image could be read: {}", seen.failures.front());

  Fitted fitted;
  fitted.images = static_cast<int64_t>(seen.table.images.size());
  fitted.failures = std::move(seen.failures);
  policy::FittedPolicy& result = fitted.policy;
  result.kind = kind.name;
  result.model = spec.model.string();
  result.network_hash = network.graph.hash;
  result.preprocessing = PreprocessingOf(network);
  result.menu = menu;
  result.goal = spec.goal;
  result.goal.temperature = TemperatureOf(seen.table);
  result.split_seed = spec.images.split_seed;
  result.images_seen = HashesOf(images);
  result.policy = kind.make();
  result.policy->Fit(seen.table, result.goal);
  if (result.policy->ReadsZerothLayer()) result.features = collect.features;
  result.decision = DecisionCost(*result.policy, result.features, network, spec.menu);
  return fitted;
}

}  // namespace aqua::adaptive
