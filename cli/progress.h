// How far long work over many images has come, on stderr.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "aqua/study/run_study.h"

namespace aqua::cli {

// On a terminal one line that renews itself; elsewhere a line every ten seconds.
class ProgressLine {
 public:
  // `unit`: what is counted, "images".
  explicit ProgressLine(std::string unit = "images");
  void Show(const study::Progress& progress);
  void Finish(const study::Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;

  void Print(const study::Progress& progress) const;

  std::string unit_;
  bool is_terminal_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_shown_{};
};

// Why images failed, a line each, the first few.
void PrintFailures(const std::vector<std::string>& failures);

}  // namespace aqua::cli
