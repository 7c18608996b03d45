// Every policy there is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aqua/policy/policy.h"

namespace aqua::policy {

// What a policy would like to choose from, beside the whole network.
struct MenuWish {
  bool scales = false;        // The whole picture at lower resolutions.
  bool crops = false;         // Crops at full resolution.
  bool growth = false;        // Each of the crops, grown to the whole picture.
  bool gates = false;         // Each of the above two, stopped half-way.
  bool zeroth_layer = false;  // The 0th layer's scores.
};

struct PolicyKind {
  std::string_view name;
  std::string_view summary;  // One line.
  MenuWish wish;
  PolicyPtr (*make)();
};

const std::vector<PolicyKind>& PolicyCatalog();

// Throws Error listing the names there are.
const PolicyKind& FindPolicy(std::string_view name);

}  // namespace aqua::policy
