#include "cli/run_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/figures.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;
using study::Network;
using study::PhotoCrop;
using study::PhotoResult;

double Saving(double part, double whole) { return whole > 0 ? 1 - part / whole : 0; }

std::string AnswerText(const Network& network, const study::Answer& answer) {
  std::string text;
  for (const study::RankedClass& ranked : answer) {
    text += fmt::format("{}{} {:.1f}", text.empty() ? "" : ", ",
                        Shorten(network.ClassName(ranked.index), 24), 100 * ranked.probability);
  }
  return text;
}

void PrintCrop(const Network& network, const PhotoCrop& crop, const study::CropCost& full) {
  fmt::print("  {}  {:<5} {:>9} {:>7} {:>9} {:>7} {:>7.2f}  {}\n", crop.cost.code.ToString(),
             crop.keeps_top1   ? "same"
             : crop.keeps_top5 ? "top-5"
                               : "lost",
             Count(crop.cost.macs),
             Percent(Saving(static_cast<double>(crop.cost.macs), static_cast<double>(full.macs))),
             Energy(crop.cost.energy_pj), Percent(Saving(crop.cost.energy_pj, full.energy_pj)),
             crop.cpu_ms, AnswerText(network, crop.answer));
}

// The crop that saves most among those that keep the answer, in one line.
void PrintBest(const PhotoResult& photo, const study::CropCost& full) {
  const PhotoCrop* best = nullptr;
  int keeping = 0;
  for (const PhotoCrop& crop : photo.crops) {
    if (!crop.keeps_top1 || crop.cost.code.EdgeCount() == 0) continue;
    ++keeping;
    if (best == nullptr || crop.cost.energy_pj < best->cost.energy_pj) best = &crop;
  }
  if (best == nullptr) {
    fmt::print("  no crop keeps the answer\n");
    return;
  }
  fmt::print("  {} crop{} keep{} the answer; {} saves most: {} of the MACs, {} of the energy\n",
             keeping, keeping == 1 ? "" : "s", keeping == 1 ? "s" : "", best->cost.code.ToString(),
             Percent(Saving(static_cast<double>(best->cost.macs), static_cast<double>(full.macs))),
             Percent(Saving(best->cost.energy_pj, full.energy_pj)));
}

ordered_json ToJson(const Network& network, const study::Answer& answer) {
  ordered_json json = ordered_json::array();
  for (const study::RankedClass& ranked : answer) {
    json.push_back({{"class", ranked.index},
                    {"name", network.ClassName(ranked.index)},
                    {"probability", ranked.probability}});
  }
  return json;
}

}  // namespace

void PrintPhoto(const Network& network, const PhotoResult& photo, const study::CropCost& full) {
  fmt::print("{}\n  in full: {}\n", photo.file.string(), AnswerText(network, photo.full_answer));
  fmt::print("  crop  top-1 {:>9} {:>7} {:>9} {:>7} {:>7}  top-5, %\n", "MACs", "saved", "energy",
             "saved", "CPU ms");
  for (const PhotoCrop& crop : photo.crops) PrintCrop(network, crop, full);
  if (photo.crops.size() > 1) PrintBest(photo, full);
  fmt::print("\n");
}

ordered_json ToJson(const Network& network, const PhotoResult& photo, const study::CropCost& full) {
  ordered_json crops = ordered_json::array();
  for (const PhotoCrop& crop : photo.crops) {
    const auto macs = static_cast<double>(crop.cost.macs);
    crops.push_back({{"crop", crop.cost.code.ToString()},
                     {"top5", ToJson(network, crop.answer)},
                     {"keeps_top1", crop.keeps_top1},
                     {"keeps_top5", crop.keeps_top5},
                     {"macs", crop.cost.macs},
                     {"saving_macs", Saving(macs, static_cast<double>(full.macs))},
                     {"energy_pj", crop.cost.energy_pj},
                     {"saving_energy", Saving(crop.cost.energy_pj, full.energy_pj)},
                     {"cpu_ms", crop.cpu_ms}});
  }
  return {{"file", photo.file.string()},
          {"top5_full", ToJson(network, photo.full_answer)},
          {"crops", crops}};
}

}  // namespace aqua::cli
