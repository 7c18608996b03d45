#include "aqua/study/simulate.h"

#include <algorithm>

#include "aqua/accel/catalog.h"
#include "aqua/accel/isaac/isaac_constants.h"
#include "aqua/accel/isaac/isaac_settings.h"
#include "aqua/core/error.h"
#include "aqua/study/layer_inputs.h"

namespace aqua::study {
namespace {

bool HasWeights(const layers::Workload& work) { return work.has_weights(); }

std::string NamesOf(const layers::Workloads& work) {
  std::string names;
  for (const layers::Workload& layer : work) {
    if (HasWeights(layer)) names += (names.empty() ? "" : ", ") + layer.layer;
  }
  return names;
}

// By node: whether its layer is simulated.
std::vector<bool> Chosen(const std::vector<std::string>& asked, const layers::Workloads& work) {
  std::vector<bool> chosen(work.size(), asked.empty());
  for (const std::string& name : asked) {
    const auto found = std::find_if(work.begin(), work.end(), [&](const layers::Workload& layer) {
      return HasWeights(layer) && layer.layer == name;
    });
    if (found == work.end()) {
      throw Error("there is no layer with weights named \"{}\"; expected some of: {}", name,
                  NamesOf(work));
    }
    chosen[static_cast<size_t>(found - work.begin())] = true;
  }
  return chosen;
}

accel::AcceleratorPtr MakeSimulated(const AcceleratorSpec& spec) {
  accel::AcceleratorPtr model = accel::MakeAccelerator(spec.name, spec.options);
  if (spec.name != "isaac") {
    throw Error("{} is not simulated bit by bit, only counted; expected isaac", spec.name);
  }
  return model;
}

layers::Workloads UncroppedWork(const graph::Graph& graph, const SimulateSpec& spec) {
  crop::CropSpec whole = spec.crop;
  whole.code = {};
  return WorkAtPrecision(graph, crop::MakePlan(graph, whole), spec.precision);
}

// The arrays of the design that is estimated.
crossbar::CrossbarSpec ArraysOf(const SimulateSpec& spec) {
  const accel::AcceleratorOptions& options = spec.accelerator.options;
  const accel::IsaacSettings settings = accel::ParseIsaacSettings(options.settings);
  const accel::IsaacConstants constants = options.constants.empty()
                                              ? accel::BuiltInIsaac(settings.design)
                                              : accel::ReadIsaacConstants(options.constants);
  if (settings.packing != accel::Packing::kNone) {
    throw Error("isaac: packing=diagonal is counted and not simulated; leave it out");
  }
  return {constants.array_rows,
          constants.array_columns,
          static_cast<int>(constants.cell_bits),
          settings.adc_bits.value_or(static_cast<int>(constants.adc_bits)),
          spec.flips_columns,
          settings.column_rule == accel::ColumnRule::kWhole,
          spec.devices};
}

template <typename Count>
int64_t SumOver(const std::vector<SimulatedLayer>& layers, Count count) {
  int64_t sum = 0;
  for (const SimulatedLayer& layer : layers) sum += count(layer);
  return sum;
}

}  // namespace

int64_t Simulation::ClippedConversions() const {
  return SumOver(layers, [](const auto& layer) { return layer.arrays.clipped_conversions; });
}

int64_t Simulation::Conversions() const {
  return SumOver(layers, [](const auto& layer) {
    return layer.arrays.adc_conversions + layer.arrays.unit_conversions;
  });
}

int64_t Simulation::DifferentSums() const {
  return SumOver(layers, [](const auto& layer) { return layer.different_sums; });
}

int64_t Simulation::FailedChecks() const {
  return std::count_if(checks.begin(), checks.end(),
                       [](const auto& check) { return check.simulated != check.estimated; });
}

Simulator::Simulator(const graph::Graph& graph, SimulateSpec spec)
    : spec_(std::move(spec)),
      engine_(graph),
      graph_(std::make_shared<const graph::Graph>(graph)),
      plan_(crop::MakePlan(graph, spec_.crop)),
      work_(WorkAtPrecision(graph, plan_, spec_.precision)),
      model_(MakeSimulated(spec_.accelerator)),
      estimator_(*model_, UncroppedWork(graph, spec_)),
      inputs_(graph.nodes.size()),
      crossbars_(ArraysOf(spec_), Chosen(spec_.layers, work_)) {
  const exec::IntegerSpec plain = IntegerSpecOf(graph, plan_, spec_.precision);
  exec::IntegerSpec observing = plain;
  observing.observe = [this](const exec::QuantizedInput& read) {
    if (examining_) inputs_[read.node] = ToLayerInput(read);
  };
  float_program_ = engine_.Compile(plan_);
  exact_program_ = exec::CompileInteger(graph_, plan_, plain, exact_unit_);
  crossbar_program_ = exec::CompileInteger(graph_, plan_, observing, crossbars_);
}

Simulation Simulator::Examine(const Tensor& input, uint64_t image) {
  Simulation result;
  result.float_logits = float_program_->Run(input);
  result.exact_logits = exact_program_->Run(input);
  result.simulated_logits = RunCrossbars(input, true, image);
  result.layers = crossbars_.Layers();
  result.estimate = estimator_.ForImage(accel::ImageWork(work_, inputs_));
  result.checks = CheckEvents(result.layers, result.estimate);
  return result;
}

Tensor Simulator::RunCrossbars(const Tensor& input, bool examining, uint64_t image) {
  examining_ = examining;
  crossbars_.StartImage(examining, image);
  return crossbar_program_->Run(input);
}

std::vector<EventCheck> Simulator::CheckEvents(const std::vector<SimulatedLayer>& layers,
                                               const cost::Estimate& estimate) const {
  std::vector<EventCheck> checks;
  for (const SimulatedLayer& layer : layers) {
    const auto estimated =
        std::find_if(estimate.layers.begin(), estimate.layers.end(),
                     [&](const cost::LayerEstimate& found) { return found.name == layer.name; });
    AQUA_CHECK(estimated != estimate.layers.end());
    const std::map<std::string, int64_t> events = layer.Events();
    for (size_t event = 0; event < estimate.event_names.size(); ++event) {
      const auto simulated = events.find(estimate.event_names[event]);
      if (simulated == events.end()) continue;
      checks.push_back(
          {layer.name, simulated->first, simulated->second, estimated->tally.events[event]});
    }
  }
  return checks;
}

}  // namespace aqua::study
