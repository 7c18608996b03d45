#include "aqua/study/identity.h"

#include <fmt/format.h>

#include "aqua/core/fnv1a.h"
#include "aqua/study/crop_cost.h"

namespace aqua::study {
namespace {

std::string HashOf(const std::vector<ListedImage>& images) {
  Fnv1a hash;
  for (const ListedImage& image : images) {
    hash.Add(image.file);
    hash.Add(JoinLabels(image.labels));
  }
  return hash.Digest();
}

std::string NamesOf(const std::vector<WeightSet>& sets) {
  std::string names;
  for (const WeightSet& set : sets) names += (names.empty() ? "" : ", ") + set.name;
  return names;
}

std::string ModeText(const crop::CropSpec& crop) {
  if (crop.mode == crop::CropMode::kAligned) return "aligned";
  switch (crop.rounding) {
    case crop::Rounding::kFloor:
      return "literal, floor";
    case crop::Rounding::kNearest:
      return "literal, nearest";
    case crop::Rounding::kCeil:
      return "literal, ceil";
  }
  return "";
}

}  // namespace

store::StudyIdentity IdentityOf(const StudySpec& spec, const Network& network,
                                const std::vector<WeightSet>& sets,
                                const std::vector<ListedImage>& images) {
  store::StudyIdentity identity;
  identity.settings = {
      {"study of", "all 16 crops"},
      {"model hash", network.graph.hash},
      {"preprocessing", image::ToText(network.preprocess)},
      {"crop depth", std::to_string(spec.crop.depth)},
      {"crop mode", ModeText(spec.crop)},
      {"cut cells", spec.crop.head == crop::HeadRule::kKeptCells ? "left out" : "zeros"},
      {"accelerator", spec.accelerator.ToString()},
      {"weights", NamesOf(sets)},
      {"weight and activation bits", spec.precision.ToString()},
      {"images", std::to_string(images.size())},
      {"image names and labels hash", HashOf(images)},
  };
  identity.notes = {{"model", network.graph.path},
                    {"folder", spec.folder.string()},
                    {"labels", spec.labels ? spec.labels->string() : ""}};
  identity.sets = ToRows(sets);
  for (const store::SetRow& set : identity.sets) {
    const Precision& precision = sets[static_cast<size_t>(set.set)].precision;
    for (const CropCost& cost :
         CostCrops(network.graph, spec.crop, crop::AllCrops(), spec.accelerator, precision)) {
      identity.crops.push_back(
          {set.set, cost.code.Index(), cost.code.ToString(), cost.macs, cost.energy_pj});
    }
  }
  return identity;
}

}  // namespace aqua::study
