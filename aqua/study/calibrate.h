// From a folder of images to a precision profile: what the layers read is sketched, formats are
// chosen, by a search if asked, and the result is tried on the same images.
#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "aqua/quant/calibrate.h"
#include "aqua/study/bit_search.h"
#include "aqua/study/sketch_images.h"

namespace aqua::study {

struct CalibrationSpec {
  std::filesystem::path folder;
  std::vector<ListedImage> images;  // Of the folder.
  quant::CalibrateSpec formats;     // With a search: where its layers start from.
  std::optional<double> budget;     // Searched for: the share of right answers that may be lost.
  Against against = Against::kAgreement;
  bool searches_weights = true;
  // The region that borders are made for (`formats.border_bits`, or a search): its edges, depth and
  // mode. Nullopt with neither.
  std::optional<crop::CropSpec> border;
  bool searches_borders = false;
};

// On the images that the profile was made from, so it flatters.
struct CalibrationCheck {
  int64_t images = 0;
  int64_t agree = 0;  // Same first class as float.
  int64_t labelled = 0;
  int64_t right_in_float = 0;  // Of those labelled.
  int64_t right = 0;           // Likewise, under the profile.
};

struct Calibration {
  quant::Profile profile;
  int64_t images = 0;
  std::vector<std::string> failures;
  std::optional<SearchedProfile> search;
  CalibrationCheck check;
};

enum class CalibrationStage { kSketching, kSearching, kChecking };
using CalibrationReport = std::function<void(CalibrationStage, const Progress&)>;

// `made_by` goes into the profile. Nullopt when `stop` was set before there was anything to keep; a
// stopped search keeps the rest wide. Throws Error as SketchImages and quant::Calibrate do, and for
// a budget against labels without any.
std::optional<Calibration> RunCalibration(const Network& network, const CalibrationSpec& spec,
                                          const std::string& made_by,
                                          const CalibrationReport& report,
                                          const std::atomic<bool>& stop);

}  // namespace aqua::study
