// What a policy is fitted on and judged by: images with every option's outcome. A policy played out
// over it does what it would do live (play.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aqua/policy/attempt.h"
#include "aqua/policy/menu.h"

namespace aqua::policy {

// What is known of an image before the network runs.
struct Observation {
  std::vector<float> zeroth_scores;  // zeroth_layer.h; empty where nobody asked for them.
  uint64_t image_hash = 0;           // Of the file's content (split.h).
  // For the oracle alone, which has seen the answer: by option, whether it is right. Empty in life.
  std::vector<char> keeps;
};

struct ImageOutcome {
  std::string file;
  Observation observation;
  std::vector<int> labels;        // Right classes; empty: unlabelled.
  std::vector<Attempt> attempts;  // By option of the menu; those not run have no scores at all.
};

struct OutcomeTable {
  Menu menu;
  std::vector<ImageOutcome> images;
};

}  // namespace aqua::policy
