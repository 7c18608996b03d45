// Every image of a split in full and by policies, all of it really run on this processor and kept
// in one file. It may be stopped or killed at any moment; run again, it continues and ends with the
// same rows, measured milliseconds excepted.
//
// Rows: policy 0 is "none", the whole network; the others follow in the order of StudiedPolicies.
// An image is decoded once; its answers are computed one after the other, each preparing the photo
// anew and with a clock around it, and the first of them takes turns from image to image, so that
// none of them always finds the photo out of the caches.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>

#include "aqua/adaptive/image_set.h"
#include "aqua/adaptive/studied_policies.h"
#include "aqua/graph/graph.h"
#include "aqua/study/progress.h"

namespace aqua::adaptive {

struct PolicyStudySpec {
  std::filesystem::path model;
  std::optional<graph::InputSize> size;
  ImageSetSpec images;  // Its split's seed is the policies'.
  PolicyFiles policies;
  std::filesystem::path out;  // The study's file; an unfinished one is continued.
  // Images worked on at the same time, a thread each. Milliseconds are comparable with 1 only.
  int jobs = 1;
};

// Calls `report` from the calling thread after every image. `stop` ends the run after the images at
// hand; what is finished is kept. Throws Error for input at fault, before the first image.
study::Progress RunPolicyStudy(const PolicyStudySpec& spec,
                               const std::function<void(const study::Progress&)>& report,
                               const std::atomic<bool>& stop);

}  // namespace aqua::adaptive
