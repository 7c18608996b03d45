#include "aqua/adaptive/image_set.h"

#include <algorithm>
#include <set>

#include "aqua/core/error.h"

namespace aqua::adaptive {
namespace {

std::vector<HashedImage> Spread(const std::vector<HashedImage>& images, int64_t most) {
  const auto total = static_cast<int64_t>(images.size());
  if (most == 0 || total <= most) return images;
  std::vector<HashedImage> chosen;
  for (int64_t i = 0; i < most; ++i)
    chosen.push_back(images[static_cast<size_t>(i * total / most)]);
  return chosen;
}

}  // namespace

std::string_view SplitName(policy::Split split) {
  switch (split) {
    case policy::Split::kTune:
      return "tune";
    case policy::Split::kCalibrate:
      return "calibrate";
    case policy::Split::kTest:
      return "test";
  }
  return "";
}

std::vector<HashedImage> ListImageSet(const ImageSetSpec& spec, int64_t class_count) {
  std::vector<HashedImage> images;
  std::set<uint64_t> known;
  for (study::ListedImage& listed : study::ListStudyImages(spec.folder, spec.labels, class_count)) {
    if (spec.labels && listed.labels.empty()) continue;
    const uint64_t hash = policy::ContentHashOf(spec.folder / listed.file);
    if (spec.split && policy::SplitOf(hash, spec.split_seed) != *spec.split) continue;
    if (known.insert(hash).second) images.push_back({std::move(listed), hash});
  }
  if (images.empty() && spec.labels) {
    throw Error("{}: no image of {} in the {} split has a label there", spec.labels->string(),
                spec.folder.string(), spec.split ? SplitName(*spec.split) : "whole");
  }
  if (images.empty()) {
    throw Error("{}: none of its images is in the {} split; give more images, or --split all",
                spec.folder.string(), spec.split ? SplitName(*spec.split) : "whole");
  }
  return Spread(images, spec.most);
}

std::vector<uint64_t> HashesOf(const std::vector<HashedImage>& images) {
  std::vector<uint64_t> hashes;
  hashes.reserve(images.size());
  for (const HashedImage& image : images) hashes.push_back(image.hash);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

}  // namespace aqua::adaptive
