// How often a network still answers right, and the same, when it runs on simulated crossbars.
#pragma once

#include <atomic>
#include <functional>

#include "aqua/study/image_list.h"
#include "aqua/study/simulate.h"

namespace aqua::study {

struct FolderTally {
  int64_t total = 0;                  // Images listed.
  int64_t done = 0;                   // Of them, run.
  int64_t failed = 0;                 // Unreadable, or with an output that is no number.
  std::vector<std::string> failures;  // Why, an entry each.
  int64_t labelled = 0;               // Of those done; the next three are out of these.
  int64_t float_right = 0;
  int64_t exact_right = 0;      // Exact integers.
  int64_t simulated_right = 0;  // Crossbars.
  int64_t exact_agrees = 0;     // Same first class as float.
  int64_t simulated_agrees = 0;
  int64_t simulated_is_exact = 0;  // Same first class as exact integers.
};

// Runs all images in order, `report` after each; ends early when `stop` is set. An
// image that fails is counted, and the next one taken.
FolderTally SimulateFolder(const Network& network, Simulator& simulator,
                           const std::filesystem::path& folder,
                           const std::vector<ListedImage>& images,
                           const std::function<void(const FolderTally&)>& report,
                           const std::atomic<bool>& stop);

}  // namespace aqua::study
