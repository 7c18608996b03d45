// The third door: image to crop. A policy is asked step by step: given the image and the attempts
// so far, which option of the menu to run next, or that the last attempt is the answer.
//
// A policy has rungs, from the safest to the one that saves most: one dial, so that a promise can
// be made by walking down it (risk/fixed_sequence.h). Adding a policy is a pair of files in
// policies/ and a line in catalog.cpp; the contract suite in tests/contract then runs over it.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <vector>

#include "aqua/image/resize.h"
#include "aqua/layers/workload.h"
#include "aqua/policy/loss.h"
#include "aqua/policy/outcome_table.h"

namespace aqua::policy {

struct Step {
  std::optional<size_t> run;  // An option of the menu; nothing: the last attempt is the answer.
  // How sure the policy is of the last attempt, 0 to 1: what the step was decided by. Nothing where
  // it decides without looking.
  std::optional<double> confidence;
};

class Policy {
 public:
  Policy() = default;
  Policy(const Policy&) = delete;
  Policy& operator=(const Policy&) = delete;
  virtual ~Policy() = default;

  // Learns from images with every option's outcome; from nothing else, so the same table gives the
  // same policy. Throws Error for too few images.
  virtual void Fit(const OutcomeTable& seen, const Goal& goal) = 0;

  // How many rungs Fit has found; 0: it would rather run the whole network.
  virtual int RungCount() const = 0;
  // The rung that seemed to keep the goal on the images that Fit saw: no promise.
  virtual int SuggestedRung() const = 0;

  // `so_far`: the attempts that earlier steps of this image and rung have asked for. Ends in an
  // answer after at most as many attempts as the menu has options; the first step runs something.
  virtual Step Next(const Observation& image, std::span<const Attempt> so_far, int rung) const = 0;

  // Options that Next may ask for, ascending.
  virtual std::vector<size_t> Options() const = 0;

  // Whether Next reads the 0th layer's scores, and what deciding asks of hardware beyond them.
  virtual bool ReadsZerothLayer() const { return false; }
  virtual layers::Workloads DecisionWork() const { return {}; }

  // What Fit has learned, and back. Load throws Error, a sentence's end as "threshold 3 is 1.5,
  // expected 0 to 1"; `menu` is the one that was fitted with.
  virtual nlohmann::json Save() const = 0;
  virtual void Load(const nlohmann::json& learned, const Menu& menu) = 0;
};

using PolicyPtr = std::unique_ptr<Policy>;

}  // namespace aqua::policy
