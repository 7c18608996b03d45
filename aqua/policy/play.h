// A policy at work on one image: its steps until it answers. The same for an image at hand and for
// a row of an outcome table.
#pragma once

#include <functional>
#include <vector>

#include "aqua/policy/policy.h"

namespace aqua::policy {

struct Play {
  std::vector<Attempt> attempts;  // The last one is the answer.
  // By attempt: how sure the policy was of it.
  std::vector<std::optional<double>> confidences;
  Cost cost;  // Of the attempts; not of deciding.

  const std::vector<float>& answer() const { return attempts.back().log_probabilities; }
};

// `rung`: of the policy; below 0 the whole network runs, without asking. `run`: runs an option.
// A policy that breaks the rules of policy.h or menu.h fails an AQUA_CHECK.
Play PlayOut(const Policy& policy, int rung, const Menu& menu, const Observation& image,
             const std::function<Attempt(size_t option)>& run);

// From a table's row. Throws Error for an option that was not run.
Play PlayOut(const Policy& policy, int rung, const Menu& menu, const ImageOutcome& image);

}  // namespace aqua::policy
