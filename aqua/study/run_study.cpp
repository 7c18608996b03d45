#include "aqua/study/run_study.h"

#include "aqua/exec/engine.h"
#include "aqua/store/store.h"
#include "aqua/study/evaluate.h"
#include "aqua/study/identity.h"
#include "aqua/study/run_images.h"
#include "aqua/study/weight_sets.h"

namespace aqua::study {
namespace {

std::vector<SetEngine> MakeEngines(std::vector<WeightSet> weights, const crop::CropSpec& crop) {
  std::vector<SetEngine> sets;
  for (WeightSet& set : weights) {
    std::vector<crop::CropPlan> plans = crop::PlanAllCrops(set.graph, crop);
    auto engine = std::make_unique<exec::Engine>(std::move(set.graph));
    sets.push_back({std::move(set.name), std::move(engine), std::move(plans)});
  }
  return sets;
}

}  // namespace

Progress RunStudy(const StudySpec& spec, const std::function<void(const Progress&)>& report,
                  const std::atomic<bool>& stop) {
  const Network network = LoadNetwork(spec.model, spec.size);
  if (!network.photo_complaint.empty()) throw Error("{}", network.photo_complaint);
  const int64_t classes = network.graph.values[network.graph.output].shape.ElementCount();
  const std::vector<ListedImage> images = ListStudyImages(spec.folder, spec.labels, classes);
  std::vector<WeightSet> weights = MakeWeightSets(network.graph, spec);
  const store::StudyIdentity identity = IdentityOf(spec, network, weights, images);
  const std::vector<SetEngine> sets = MakeEngines(std::move(weights), spec.crop);
  store::Store store = store::Store::Open(spec.out, identity);
  std::vector<std::string> files;
  for (const ListedImage& image : images) files.push_back(image.file);
  const auto make = [&]() -> Workers<EvaluatedImage>::Work {
    auto evaluator = std::make_shared<Evaluator>(sets, network, spec.folder);
    return [evaluator, &images](size_t id) {
      return evaluator->Evaluate(static_cast<int64_t>(id), images[id]);
    };
  };
  const auto add = [&](const EvaluatedImage& image) { store.Add(image.image, image.outcomes); };
  return RunImages<EvaluatedImage>(store, files, spec.jobs, make, add, report, stop);
}

}  // namespace aqua::study
