#include "cli/study_text.h"

#include <fmt/format.h>

#include "cli/figures.h"
#include "cli/progress.h"

namespace aqua::cli {
namespace {

void PrintTolerance(const char* title, const study::CropTolerance& found) {
  fmt::print("\n{} ({} images)\n", title, found.images);
  fmt::print("  right in full              top-1 {:>7}   top-5 {:>7}\n", Percent(found.top1_full),
             Percent(found.top5_full));
  fmt::print("  right, all edges cut       top-1 {:>7}   top-5 {:>7}\n",
             Percent(found.top1_crop_all), Percent(found.top5_crop_all));
  fmt::print("  some crop keeps it         top-1 {:>7}\n", Percent(found.tolerate_any_top1));
  fmt::print("  most edges that can be cut    0: {}, 1: {}, 2: {}, 3: {}, 4: {}\n",
             found.edges_histogram_top1[0], found.edges_histogram_top1[1],
             found.edges_histogram_top1[2], found.edges_histogram_top1[3],
             found.edges_histogram_top1[4]);
  fmt::print("  energy saved, oracle       top-1 {:>7}   top-5 {:>7}\n",
             Percent(found.saving_oracle_top1), Percent(found.saving_oracle_top5));
}

nlohmann::ordered_json ToJson(const study::CropTolerance& found) {
  return {{"images", found.images},
          {"top1_full", found.top1_full},
          {"top5_full", found.top5_full},
          {"top1_crop_all", found.top1_crop_all},
          {"top5_crop_all", found.top5_crop_all},
          {"tolerate_any_top1", found.tolerate_any_top1},
          {"edges_histogram_top1", found.edges_histogram_top1},
          {"saving_oracle_top1", found.saving_oracle_top1},
          {"saving_oracle_top5", found.saving_oracle_top5}};
}

}  // namespace

void PrintSummary(const study::Summary& summary) {
  fmt::print("{} images, {} failed; cutting all four edges saves {} of the energy\n",
             summary.images, summary.failed, Percent(summary.saving_crop_all));
  PrintFailures(summary.failures);
  if (summary.labels.images > 0) PrintTolerance("against the labels", summary.labels);
  PrintTolerance("against the full run's own answer", summary.agreement);
  fmt::print("\nThe oracle has seen the answer: it is the bound, not a method.\n");
}

nlohmann::ordered_json ToJson(const study::Summary& summary) {
  const nlohmann::ordered_json agreement = ToJson(summary.agreement);
  nlohmann::ordered_json json{{"images", summary.images}, {"failed", summary.failed}};
  json["failures"] = summary.failures;
  json["labelled_images"] = summary.labels.images;
  // Without labels, the full run's own answer is what counts.
  const nlohmann::ordered_json main =
      summary.labels.images > 0 ? ToJson(summary.labels) : agreement;
  for (const auto& [name, value] : main.items()) {
    if (name != "images") json[name] = value;
  }
  json["against"] = summary.labels.images > 0 ? "labels" : "agreement";
  json["saving_crop_all"] = summary.saving_crop_all;
  json["agreement"] = agreement;
  return json;
}

}  // namespace aqua::cli
