// Flags that the commands of policies share, and what they become.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "aqua/adaptive/image_set.h"
#include "aqua/adaptive/menu.h"
#include "aqua/policy/loss.h"

namespace aqua::cli {

// Which images of a folder.
struct ImageSetOptions {
  std::string folder;
  std::string labels;
  std::string split;
  uint64_t seed = 1;
  int64_t most = 0;

  // `split`: the default. Adds FOLDER too.
  void AddTo(CLI::App& command, const std::string& default_split);
  adaptive::ImageSetSpec Spec() const;
};

// What is promised.
struct GoalOptions {
  std::string loss;             // Empty: not given.
  std::optional<double> alpha;  // Nothing: not given.
  double delta = 0.05;
  int top = 1;

  void AddTo(CLI::App& command);
  // What was not given: accuracy at 2 % with labels, disagreement at 1 % without. Throws Error for
  // numbers outside of (0, 1).
  policy::Goal Goal(bool has_labels) const;
};

// What there is to choose from. `scales`: "128,160", "none", empty for the default; `crops`: codes,
// "none".
void AddMenuOptions(CLI::App& command, std::string& scales, std::vector<std::string>& crops,
                    int64_t& depth);
adaptive::MenuSpec MenuOf(const std::string& scales, const std::vector<std::string>& crops,
                          int64_t depth);  // Throws Error.

int JobsOr(int jobs);  // 0: one a processor.

}  // namespace aqua::cli
