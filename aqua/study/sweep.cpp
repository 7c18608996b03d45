#include "aqua/study/sweep.h"

#include <algorithm>
#include <memory>

#include "aqua/accel/catalog.h"
#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/study/answer.h"
#include "aqua/study/estimate.h"
#include "aqua/study/network_input.h"

namespace aqua::study {
namespace {

double SavedOf(double part, double whole) { return whole > 0 ? 1 - part / whole : 0; }

// Multiplications, each counted as often as `bits_of` says of its position.
struct Serial {
  double macs = 0;
  double bits = 0;
};

Serial SerialOf(const layers::Workloads& work) {
  Serial serial;
  for (const layers::Workload& layer : work) {
    const auto weights = static_cast<double>(layer.weights());
    auto at_centre = static_cast<double>(layer.positions());
    serial.macs += static_cast<double>(layer.macs());
    for (const layers::LowBitPositions& low : layer.low_bits) {
      serial.bits += weights * static_cast<double>(low.positions) * low.activation_bits;
      at_centre -= static_cast<double>(low.positions);
    }
    serial.bits += weights * at_centre * layer.activation_bits;
  }
  return serial;
}

// What every way costs, beside the first.
class Costs {
 public:
  Costs(const graph::Graph& graph, const std::vector<AcceleratorSpec>& accelerators,
        const SweepWay& baseline)
      : graph_(graph), baseline_(WorkOf(baseline)) {
    for (const AcceleratorSpec& accelerator : accelerators) {
      models_.push_back(accel::MakeAccelerator(accelerator.name, accelerator.options));
      whole_.push_back(EstimateOf(*models_.back(), baseline_));
    }
  }

  SweepSaving Of(const SweepWay& way) const {
    const layers::Workloads work = WorkOf(way);
    const Serial serial = SerialOf(work);
    const Serial whole = SerialOf(baseline_);
    SweepSaving saving{SavedOf(serial.macs, whole.macs), SavedOf(serial.bits, whole.bits), {}, {}};
    for (size_t i = 0; i < models_.size(); ++i) {
      const cost::Estimate estimate = EstimateOf(*models_[i], work);
      saving.energy.push_back(SavedOf(estimate.total.energy_pj, whole_[i].total.energy_pj));
      saving.time.push_back(SavedOf(estimate.timing.latency_ns, whole_[i].timing.latency_ns));
    }
    return saving;
  }

 private:
  layers::Workloads WorkOf(const SweepWay& way) const {
    return WorkAtPrecision(graph_, crop::MakePlan(graph_, way.crop), way.precision);
  }

  // Ways differ in their weight bits too, so each is mapped for itself.
  cost::Estimate EstimateOf(const accel::Accelerator& model, const layers::Workloads& work) const {
    return cost::Estimator(model, work).ForImage(accel::ImageWork(work));
  }

  const graph::Graph& graph_;
  layers::Workloads baseline_;
  std::vector<accel::AcceleratorPtr> models_;
  std::vector<cost::Estimate> whole_;  // The baseline's.
};

// A way ready to run.
class Runner {
 public:
  Runner(const graph::Graph& graph, const SweepWay& way)
      : engine_(GraphAtPrecision(graph, way.precision)),
        program_(engine_.Compile(crop::MakePlan(engine_.graph(), way.crop))) {}

  int Answer(const Tensor& input) const { return FirstClass(program_->Run(input)); }

 private:
  exec::Engine engine_;
  std::unique_ptr<exec::Program> program_;
};

void AddImage(const std::vector<std::unique_ptr<Runner>>& runners, const Tensor& input,
              const std::vector<int>& labels, std::vector<SweepRow>& rows) {
  std::vector<int> answers;
  for (const auto& runner : runners) answers.push_back(runner->Answer(input));
  for (size_t way = 0; way < rows.size(); ++way) {
    SweepRow& row = rows[way];
    ++row.images;
    row.agree += answers[way] == answers.front();
    row.labelled += !labels.empty();
    row.right += IsAmong(labels, answers[way]);
  }
}

}  // namespace

Sweep RunSweep(const Network& network, const std::filesystem::path& folder,
               const std::vector<ListedImage>& images, const std::vector<SweepWay>& ways,
               const std::vector<AcceleratorSpec>& accelerators,
               const std::function<void(const Progress&)>& report, const std::atomic<bool>& stop) {
  AQUA_CHECK(!ways.empty());
  Sweep sweep;
  const Costs costs(network.graph, accelerators, ways.front());
  std::vector<std::unique_ptr<Runner>> runners;
  for (const SweepWay& way : ways) {
    sweep.rows.push_back({way, costs.Of(way), 0, 0, 0, 0});
    runners.push_back(std::make_unique<Runner>(network.graph, way));
  }
  Progress progress{0, 0, 0, static_cast<int64_t>(images.size())};
  for (const ListedImage& image : images) {
    if (stop) break;
    try {
      AddImage(runners, ReadNetworkInput(network, folder / image.file).tensor, image.labels,
               sweep.rows);
    } catch (const Error& error) {
      sweep.failures.emplace_back(error.what());
      ++progress.failed;
    }
    ++progress.done;
    report(progress);
  }
  return sweep;
}

}  // namespace aqua::study
