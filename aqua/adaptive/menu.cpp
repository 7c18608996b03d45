#include "aqua/adaptive/menu.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "aqua/accel/catalog.h"
#include "aqua/core/error.h"
#include "aqua/cost/cost.h"
#include "aqua/crop/growth.h"
#include "aqua/graph/section.h"

namespace aqua::adaptive {
namespace {

using policy::Cost;
using policy::Menu;
using policy::MenuWish;
using policy::Option;

constexpr double kLeastScale = 3.0 / 7;
constexpr double kScaleStep = 1.0 / 14;
// An attempt that costs more than this part of the whole is hardly worth growing or stopping.
constexpr double kMostRelativeCost = 0.75;

double MacsOf(const layers::Workloads& work) {
  double macs = 0;
  for (const layers::Workload& layer : work) macs += static_cast<double>(layer.macs());
  return macs;
}

// `part` as a list of all layers of `whole`; those that it has not got have no positions.
layers::Workloads Aligned(const layers::Workloads& part, const layers::Workloads& whole) {
  std::map<std::string_view, const layers::Workload*> by_name;
  for (const layers::Workload& layer : part) by_name[layer.layer] = &layer;
  layers::Workloads aligned = whole;
  for (layers::Workload& layer : aligned) {
    const auto found = by_name.find(layer.layer);
    layer.output_height = found == by_name.end() ? 0 : found->second->output_height;
    layer.output_width = found == by_name.end() ? 0 : found->second->output_width;
  }
  return aligned;
}

// The waist up to which nearest to kGateShare of the MACs are spent; neither input nor output.
graph::ValueIndex GateOf(const graph::Graph& graph) {
  const crop::CropPlan plan = crop::MakePlan(graph, {});
  const double all = MacsOf(crop::PlanWork(graph, plan));
  graph::ValueIndex best = graph.input;
  double distance = 1;
  for (const graph::ValueIndex waist : graph::Waists(graph)) {
    if (waist == graph.output || waist == graph.input) continue;
    if (!graph.values[waist].shape.IsMap()) continue;
    const double share = MacsOf(crop::PrefixWork(graph, plan, waist)) / all;
    if (std::abs(share - kGateShare) >= distance) continue;
    distance = std::abs(share - kGateShare);
    best = waist;
  }
  return best;
}

class MenuMaker {
 public:
  MenuMaker(ScaledNetworks& networks, const MenuSpec& spec)
      : networks_(networks), spec_(spec), costs_(networks.full(), spec) {}

  Menu Make(const MenuWish& wish) {
    if (wish.scales) AddScales();
    if (wish.crops) AddCrops();
    const size_t attempts = menu_.options.size();
    if (wish.gates) {
      for (size_t option = 0; option < attempts; ++option) AddGate(option);
    }
    menu_.full = Add({InputSizeOf(networks_.full()), {}, spec_.depth, {}, false, ""});
    if (wish.growth) {
      for (size_t option = 0; option < attempts; ++option) AddGrowth(option);
    }
    return std::move(menu_);
  }

 private:
  crop::CropPlan PlanAtScale(const Option& option) {
    return PlanOf(networks_.At(option.scale).graph, option);
  }

  size_t Add(const Option& option) {
    return Add(option, crop::PlanWork(networks_.At(option.scale).graph, PlanAtScale(option)));
  }

  size_t Add(const Option& option, const layers::Workloads& work) {
    menu_.options.push_back(option);
    menu_.costs.push_back(costs_.OfNetwork(work));
    return menu_.options.size() - 1;
  }

  void AddScales() {
    const image::Size full = InputSizeOf(networks_.full());
    const int64_t shorter = std::min(full.width, full.height);
    for (const int64_t side : spec_.scales.value_or(DefaultScales(networks_.full()))) {
      if (spec_.scales && side >= shorter) {
        throw Error("a scale of {} pixels, expected fewer than the network's {}", side, shorter);
      }
      const image::Size scale{full.width * side / shorter, full.height * side / shorter};
      try {
        Add({scale, {}, spec_.depth, {}, false, ""});
      } catch (const Error&) {
        if (spec_.scales) throw;  // Asked for by name.
      }
    }
  }

  void AddCrops() {
    std::vector<crop::CropCode> codes;
    for (const crop::CropCode& code : crop::AllCrops()) {
      if (code.EdgeCount() > 0) codes.push_back(code);
    }
    for (const crop::CropCode& code : spec_.codes.value_or(codes)) {
      if (code.EdgeCount() == 0) throw Error("crop 0000 cuts nothing; leave it out of the crops");
      Add({InputSizeOf(networks_.full()), code, spec_.depth, {}, false, ""});
    }
  }

  bool IsCheap(size_t attempt) {
    const graph::Graph& graph = networks_.full().graph;
    const double whole = MacsOf(crop::PlanWork(graph, crop::MakePlan(graph, {})));
    return menu_.costs[attempt].macs < kMostRelativeCost * whole;
  }

  void AddGate(size_t attempt) {
    if (!IsCheap(attempt)) return;
    Option first = menu_.options[attempt];
    const graph::Graph& graph = networks_.At(first.scale).graph;
    const graph::ValueIndex gate = GateOf(graph);
    if (gate == graph.input) return;
    const crop::CropPlan plan = PlanAtScale(first);
    Option rest = first;
    first.gate = graph.values[gate].name;
    rest.after = Add(first, crop::PrefixWork(graph, plan, gate));
    Add(rest, crop::RestWork(graph, plan, gate));
  }

  void AddGrowth(size_t attempt) {
    if (!IsCheap(attempt)) return;
    const Option from = menu_.options[attempt];
    const graph::Graph& graph = networks_.full().graph;
    if (from.scale != InputSizeOf(networks_.full())) return;
    Option grown{from.scale, {}, from.depth, attempt, false, ""};
    for (const bool exact : {false, true}) {
      grown.exact_rim = exact;
      const crop::RimRule rule = exact ? crop::RimRule::Exact() : crop::RimRule{};
      const crop::GrowthPlan plan =
          crop::PlanGrowth(graph, PlanAtScale(menu_.options[attempt]), PlanAtScale(grown), rule);
      Add(grown, crop::GrowthWork(graph, plan));
    }
  }

  ScaledNetworks& networks_;
  const MenuSpec& spec_;
  WorkCosts costs_;
  Menu menu_;
};

}  // namespace

struct WorkCosts::Models {
  accel::AcceleratorPtr energy;
  accel::AcceleratorPtr latency;
  layers::Workloads whole;
  cost::Estimator energy_of;
  cost::Estimator latency_of;
  study::Precision precision;
};

WorkCosts::WorkCosts(const study::Network& network, const MenuSpec& spec) {
  accel::AcceleratorPtr energy = accel::MakeAccelerator(spec.energy.name, spec.energy.options);
  accel::AcceleratorPtr latency = accel::MakeAccelerator(spec.latency.name, spec.latency.options);
  layers::Workloads whole =
      study::WorkAtPrecision(network.graph, crop::MakePlan(network.graph, {}), spec.precision);
  cost::Estimator energy_of(*energy, whole);
  cost::Estimator latency_of(*latency, whole);
  models_ =
      std::make_unique<Models>(Models{std::move(energy), std::move(latency), std::move(whole),
                                      std::move(energy_of), std::move(latency_of), spec.precision});
}

WorkCosts::~WorkCosts() = default;

policy::Cost WorkCosts::OfNetwork(const layers::Workloads& work) const {
  const layers::Workloads aligned = Aligned(work, models_->whole);
  Cost cost;
  cost.macs = MacsOf(aligned);
  cost.energy_pj = models_->energy_of.EnergyPj(aligned);
  cost.latency_ns = models_->latency_of.ForImage(accel::ImageWork(aligned)).timing.latency_ns;
  return cost;
}

policy::Cost WorkCosts::OfDecision(const layers::Workloads& work) const {
  if (work.empty()) return {};
  Cost cost;
  cost.macs = MacsOf(work);
  cost.energy_pj = cost::EstimateNetwork(*models_->energy, work).total.energy_pj;
  cost.latency_ns = cost::EstimateNetwork(*models_->latency, work).timing.latency_ns;
  return cost;
}

std::vector<size_t> AllOptions(const policy::Menu& menu) {
  std::vector<size_t> options(menu.options.size());
  std::iota(options.begin(), options.end(), size_t{0});
  return options;
}

crop::CropPlan PlanOf(const graph::Graph& graph, const policy::Option& option) {
  crop::CropSpec crop;
  crop.code = option.code;
  crop.depth = option.depth;
  return crop::MakePlan(graph, crop);
}

std::vector<int64_t> DefaultScales(const study::Network& network) {
  const image::Size full = InputSizeOf(network);
  const int64_t shorter = std::min(full.width, full.height);
  const int64_t half_stride = std::max<int64_t>(1, crop::TotalStride(network.graph) / 2);
  const auto least_step =
      static_cast<int64_t>(std::ceil(static_cast<double>(shorter) * kScaleStep));
  const int64_t step = (least_step + half_stride - 1) / half_stride * half_stride;
  std::vector<int64_t> scales;
  for (int64_t side = step; side < shorter; side += step) {
    if (static_cast<double>(side) >= kLeastScale * static_cast<double>(shorter)) {
      scales.push_back(side);
    }
  }
  return scales;
}

policy::Menu MakeMenu(ScaledNetworks& networks, const policy::MenuWish& wish,
                      const MenuSpec& spec) {
  return MenuMaker(networks, spec).Make(wish);
}

}  // namespace aqua::adaptive
