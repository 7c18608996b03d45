// A study's summary for programs.
#include <string>

#include "cli/study_text.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;
using study::CropTolerance;
using study::MeanInterval;
using study::RankTolerance;
using study::SetSummary;
using study::Summary;

constexpr double kPjPerMj = 1e9;

// Null where there are too few images for an interval.
ordered_json IntervalOf(const MeanInterval& found) {
  if (!found.half_width) return nullptr;
  return {found.mean - *found.half_width, found.mean + *found.half_width};
}

void AddRank(const std::string& top, const RankTolerance& found, double energy_full_pj,
             ordered_json& json) {
  json[top + "_full"] = found.right_full;
  json[top + "_crop_all"] = found.right_crop_all;
  json["tolerate_any_" + top] = found.tolerate_any;
  json["edges_histogram_" + top] = found.edges_histogram;
  AddInterval("saving_oracle_" + top, found.saving, json);
  AddInterval("saved_mj_" + top, found.saving * (energy_full_pj / kPjPerMj), json);
  AddInterval("saving_difference_" + top, found.saving_difference, json);
}

ordered_json ToJson(const CropTolerance& found, double energy_full_pj) {
  ordered_json json{{"images", found.images}};
  AddRank("top1", found.top1, energy_full_pj, json);
  AddRank("top5", found.top5, energy_full_pj, json);
  return json;
}

ordered_json ToJson(const SetSummary& set) {
  ordered_json json{{"weights", set.name},
                    {"energy_counted_at", set.precision},
                    {"uncropped_mj", set.energy_full_pj / kPjPerMj},
                    {"saving_crop_all", set.saving_crop_all}};
  if (set.labels.images > 0) json["labels"] = ToJson(set.labels, set.energy_full_pj);
  json["agreement"] = ToJson(set.agreement, set.energy_full_pj);
  return json;
}

ordered_json LargestOf(const Summary& summary, CropTolerance SetSummary::*reading) {
  const auto largest = study::FindLargestDifference(summary, reading, kNearlyIdentical);
  ordered_json json{{"weights", largest.set}, {"top", largest.top}};
  AddInterval("saving_difference", largest.difference, json);
  json["limit"] = kNearlyIdentical;
  json["beyond_limit"] = largest.beyond;
  json["differences"] = largest.count;
  return json;
}

}  // namespace

void AddInterval(const std::string& name, const MeanInterval& found, ordered_json& json) {
  json[name] = found.mean;
  json[name + "_interval"] = IntervalOf(found);
}

ordered_json ToJson(const Summary& summary) {
  const SetSummary& first = summary.sets.front();
  const bool has_labels = first.labels.images > 0;
  ordered_json json{{"images", summary.images}, {"failed", summary.failed}};
  json["failures"] = summary.failures;
  json["labelled_images"] = first.labels.images;
  // The first set's figures. Without labels, the full run's own answer is what counts.
  const CropTolerance& main = has_labels ? first.labels : first.agreement;
  const ordered_json figures = ToJson(main, first.energy_full_pj);
  for (const auto& [name, value] : figures.items()) {
    if (name != "images") json[name] = value;
  }
  json["against"] = has_labels ? "labels" : "agreement";
  json["saving_crop_all"] = first.saving_crop_all;
  json["agreement"] = ToJson(first.agreement, first.energy_full_pj);
  json["accelerator"] = summary.accelerator;
  json["weight_sets"] = ordered_json::array();
  for (const SetSummary& set : summary.sets) json["weight_sets"].push_back(ToJson(set));
  if (summary.sets.size() == 1) return json;
  if (has_labels) json["largest_difference_labels"] = LargestOf(summary, &SetSummary::labels);
  json["largest_difference_agreement"] = LargestOf(summary, &SetSummary::agreement);
  return json;
}

}  // namespace aqua::cli
