// Ways to run one network side by side over a folder of images: profiles, crops, regions of few
// bits. What each saves, and how often it still answers right.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aqua/study/image_list.h"
#include "aqua/study/network.h"
#include "aqua/study/precision.h"
#include "aqua/study/run_study.h"

namespace aqua::study {

// One way to run the network. Without a profile: in float, counted at the precision's bits.
struct SweepWay {
  std::string name;
  Precision precision;
  crop::CropSpec crop;
};

// Fractions of what the first way, the baseline, costs.
struct SweepSaving {
  double macs = 0;
  double serial_bits = 0;      // Multiplications by the activation bits that each presents.
  std::vector<double> energy;  // By accelerator.
  std::vector<double> time;    // By accelerator: of one image's latency.
};

struct SweepRow {
  SweepWay way;
  SweepSaving saving;
  int64_t images = 0;
  int64_t agree = 0;  // Same first class as the baseline.
  int64_t labelled = 0;
  int64_t right = 0;
};

struct Sweep {
  std::vector<SweepRow> rows;  // In the order of the ways.
  std::vector<std::string> failures;
};

// Runs every image in every way. `report` after each image; ends early, with what was run, when
// `stop` is set. Throws Error when the network and the ways do not fit.
Sweep RunSweep(const Network& network, const std::filesystem::path& folder,
               const std::vector<ListedImage>& images, const std::vector<SweepWay>& ways,
               const std::vector<AcceleratorSpec>& accelerators,
               const std::function<void(const Progress&)>& report, const std::atomic<bool>& stop);

}  // namespace aqua::study
