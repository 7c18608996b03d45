#include "aqua/adaptive/compare.h"

#include <algorithm>
#include <set>

#include "aqua/adaptive/certify.h"
#include "aqua/core/error.h"
#include "aqua/policy/features/catalog.h"
#include "aqua/policy/play.h"

namespace aqua::adaptive {
namespace {

using policy::FittedPolicy;
using policy::Goal;
using policy::MenuWish;
using policy::OutcomeTable;
using policy::Split;

MenuWish WishOfAll(const std::vector<std::string>& policies) {
  MenuWish all;
  for (const std::string& name : policies) {
    const MenuWish wish = policy::FindPolicy(name).wish;
    all.scales |= wish.scales;
    all.crops |= wish.crops;
    all.growth |= wish.growth;
    all.gates |= wish.gates;
    all.zeroth_layer |= wish.zeroth_layer;
  }
  return all;
}

OutcomeTable PartOf(const OutcomeTable& whole, Split split, uint64_t seed) {
  OutcomeTable part{whole.menu, {}};
  for (const policy::ImageOutcome& image : whole.images) {
    if (policy::SplitOf(image.observation.image_hash, seed) == split) part.images.push_back(image);
  }
  return part;
}

// The options that were run on the images of `table`, in the order of the menu.
std::string Description(const FittedPolicy& fitted, int rung, const OutcomeTable& table) {
  if (rung < 0) return "the whole network";
  std::set<size_t> options;
  for (const policy::ImageOutcome& image : table.images) {
    for (const policy::Attempt& attempt :
         policy::PlayOut(*fitted.policy, rung, fitted.menu, image).attempts) {
      options.insert(attempt.option);
    }
  }
  constexpr size_t kMostNamed = 4;
  if (options.size() > kMostNamed) return fmt::format("{} options", options.size());
  std::string text;
  for (const size_t option : options) {
    text += (text.empty() ? "" : ", ") + fitted.menu.Name(option);
  }
  return text;
}

// Everything that is compared, on one table cut in three.
class Comparer {
 public:
  Comparer(ScaledNetworks& networks, const CompareSpec& spec, const OutcomeTable& table)
      : networks_(networks),
        spec_(spec),
        tune_(PartOf(table, Split::kTune, spec.fit.images.split_seed)),
        calibrate_(PartOf(table, Split::kCalibrate, spec.fit.images.split_seed)),
        test_(PartOf(table, Split::kTest, spec.fit.images.split_seed)) {
    if (tune_.images.empty() || calibrate_.images.empty() || test_.images.empty()) {
      throw Error("{}: {} images to tune, {} to calibrate and {} to test; expected some of each",
                  spec.fit.images.folder.string(), tune_.images.size(), calibrate_.images.size(),
                  test_.images.size());
    }
    TellAnswers(test_);
  }

  CompareRow WithoutPromise(const std::string& policy) const {
    const FittedPolicy fitted = Fit(policy, spec_.goals.front());
    const int rung = fitted.policy->RungCount() - 1;
    return Row(fitted, rung, spec_.goals.front());
  }

  CompareRow WithPromise(const std::string& policy, const Goal& goal) const {
    const FittedPolicy fitted = Fit(policy, goal);
    const policy::Verdict verdict = CertifyOn(fitted, calibrate_, fitted.goal);
    CompareRow row = Row(fitted, verdict.rung, fitted.goal);
    row.goal = fitted.goal;
    row.verdict = verdict;
    return row;
  }

  void TellSizes(Comparison& comparison) const {
    comparison.tune = static_cast<int64_t>(tune_.images.size());
    comparison.calibrate = static_cast<int64_t>(calibrate_.images.size());
    comparison.test = static_cast<int64_t>(test_.images.size());
  }

 private:
  FittedPolicy Fit(const std::string& policy, const Goal& goal) const {
    FitSpec spec = spec_.fit;
    spec.policy = policy;
    spec.goal = goal;
    return FitOn(spec, networks_.full(), tune_);
  }

  CompareRow Row(const FittedPolicy& fitted, int rung, const Goal& goal) const {
    CompareRow row;
    row.policy = fitted.kind;
    row.description = Description(fitted, rung, test_);
    row.measured = MeasureOn(fitted, rung, goal, test_);
    const bool can_run = fitted.kind != "oracle" && rung >= 0;
    if (can_run && spec_.timed_images > 0) {
      row.saved_cpu = MeasureCpu(networks_, fitted, rung, spec_.fit.images.folder, TimedImages());
    }
    return row;
  }

  std::vector<HashedImage> TimedImages() const {
    std::vector<HashedImage> images;
    for (const policy::ImageOutcome& image : test_.images) {
      if (static_cast<int64_t>(images.size()) == spec_.timed_images) break;
      images.push_back({{image.file, image.labels}, image.observation.image_hash});
    }
    return images;
  }

  ScaledNetworks& networks_;
  const CompareSpec& spec_;
  OutcomeTable tune_;
  OutcomeTable calibrate_;
  OutcomeTable test_;
};

bool IsBound(const std::string& policy) {
  return policy == "none" || policy == "oracle" || policy == "random";
}

}  // namespace

std::optional<Comparison> ComparePolicies(const CompareSpec& spec,
                                          const std::function<void(const study::Progress&)>& report,
                                          const std::atomic<bool>& stop) {
  AQUA_CHECK(!spec.goals.empty());
  ScaledNetworks networks(spec.fit.model, spec.fit.size);
  const graph::Graph& graph = networks.full().graph;
  const int64_t classes = graph.values[graph.output].shape.ElementCount();
  ImageSetSpec set = spec.fit.images;
  set.split.reset();
  const std::vector<HashedImage> images = ListImageSet(set, classes);
  const MenuWish wish = WishOfAll(spec.policies);
  const policy::Menu menu = MakeMenu(networks, wish, spec.fit.menu);
  CollectSpec collect{
      set.folder, AllOptions(menu), {}, InputSizeOf(networks.full()), spec.fit.jobs};
  if (wish.zeroth_layer) collect.features = policy::FeatureNames();
  Collected seen = Collect(networks, menu, collect, images, report, stop);
  if (stop) return std::nullopt;
  Comparison comparison;
  comparison.failures = std::move(seen.failures);
  const Comparer comparer(networks, spec, seen.table);
  seen.table = {};
  comparer.TellSizes(comparison);
  for (const std::string& policy : spec.policies) {
    if (IsBound(policy) || policy == "fixed") {  // Of crops the one that saves most, too.
      comparison.rows.push_back(comparer.WithoutPromise(policy));
    }
  }
  for (const Goal& goal : spec.goals) {
    for (const std::string& policy : spec.policies) {
      if (!IsBound(policy)) comparison.rows.push_back(comparer.WithPromise(policy, goal));
    }
  }
  return comparison;
}

}  // namespace aqua::adaptive
