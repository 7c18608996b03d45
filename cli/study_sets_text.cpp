// A study of several weight sets as tables.
#include <fmt/format.h>

#include "cli/figures.h"
#include "cli/study_text.h"

namespace aqua::cli {
namespace {

using study::CropTolerance;
using study::MeanInterval;
using study::RankTolerance;
using study::SetSummary;
using study::Summary;

constexpr size_t kNameWidth = 20;

std::string Named(const std::string& name) {
  return fmt::format("  {:<{}}", Shorten(name, kNameWidth), kNameWidth);
}

std::string Blank() { return std::string(kNameWidth + 2, ' '); }

void PrintEnergies(const Summary& summary) {
  fmt::print("\nenergy on {}\n", summary.accelerator);
  fmt::print("{}{:>11}  {:>13}  {}\n", Named("weights"), "uncropped", "all edges cut",
             "counted at weight/activation bits");
  for (const SetSummary& set : summary.sets) {
    fmt::print("{}{:>11}  {:>7} saved  {}\n", Named(set.name), Energy(set.energy_full_pj),
               Percent(set.saving_crop_all), Shorten(set.precision, 40));
  }
}

void PrintShares(const Summary& summary, CropTolerance SetSummary::*reading) {
  fmt::print("{}{:>18} {:>20} {:>20}\n", Blank(), "right in full", "right, all cut",
             "some crop keeps it");
  fmt::print("{}{:>9}{:>9}   {:>9}{:>9}   {:>9}{:>9}\n", Named("weights"), "top-1", "top-5",
             "top-1", "top-5", "top-1", "top-5");
  for (const SetSummary& set : summary.sets) {
    const RankTolerance& top1 = (set.*reading).top1;
    const RankTolerance& top5 = (set.*reading).top5;
    fmt::print("{}{:>9}{:>9}   {:>9}{:>9}   {:>9}{:>9}\n", Named(set.name),
               Percent(top1.right_full), Percent(top5.right_full), Percent(top1.right_crop_all),
               Percent(top5.right_crop_all), Percent(top1.tolerate_any),
               Percent(top5.tolerate_any));
  }
}

std::string EdgesText(const std::array<int64_t, 5>& edges) {
  std::string text;
  for (const int64_t images : edges) text += fmt::format("{:>7}", images);
  return text;
}

void PrintEdges(const Summary& summary, CropTolerance SetSummary::*reading) {
  const std::string counts = EdgesText({0, 1, 2, 3, 4});
  fmt::print("\n{}   images by most edges that can be cut\n", Blank());
  fmt::print("{} {}  {}\n", Named("weights"), "top-1:" + counts.substr(6),
             "top-5:" + counts.substr(6));
  for (const SetSummary& set : summary.sets) {
    fmt::print("{} {}  {}\n", Named(set.name), EdgesText((set.*reading).top1.edges_histogram),
               EdgesText((set.*reading).top5.edges_histogram));
  }
}

std::string SavingText(const SetSummary& set, const RankTolerance& rank, bool is_first) {
  return fmt::format("{} {:>9}  {:<13}", PointsText(rank.saving, false),
                     Energy(rank.saving.mean * set.energy_full_pj),
                     is_first ? "     -" : PointsText(rank.saving_difference, true));
}

void PrintSavings(const Summary& summary, CropTolerance SetSummary::*reading) {
  const std::string first = Shorten(summary.sets.front().name, 10);
  const std::string title =
      fmt::format("{:<13} {:>9}  {:<13}", "  saved, %", "an image", "  minus " + first);
  fmt::print("\n{} {:<38} {}\n", Blank(), "energy saved by the oracle, top-1", "top-5");
  fmt::print("{} {} {}\n", Named("weights"), title, title);
  for (const SetSummary& set : summary.sets) {
    const bool is_first = &set == &summary.sets.front();
    fmt::print("{} {} {}\n", Named(set.name), SavingText(set, (set.*reading).top1, is_first),
               SavingText(set, (set.*reading).top5, is_first));
  }
}

void PrintLargest(const Summary& summary, CropTolerance SetSummary::*reading) {
  const study::LargestDifference largest =
      study::FindLargestDifference(summary, reading, kNearlyIdentical);
  const MeanInterval& found = largest.difference;
  fmt::print(
      "\n  Relative saving minus that of {}, image by image, is farthest from zero at\n  {:+.2f} "
      "points",
      summary.sets.front().name, 100 * found.mean);
  if (found.half_width) {
    fmt::print(" ({:+.2f} to {:+.2f})", 100 * (found.mean - *found.half_width),
               100 * (found.mean + *found.half_width));
  }
  fmt::print(" with weights {}, top-{};\n  {} of {} {} within {:.0f} points of zero.\n",
             largest.set, largest.top, largest.count - largest.beyond, largest.count,
             found.half_width ? "intervals lie" : "differences lie", 100 * kNearlyIdentical);
}

void PrintReading(const char* title, const Summary& summary, CropTolerance SetSummary::*reading) {
  fmt::print("\n{} ({} images)\n", title, (summary.sets.front().*reading).images);
  PrintShares(summary, reading);
  PrintEdges(summary, reading);
  PrintSavings(summary, reading);
  PrintLargest(summary, reading);
}

}  // namespace

std::string PointsText(const MeanInterval& found, bool is_signed) {
  const std::string mean = is_signed ? fmt::format("{:+.2f}", 100 * found.mean)
                                     : fmt::format("{:.2f}", 100 * found.mean);
  const std::string margin =
      found.half_width ? fmt::format("{:.2f}", 100 * *found.half_width) : "-";
  return fmt::format("{:>6} +-{:<4}", mean, margin);
}

void PrintSets(const Summary& summary) {
  PrintEnergies(summary);
  if (summary.sets.front().labels.images > 0) {
    PrintReading("against the labels", summary, &SetSummary::labels);
  }
  PrintReading("against each set's own full run", summary, &SetSummary::agreement);
}

}  // namespace aqua::cli
