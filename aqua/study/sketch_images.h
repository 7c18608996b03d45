// What every layer with weights reads over a folder of images, in float: the table that a
// calibration is made from.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "aqua/crop/plan.h"
#include "aqua/quant/activation_sketch.h"
#include "aqua/study/image_list.h"
#include "aqua/study/network.h"
#include "aqua/study/run_study.h"

namespace aqua::study {

struct Sketches {
  std::vector<quant::ActivationSketch> by_node;  // Of layers without weights: empty.
  // Of the cells outside of the region's `inside` alone; empty without a region.
  std::vector<quant::ActivationSketch> border_by_node;
  int64_t images = 0;                 // Looked at.
  std::vector<std::string> failures;  // Images that could not be read, why.
  bool was_stopped = false;
};

// `border`: a region to sketch by itself too, or null. `report` after every image. Ends early when
// `stop` is set.
Sketches SketchImages(const Network& network, const std::filesystem::path& folder,
                      const std::vector<ListedImage>& images, const crop::BitRegion* border,
                      const std::function<void(const Progress&)>& report,
                      const std::atomic<bool>& stop);

}  // namespace aqua::study
