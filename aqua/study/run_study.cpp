#include "aqua/study/run_study.h"

#include <algorithm>
#include <set>
#include <thread>

#include "aqua/exec/engine.h"
#include "aqua/store/store.h"
#include "aqua/study/evaluate.h"
#include "aqua/study/hand_over.h"
#include "aqua/study/identity.h"
#include "aqua/study/weight_sets.h"

namespace aqua::study {
namespace {

struct PendingImage {
  int64_t id = 0;
  ListedImage image;
};

std::vector<PendingImage> Pending(const std::vector<ListedImage>& images,
                                  const store::Store& store) {
  const std::vector<std::string> finished = store.FinishedFiles();
  const std::set<std::string> done(finished.begin(), finished.end());
  std::vector<PendingImage> pending;
  for (size_t id = 0; id < images.size(); ++id) {
    if (done.count(images[id].file) != 0) continue;
    pending.push_back({static_cast<int64_t>(id), images[id]});
  }
  return pending;
}

std::vector<SetEngine> MakeEngines(std::vector<WeightSet> weights, const crop::CropSpec& crop) {
  std::vector<SetEngine> sets;
  for (WeightSet& set : weights) {
    std::vector<crop::CropPlan> plans = crop::PlanAllCrops(set.graph, crop);
    auto engine = std::make_unique<exec::Engine>(std::move(set.graph));
    sets.push_back({std::move(set.name), std::move(engine), std::move(plans)});
  }
  return sets;
}

// The threads that work on images. They stop at the first exception, which Next throws again.
class Workers {
 public:
  Workers(const std::vector<SetEngine>& sets, const Network& network, const StudySpec& spec,
          const std::vector<PendingImage>& pending, const std::atomic<bool>& stop)
      : pending_(pending), stop_(stop), hand_over_(static_cast<size_t>(spec.jobs)) {
    for (int job = 0; job < spec.jobs; ++job) {
      threads_.emplace_back([&, this] {
        exec::SetThreadCount(1);
        try {
          Evaluator evaluator(sets, network, spec.folder);
          Work(evaluator);
          hand_over_.Finish();
        } catch (...) {
          hand_over_.Fail(std::current_exception());
        }
      });
    }
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() {
    hand_over_.Close();
    for (std::thread& thread : threads_) thread.join();
  }

  std::optional<EvaluatedImage> Next() { return hand_over_.Take(); }

 private:
  void Work(Evaluator& evaluator) {
    while (!stop_) {
      const size_t index = next_.fetch_add(1);
      if (index >= pending_.size()) return;
      const PendingImage& image = pending_[index];
      if (!hand_over_.Put(evaluator.Evaluate(image.id, image.image))) return;
    }
  }

  const std::vector<PendingImage>& pending_;
  const std::atomic<bool>& stop_;
  std::atomic<size_t> next_{0};
  HandOver hand_over_;
  std::vector<std::thread> threads_;
};

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
  const std::vector<PendingImage> pending = Pending(images, store);

  Progress progress;
  progress.total = static_cast<int64_t>(images.size());
  progress.before = progress.total - static_cast<int64_t>(pending.size());
  report(progress);
  Workers workers(sets, network, spec, pending, stop);
  while (const std::optional<EvaluatedImage> image = workers.Next()) {
    store.Add(image->image, image->outcomes);
    ++progress.done;
    if (image->image.status == store::ImageStatus::kFailed) ++progress.failed;
    report(progress);
  }
  store.Close();
  return progress;
}

}  // namespace aqua::study
