#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace aqua::cli {
namespace {

using std::chrono::duration;

constexpr duration<double> kTerminalInterval{0.2};
constexpr duration<double> kLogInterval{10};

std::string TimeLeft(double seconds) {
  const auto whole = static_cast<int64_t>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

ProgressLine::ProgressLine(std::string unit)
    : unit_(std::move(unit)), is_terminal_(isatty(fileno(stderr)) != 0) {}

void ProgressLine::Show(const study::Progress& progress) {
  const Clock::time_point now = Clock::now();
  const Clock::time_point since = is_terminal_ ? last_shown_ : std::max(last_shown_, start_);
  if (now - since < (is_terminal_ ? kTerminalInterval : kLogInterval)) return;
  last_shown_ = now;
  Print(progress);
}

void ProgressLine::Finish(const study::Progress& progress) {
  Print(progress);
  if (is_terminal_) fmt::print(stderr, "\n");
}

void ProgressLine::Print(const study::Progress& progress) const {
  const double seconds = duration<double>(Clock::now() - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(progress.done) / seconds : 0;
  const int64_t left = progress.total - progress.before - progress.done;
  std::string line =
      fmt::format("{} of {} {}", progress.before + progress.done, progress.total, unit_);
  if (progress.before > 0) line += fmt::format(" ({} from before)", progress.before);
  if (rate > 0) {
    line += fmt::format(", {:.1f}/s, {} left", rate, TimeLeft(static_cast<double>(left) / rate));
  }
  if (progress.failed > 0) line += fmt::format(", {} failed", progress.failed);
  if (is_terminal_) {
    fmt::print(stderr, "\r{:<78}", line);
  } else {
    fmt::print(stderr, "{}\n", line);
  }
}

void PrintFailures(const std::vector<std::string>& failures) {
  constexpr size_t kShown = 5;
  for (size_t i = 0; i < std::min(failures.size(), kShown); ++i) {
    fmt::print("  failed: {}\n", failures[i]);
  }
  if (failures.size() > kShown) fmt::print("  and {} more\n", failures.size() - kShown);
}

}  // namespace aqua::cli
