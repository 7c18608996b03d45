// The whole story for a folder of images: every image, every weight set, every crop, kept in one
// file. It may be stopped or killed at any moment; run again, it continues and ends with the same
// rows.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "aqua/study/spec.h"

namespace aqua::study {

struct Progress {
  int64_t done = 0;    // Images finished by this run.
  int64_t before = 0;  // Finished by earlier runs.
  int64_t failed = 0;  // Of `done`.
  int64_t total = 0;
};

// Calls `report` from the calling thread after every image. `stop` ends the run after the images at
// hand; what is finished is kept. Throws Error for input at fault, before the first image.
Progress RunStudy(const StudySpec& spec, const std::function<void(const Progress&)>& report,
                  const std::atomic<bool>& stop);

}  // namespace aqua::study
