// The weight sets of a study: the same network with its weights held in several ways, each a
// network of its own to run, and bits at which its energy is counted.
#pragma once

#include <string>
#include <vector>

#include "aqua/graph/graph.h"
#include "aqua/store/rows.h"
#include "aqua/study/spec.h"

namespace aqua::study {

struct WeightSet {
  std::string name;     // As it was asked for.
  std::string hash;     // Of a profile's file, or of what the name stands for; empty: float.
  graph::Graph graph;   // To run. A profile of a file rounds what the layers read, too.
  Precision precision;  // To count energy at.
};

// In the order of `spec.weights`. Throws Error for a name twice or unknown, for a file that is
// missing or no profile of this network, and for weights that are not finite.
std::vector<WeightSet> MakeWeightSets(const graph::Graph& graph, const StudySpec& spec);

// Numbered in their order.
std::vector<store::SetRow> ToRows(const std::vector<WeightSet>& sets);

}  // namespace aqua::study
