// Fits a policy to a network on the tune split of a folder of images.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aqua/adaptive/collect.h"
#include "aqua/adaptive/image_set.h"
#include "aqua/adaptive/menu.h"
#include "aqua/policy/fitted_policy.h"

namespace aqua::adaptive {

struct FitSpec {
  std::filesystem::path model;
  std::optional<graph::InputSize> size;
  ImageSetSpec images;
  std::string policy = "cascade";
  MenuSpec menu;
  policy::Goal goal;
  int jobs = 1;
};

struct Fitted {
  policy::FittedPolicy policy;
  int64_t images = 0;
  std::vector<std::string> failures;
};

// The network's policy from a table of images, by `spec`'s policy and goal.
policy::FittedPolicy FitOn(const FitSpec& spec, const study::Network& network,
                           const policy::OutcomeTable& table);

// What deciding costs on top of the attempts.
policy::Cost DecisionCost(const policy::FittedPolicy& fitted, const study::Network& network,
                          const MenuSpec& spec);

// Nothing when it was stopped. Throws Error for input at fault.
std::optional<Fitted> FitPolicy(const FitSpec& spec,
                                const std::function<void(const study::Progress&)>& report,
                                const std::atomic<bool>& stop);

}  // namespace aqua::adaptive
