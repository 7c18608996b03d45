#include "aqua/policy/zeroth_layer.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

void CheckNames(const std::vector<std::string>& names) {
  const std::vector<std::string> known = FeatureNames();
  if (names.empty()) {
    throw Error("the 0th layer has no features; name one or more of {}", fmt::join(known, ", "));
  }
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw Error("AQuA has no feature \"{}\"; it knows {}", name, fmt::join(known, ", "));
    }
    if (std::count(names.begin(), names.end(), name) > 1) {
      throw Error("feature \"{}\" is named more than once; name it once", name);
    }
  }
}

}  // namespace

ZerothLayer::ZerothLayer(const std::vector<std::string>& features, double strip_share)
    : strip_share_(strip_share) {
  CheckNames(features);
  BorderStrips({1, 1}, strip_share);  // Refuses a share before the first picture comes.
  for (const FeaturePtr& feature : FeatureCatalog()) {
    const std::string name = feature->name();
    if (std::find(features.begin(), features.end(), name) == features.end()) continue;
    features_.push_back(feature);
    for (const char* const strip : kStripNames) score_names_.push_back(name + "." + strip);
  }
}

std::vector<float> ZerothLayer::Scores(const image::Image& seen) const {
  const Thumbnail thumbnail = MakeThumbnail(seen);
  const Strips strips = BorderStrips({thumbnail.width, thumbnail.height}, strip_share_);
  std::vector<float> scores;
  scores.reserve(score_names_.size());
  for (const FeaturePtr& feature : features_) {
    for (const float score : feature->Score(thumbnail, strips).InOrder()) scores.push_back(score);
  }
  return scores;
}

layers::Workloads ZerothLayer::Work(const image::Size& seen) const {
  layers::Workloads work = ThumbnailWork(seen);
  const image::Size size = ThumbnailSize(seen);
  for (const FeaturePtr& feature : features_) {
    work.push_back(feature->Work(size.height, size.width));
  }
  return work;
}

}  // namespace aqua::policy
