#include "cli/study_text.h"

#include <fmt/format.h>

#include "cli/figures.h"
#include "cli/progress.h"

namespace aqua::cli {
namespace {

using study::CropTolerance;
using study::MeanInterval;
using study::RankTolerance;

void PrintRow(const char* name, const std::string& top1, const std::string& top5) {
  fmt::print("  {:<26} top-1 {:>9}   top-5 {:>9}\n", name, top1, top5);
}

void PrintEdges(const char* name, const std::array<int64_t, 5>& edges) {
  fmt::print("  {:<26} {}  0: {}, 1: {}, 2: {}, 3: {}, 4: {}\n",
             name[0] == '1' ? "most edges that can be cut" : "", name[0] == '1' ? "top-1" : "top-5",
             edges[0], edges[1], edges[2], edges[3], edges[4]);
}

std::string Margin(const MeanInterval& saving) {
  return saving.half_width ? fmt::format("+-{}", Percent(*saving.half_width)) : "-";
}

void PrintTolerance(const char* title, const CropTolerance& found, double energy_full_pj) {
  const RankTolerance& top1 = found.top1;
  const RankTolerance& top5 = found.top5;
  fmt::print("\n{} ({} images)\n", title, found.images);
  PrintRow("right in full", Percent(top1.right_full), Percent(top5.right_full));
  PrintRow("right, all edges cut", Percent(top1.right_crop_all), Percent(top5.right_crop_all));
  PrintRow("some crop keeps it", Percent(top1.tolerate_any), Percent(top5.tolerate_any));
  PrintEdges("1", top1.edges_histogram);
  PrintEdges("5", top5.edges_histogram);
  PrintRow("energy saved, oracle", Percent(top1.saving.mean), Percent(top5.saving.mean));
  PrintRow("  95 % interval", Margin(top1.saving), Margin(top5.saving));
  PrintRow("  an image", Energy(top1.saving.mean * energy_full_pj),
           Energy(top5.saving.mean * energy_full_pj));
}

}  // namespace

void PrintOneSet(const study::SetSummary& set, const std::string& accelerator) {
  fmt::print("weights {}, energy counted at {} bits on {}: {} an uncropped image\n", set.name,
             set.precision, accelerator, Energy(set.energy_full_pj));
  if (set.labels.images > 0) {
    PrintTolerance("against the labels", set.labels, set.energy_full_pj);
  }
  PrintTolerance("against the full run's own answer", set.agreement, set.energy_full_pj);
}

void PrintSummary(const study::Summary& summary) {
  fmt::print("{} images, {} failed", summary.images, summary.failed);
  if (summary.sets.size() == 1) {
    fmt::print("; cutting all four edges saves {} of the energy",
               Percent(summary.sets.front().saving_crop_all));
  }
  fmt::print("\n");
  PrintFailures(summary.failures);
  if (summary.sets.size() == 1) {
    PrintOneSet(summary.sets.front(), summary.accelerator);
  } else {
    PrintSets(summary);
  }
  fmt::print(
      "\nThe oracle has seen the answer: it is the bound, not a method. Intervals: 95 %, normal, "
      "from\n30 images on; what they do not cover is how the images were chosen.\n");
}

}  // namespace aqua::cli
