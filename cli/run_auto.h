// aqua run --crop auto: a policy chooses for every photo, and shows what it did.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::cli {

struct RunAutoOptions {
  std::string model;
  std::vector<std::string> images;
  std::string policy;
  std::string certificate;  // Empty: the one beside the policy, if there is one.
  std::optional<graph::InputSize> size;
  std::string out;  // Folder for the photos with the window drawn; empty: none.
  int timed_runs = 3;
  bool json = false;
};

// Throws Error for input at fault.
int RunAuto(const RunAutoOptions& options);

}  // namespace aqua::cli
