#include "aqua/study/identity.h"

#include <fmt/ranges.h>

#include "aqua/study/crop_cost.h"

namespace aqua::study {
namespace {

// FNV-1a, 64 bits: names the list of images, no more.
std::string HashOf(const std::vector<ListedImage>& images) {
  uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&hash](const std::string& text) {
    for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3U;
    hash = (hash ^ 0xffU) * 0x100000001b3U;
  };
  for (const ListedImage& image : images) {
    add(image.file);
    add(JoinLabels(image.labels));
  }
  return fmt::format("{:016x}", hash);
}

std::string PreprocessText(const image::Preprocess& p) {
  return fmt::format("{}x{} from {}, mean {}, scale {}, {}", p.height, p.width, p.resize,
                     fmt::join(p.mean, " "), fmt::join(p.scale, " "),
                     p.channels == image::ChannelOrder::kRgb ? "RGB" : "BGR");
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
                                const std::vector<ListedImage>& images) {
  store::StudyIdentity identity;
  identity.settings = {
      {"model hash", network.graph.hash},
      {"preprocessing", PreprocessText(network.preprocess)},
      {"crop depth", std::to_string(spec.crop.depth)},
      {"crop mode", ModeText(spec.crop)},
      {"cut cells", spec.crop.head == crop::HeadRule::kKeptCells ? "left out" : "zeros"},
      {"accelerator", spec.accelerator.ToString()},
      {"weight and activation bits", spec.precision.ToString()},
      {"images", std::to_string(images.size())},
      {"image names and labels hash", HashOf(images)},
  };
  identity.notes = {{"model", network.graph.path},
                    {"folder", spec.folder.string()},
                    {"labels", spec.labels ? spec.labels->string() : ""}};
  for (const CropCost& cost :
       CostCrops(network.graph, spec.crop, crop::AllCrops(), spec.accelerator, spec.precision)) {
    identity.crops.push_back({cost.code.Index(), cost.code.ToString(), cost.macs, cost.energy_pj});
  }
  return identity;
}

}  // namespace aqua::study
