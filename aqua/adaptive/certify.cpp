#include "aqua/adaptive/certify.h"

#include <algorithm>

#include "aqua/adaptive/fit.h"
#include "aqua/core/error.h"
#include "aqua/core/quoted.h"
#include "aqua/policy/play.h"
#include "aqua/policy/split.h"

namespace aqua::adaptive {
namespace {

using policy::FittedPolicy;
using policy::Goal;

void CheckUnseen(const FittedPolicy& fitted, const CertifySpec& spec,
                 const std::vector<HashedImage>& images) {
  std::vector<uint64_t> hashes;
  for (const HashedImage& image : images) hashes.push_back(image.hash);
  const std::vector<size_t> overlap = policy::FindOverlap(fitted.images_seen, hashes);
  if (overlap.empty()) return;
  throw Error(
      "{}: {} of {} images were seen when {} was fitted, the first is {}; certify on others "
      "(the same folder's calibrate split, or another folder)",
      spec.images.folder.string(), overlap.size(), images.size(), spec.policy_file.string(),
      Quoted(images[overlap.front()].listed.file));
}

void CheckGoal(const CertifySpec& spec) {
  policy::ImagesNeeded(spec.goal);  // alpha and delta.
  if (spec.goal.loss == policy::Loss::kAccuracy && !spec.images.labels) {
    throw Error(
        "{}: an accuracy certificate needs labels; give --labels, or --loss regret or "
        "disagreement",
        spec.images.folder.string());
  }
}

// The most that an image can cost: every option once.
double LeastSaving(const FittedPolicy& fitted) {
  double macs = fitted.decision.macs;
  for (const size_t option : fitted.policy->Options()) macs += fitted.menu.costs[option].macs;
  return std::min(0.0, 1 - macs / fitted.menu.costs[fitted.menu.full].macs);
}

}  // namespace

policy::Identity IdentityOf(const FittedPolicy& fitted) {
  return {fitted.network_hash, fitted.preprocessing, fitted.MenuHash(), fitted.Hash()};
}

void CheckFits(const FittedPolicy& fitted, const std::filesystem::path& policy_file,
               const study::Network& network) {
  if (fitted.network_hash != network.graph.hash) {
    throw Error("{}: it was fitted to another network than {} (hashes {} and {}); fit it anew",
                policy_file.string(), network.graph.path, fitted.network_hash, network.graph.hash);
  }
  if (fitted.preprocessing != image::ToText(network.preprocess)) {
    throw Error("{}: it was fitted to photos prepared as {}, {} takes them as {}; fit it anew",
                policy_file.string(), fitted.preprocessing, network.graph.path,
                image::ToText(network.preprocess));
  }
}

policy::RungOutcomes OutcomesOf(const FittedPolicy& fitted, int rung,
                                const policy::OutcomeTable& table, const Goal& goal) {
  policy::RungOutcomes outcomes;
  const double full_macs = fitted.menu.costs[fitted.menu.full].macs;
  for (const policy::ImageOutcome& image : table.images) {
    const policy::Play play = policy::PlayOut(*fitted.policy, rung, fitted.menu, image);
    outcomes.losses.push_back(policy::LossOf(goal, image, fitted.menu.full, play.answer()));
    outcomes.savings.push_back(1 - (play.cost.macs + fitted.decision.macs) / full_macs);
  }
  return outcomes;
}

policy::Verdict CertifyOn(const FittedPolicy& fitted, const policy::OutcomeTable& table,
                          const Goal& goal) {
  const policy::CalibrationSpec spec{static_cast<int64_t>(table.images.size()),
                                     fitted.policy->RungCount(), LeastSaving(fitted),
                                     fitted.split_seed};
  return policy::Certify(goal, spec,
                         [&](int rung) { return OutcomesOf(fitted, rung, table, goal); });
}

std::optional<Certified> CertifyPolicy(const FittedPolicy& fitted, const CertifySpec& spec,
                                       const std::function<void(const study::Progress&)>& report,
                                       const std::atomic<bool>& stop) {
  CheckGoal(spec);
  ScaledNetworks networks(spec.model, spec.size);
  const study::Network& network = networks.full();
  CheckFits(fitted, spec.policy_file, network);
  ImageSetSpec images_spec = spec.images;
  images_spec.split_seed = fitted.split_seed;
  const int64_t classes = network.graph.values[network.graph.output].shape.ElementCount();
  const std::vector<HashedImage> images = ListImageSet(images_spec, classes);
  CheckUnseen(fitted, spec, images);
  const CollectSpec collect{images_spec.folder, fitted.policy->Options(), fitted.features,
                            fitted.zeroth_scale, spec.jobs};
  Collected seen = Collect(networks, fitted.menu, collect, images, report, stop);
  if (stop) return std::nullopt;
  Goal goal = spec.goal;
  goal.temperature = fitted.goal.temperature;
  Certified certified{{}, std::move(seen.failures)};
  policy::Certificate& certificate = certified.certificate;
  certificate.identity = IdentityOf(fitted);
  certificate.goal = goal;
  certificate.verdict = CertifyOn(fitted, seen.table, goal);
  certificate.split_seed = fitted.split_seed;
  for (const policy::ImageOutcome& image : seen.table.images) {
    certificate.images_seen.push_back(image.observation.image_hash);
  }
  std::sort(certificate.images_seen.begin(), certificate.images_seen.end());
  return certified;
}

}  // namespace aqua::adaptive
