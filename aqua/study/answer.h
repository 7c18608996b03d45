// What a network says about one image: its five most probable classes.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/graph/graph.h"
#include "aqua/store/rows.h"

namespace aqua::study {

struct RankedClass {
  int index = 0;
  float probability = 0;
};

using Answer = std::vector<RankedClass>;  // Most probable first; ties by class index.

inline constexpr size_t kAnswerLength = store::kTopCount;

// True when the network ends in a softmax, so that its output needs none.
bool GivesProbabilities(const graph::Graph& graph);

// The most probable class alone, whether the outputs are probabilities or not. Throws Error as
// RankClasses.
int FirstClass(const Tensor& outputs);

inline bool IsAmong(const std::vector<int>& classes, int answer) {
  return std::find(classes.begin(), classes.end(), answer) != classes.end();
}

// Throws Error when an output is not finite: the network cannot be trusted then.
Answer RankClasses(std::span<const float> outputs, bool are_probabilities);

// As a study keeps it.
store::TopClasses TopClassesOf(const Answer& answer);

}  // namespace aqua::study
