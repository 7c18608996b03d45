#include "aqua/study/estimate.h"

#include "aqua/accel/catalog.h"
#include "aqua/core/error.h"
#include "aqua/study/layer_inputs.h"

namespace aqua::study {
namespace {

double SavingOf(const cost::Tally& part, const cost::Tally& whole) {
  return whole.value_energy_pj > 0 ? 1 - part.value_energy_pj / whole.value_energy_pj : 0;
}

}  // namespace

CroppedWork WorkUnderCrop(std::shared_ptr<const graph::Graph> graph, crop::CropSpec crop,
                          const Precision& precision, const Tensor* input) {
  if (input != nullptr && !graph->HasData()) {
    throw Error(
        "{}: the file has shapes and no weights, so there are no values to count; leave "
        "out --image, or use a trained model",
        graph->path);
  }
  const crop::CropPlan plan = crop::MakePlan(*graph, crop);
  CroppedWork work;
  work.is_cropped = crop.code != crop::CropCode{};
  work.image = WorkAtPrecision(*graph, plan, precision);
  if (input != nullptr) work.image_inputs = ReadLayerInputs(graph, plan, precision, *input);
  if (!work.is_cropped) return work;
  crop.code = {};
  const crop::CropPlan whole = crop::MakePlan(*graph, crop);
  work.uncropped = WorkAtPrecision(*graph, whole, precision);
  if (input != nullptr) work.uncropped_inputs = ReadLayerInputs(graph, whole, precision, *input);
  return work;
}

double NetworkEstimate::Saving() const { return SavingOf(image.total, uncropped.total); }

double NetworkEstimate::SavingConvolution() const {
  return SavingOf(image.convolution, uncropped.convolution);
}

double NetworkEstimate::SavingTime() const {
  const double whole_ns = uncropped.timing.latency_ns;
  return whole_ns > 0 ? 1 - image.timing.latency_ns / whole_ns : 0;
}

NetworkEstimate EstimateOn(const AcceleratorSpec& accelerator, const CroppedWork& work) {
  const accel::AcceleratorPtr model = accel::MakeAccelerator(accelerator.name, accelerator.options);
  const cost::Estimator estimator(*model, work.is_cropped ? work.uncropped : work.image);
  const cost::Estimate image = estimator.ForImage(accel::ImageWork(work.image, work.image_inputs));
  if (!work.is_cropped) return {image, image};
  return {image, estimator.ForImage(accel::ImageWork(work.uncropped, work.uncropped_inputs))};
}

}  // namespace aqua::study
