#include "aqua/adaptive/policy_study.h"

#include <fmt/format.h>

#include "aqua/adaptive/decided_image.h"
#include "aqua/adaptive/fit.h"
#include "aqua/core/fnv1a.h"
#include "aqua/store/store.h"
#include "aqua/study/run_images.h"

namespace aqua::adaptive {
namespace {

std::string HashOf(const std::vector<HashedImage>& images) {
  Fnv1a hash;
  for (const HashedImage& image : images) {
    hash.Add(image.listed.file);
    hash.Add(study::JoinLabels(image.listed.labels));
    hash.Add(fmt::format("{:016x}", image.hash));
  }
  return hash.Digest();
}

// The seed counts where it chose.
std::string SplitText(const ImageSetSpec& image_set) {
  if (!image_set.split) return "all";
  return fmt::format("{}, seed {:x}", SplitName(*image_set.split), image_set.split_seed);
}

store::StudyIdentity IdentityOf(const ImageSetSpec& image_set, const study::Network& network,
                                const std::vector<StudiedPolicy>& policies,
                                const std::vector<HashedImage>& images) {
  store::StudyIdentity identity;
  identity.settings = {
      {"study of", "policies"},
      {"model hash", network.graph.hash},
      {"preprocessing", image::ToText(network.preprocess)},
      {"split", SplitText(image_set)},
      {"images", std::to_string(images.size())},
      {"image names, labels and contents hash", HashOf(images)},
  };
  identity.notes = {{"model", network.graph.path},
                    {"folder", image_set.folder.string()},
                    {"labels", image_set.labels ? image_set.labels->string() : ""}};
  identity.policies = PolicyRows(policies, images);
  identity.options = OptionRows(policies);
  return identity;
}

}  // namespace

study::Progress RunPolicyStudy(const PolicyStudySpec& spec,
                               const std::function<void(const study::Progress&)>& report,
                               const std::atomic<bool>& stop) {
  ScaledNetworks networks(spec.model, spec.size);
  const study::Network& network = networks.full();
  const std::vector<StudiedPolicy> policies =
      LoadStudiedPolicies(spec.policies, network, spec.images.split.has_value());
  ImageSetSpec image_set = spec.images;
  image_set.split_seed = policies.front().in_force.fitted.split_seed;
  const int64_t classes = network.graph.values[network.graph.output].shape.ElementCount();
  const std::vector<HashedImage> images = ListImageSet(image_set, classes);
  store::StudyIdentity identity = IdentityOf(image_set, network, policies, images);
  identity.notes.push_back({"jobs", std::to_string(spec.jobs)});
  store::Store store = store::Store::Open(spec.out, identity);
  BuildNetworks(networks, policies);

  std::vector<std::string> files;
  for (const HashedImage& image : images) files.push_back(image.listed.file);
  const auto make = [&]() -> study::Workers<DecidedImage>::Work {
    auto decider = std::make_shared<ImageDecider>(networks, policies, spec.images.folder);
    return [decider, &images](size_t id) {
      return decider->Decide(static_cast<int64_t>(id), images[id]);
    };
  };
  const auto add = [&](const DecidedImage& image) {
    store.Add(image.image, image.decisions, image.attempts);
  };
  return study::RunImages<DecidedImage>(store, files, spec.jobs, make, add, report, stop);
}

}  // namespace aqua::adaptive
