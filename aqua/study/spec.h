// What a study is asked to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

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
  // At which energy is counted for weights that stay float. The other sets have weight bits of
  // their own, and take from here what bits the layers read, unless a profile of theirs says it.
  Precision precision;
  // Every image runs with each: "float", the name of a weight set (quant::WeightSet), or the path
  // of a precision profile, which ends in .json.
  std::vector<std::string> weights = {"float"};
  int jobs = 1;  // Images worked on at the same time, a thread each.
};

}  // namespace aqua::study
