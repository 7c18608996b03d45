// The menu that a policy chooses from, for a network at hand, and what each option costs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aqua/adaptive/scaled_networks.h"
#include "aqua/crop/plan.h"
#include "aqua/policy/catalog.h"
#include "aqua/policy/menu.h"
#include "aqua/study/precision.h"

namespace aqua::adaptive {

struct MenuSpec {
  // Shorter sides, in pixels, of the lower resolutions. Nothing: DefaultScales.
  std::optional<std::vector<int64_t>> scales;
  // Edges that may be cut. Nothing: all 15 crops.
  std::optional<std::vector<crop::CropCode>> codes;
  int64_t depth = 32;                                // Pixels an edge.
  study::AcceleratorSpec energy;                     // That counts energy_pj.
  study::AcceleratorSpec latency = {"stripes", {}};  // That counts latency_ns.
  study::Precision precision;
};

// Multiples of half the network's total stride, at least 1/14 of the side apart, from 3/7 of the
// side up.
std::vector<int64_t> DefaultScales(const study::Network& network);

// The options that `wish` asks for, cheapest kinds first, then the whole network: a gate at the
// waist nearest to kGateShare of an attempt's MACs. Scales that were not asked for by name and that
// the network cannot take are left out. Throws Error for a depth or scale that does not fit.
policy::Menu MakeMenu(ScaledNetworks& networks, const policy::MenuWish& wish, const MenuSpec& spec);

// All of a menu's options, ascending.
std::vector<size_t> AllOptions(const policy::Menu& menu);

// The crop that an option runs, of a network at the option's scale.
crop::CropPlan PlanOf(const graph::Graph& graph, const policy::Option& option);

inline constexpr double kGateShare = 0.4;

// What some work costs on the accelerators of `spec`, weights placed as for the whole network.
class WorkCosts {
 public:
  WorkCosts(const study::Network& network, const MenuSpec& spec);
  ~WorkCosts();

  // The network's own work, positions as they may be.
  policy::Cost OfNetwork(const layers::Workloads& work) const;
  // Work beside the network's, with units of its own: the 0th layer and the models.
  policy::Cost OfDecision(const layers::Workloads& work) const;

 private:
  struct Models;
  std::unique_ptr<Models> models_;
};

}  // namespace aqua::adaptive
