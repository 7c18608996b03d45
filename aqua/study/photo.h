// One photograph under one or all crops: what the network answers, what that costs.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "aqua/exec/engine.h"
#include "aqua/image/image.h"
#include "aqua/study/answer.h"
#include "aqua/study/crop_cost.h"
#include "aqua/study/network.h"

namespace aqua::study {

struct PhotoCrop {
  CropCost cost;
  Window kept;  // Of the network's input.
  Tensor logits;
  Answer answer;
  bool keeps_top1 = false;  // Same first class as the full run's.
  bool keeps_top5 = false;  // The full run's first class is among the five.
  double cpu_ms = 0;        // Median of the timed runs.
};

struct PhotoResult {
  std::filesystem::path file;
  Answer full_answer;
  std::vector<PhotoCrop> crops;  // In the order asked for.
  image::Image seen;             // What the network sees of the photo; empty for a .npy input.
};

struct PhotoSpec {
  std::vector<crop::CropCode> codes;
  crop::CropSpec crop;  // Its code is not used.
  AcceleratorSpec accelerator;
  Precision precision;  // Bits of the energy; a profile is also what the answers are computed with.
  int timed_runs = 3;   // After one that is not timed.
};

class PhotoExaminer {
 public:
  PhotoExaminer(const Network& network, PhotoSpec spec);

  // A JPEG, a PNG, or a .npy file that holds the prepared input, 1 x C x H x W float32.
  PhotoResult Examine(const std::filesystem::path& file);

  const CropCost& full_cost() const { return full_cost_; }
  int64_t PackedWeightBytes() const { return engine_.PackedWeightBytes(); }
  int64_t ActivationBytes() const;  // Of all programs.

 private:
  PhotoCrop RunCrop(size_t index, const Tensor& input, const Answer& full);

  const Network& network_;
  PhotoSpec spec_;
  bool gives_probabilities_;
  exec::Engine engine_;
  CropCost full_cost_;
  std::vector<CropCost> costs_;        // By spec_.codes.
  std::vector<crop::CropPlan> plans_;  // By spec_.codes.
  std::unique_ptr<exec::Program> full_;
  std::vector<std::unique_ptr<exec::Program>> programs_;  // By spec_.codes.
};

}  // namespace aqua::study
