// What a study is asked to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "aqua/crop/crop.h"
#include "aqua/graph/graph.h"
#include "aqua/study/precision.h"

namespace aqua::study {

struct StudySpec {
  std::filesystem::path model;
  std::filesystem::path folder;                 // Of images, searched with its subfolders.
  std::filesystem::path out;                    // The study's file; an unfinished one is continued.
  std::optional<std::filesystem::path> labels;  // CSV: file,label.
  std::optional<graph::InputSize> size;         // Default: the sidecar's, or what the file fixes.
  crop::CropSpec crop;                          // Its code is not used: all 16 are run.
  AcceleratorSpec accelerator;
  Precision precision;
  int jobs = 1;  // Images worked on at the same time, a thread each.
};

}  // namespace aqua::study
