// What one accelerator spends on one image, beside what it spends on the whole, uncropped image.
#pragma once

#include <memory>
#include <vector>

#include "aqua/accel/layer_input.h"
#include "aqua/cost/cost.h"
#include "aqua/crop/plan.h"
#include "aqua/study/precision.h"

namespace aqua::study {

// One image's work under a crop and without: the same for every accelerator. Without a crop the
// image is its own baseline, and what concerns `uncropped` stays empty.
struct CroppedWork {
  bool is_cropped = false;
  layers::Workloads image;
  layers::Workloads uncropped;
  // What the layers read, where an image is at hand; else empty.
  std::vector<accel::LayerInput> image_inputs;
  std::vector<accel::LayerInput> uncropped_inputs;
};

// `input`: the network's input for value-dependent counts, or null. Throws Error when the network
// cannot run (shapes only) though an input is given, and as WorkAtPrecision does.
CroppedWork WorkUnderCrop(std::shared_ptr<const graph::Graph> graph, crop::CropSpec crop,
                          const Precision& precision, const Tensor* input);

struct NetworkEstimate {
  cost::Estimate image;
  cost::Estimate uncropped;

  // Fractions of the uncropped energy; by values where they are known.
  double Saving() const;
  double SavingConvolution() const;
  double SavingTime() const;  // Of the latency.
};

NetworkEstimate EstimateOn(const AcceleratorSpec& accelerator, const CroppedWork& work);

}  // namespace aqua::study
