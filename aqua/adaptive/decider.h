// A policy at work on photos: its steps are really run.
#pragma once

#include <memory>

#include "aqua/adaptive/option_programs.h"
#include "aqua/policy/fitted_policy.h"
#include "aqua/policy/play.h"
#include "aqua/policy/zeroth_layer.h"

namespace aqua::adaptive {

struct Decision {
  policy::Play play;
  policy::Cost cost;  // Attempts and deciding; cpu_ms as measured, from the decoded photo on.
};

// Belongs to one thread. The policy and the networks outlive it.
class Decider {
 public:
  // `rung`: of the policy; below 0 the whole network runs.
  Decider(ScaledNetworks& networks, const policy::FittedPolicy& fitted, int rung);

  Decision Decide(const image::Image& photo, uint64_t image_hash);

 private:
  ScaledNetworks& networks_;
  const policy::FittedPolicy& fitted_;
  int rung_;
  OptionPrograms programs_;
  std::unique_ptr<policy::ZerothLayer> zeroth_;  // Null where it is not read.
};

// The whole network alone, timed in the same way.
class FullRunner {
 public:
  explicit FullRunner(ScaledNetworks& networks);

  Decision Run(const image::Image& photo);

 private:
  ScaledNetworks& networks_;
  policy::Menu menu_;  // Of one option.
  OptionPrograms programs_;
};

}  // namespace aqua::adaptive
