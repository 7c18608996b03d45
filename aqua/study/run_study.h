// The whole story for a folder of images: every image, every weight set, every crop, kept in one
// file. It may be stopped or killed at any moment; run again, it continues and ends with the same
// rows.
#pragma once

#include <atomic>
#include <functional>

#include "aqua/study/progress.h"
#include "aqua/study/spec.h"

namespace aqua::study {

// Calls `report` from the calling thread after every image. `stop` ends the run after the images at
// hand; what is finished is kept. Throws Error for input at fault, before the first image.
Progress RunStudy(const StudySpec& spec, const std::function<void(const Progress&)>& report,
                  const std::atomic<bool>& stop);

}  // namespace aqua::study
