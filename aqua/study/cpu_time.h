// What this machine's processor takes for every layer of a network: the one design here that is
// measured and not modelled.
#pragma once

#include <string>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/crop/plan.h"
#include "aqua/graph/graph.h"

namespace aqua::study {

struct CpuLayer {
  std::string name;  // Of the node that the step starts with.
  std::string kind;
  int64_t macs = 0;
  double ms = 0;  // Median over the runs; with the activations and additions fused into it.
  double least_ms = 0;
  double most_ms = 0;
};

struct CpuTimes {
  std::vector<CpuLayer> layers;  // In the order in which they run.
  double total_ms = 0;           // Their sum.
  double least_ms = 0;           // Of whole runs.
  double most_ms = 0;
  int threads = 0;
  int runs = 0;
};

// `input`: the network's whole input; times hardly depend on its values. Runs once more than asked
// for and leaves out the first. Throws Error for a network without weights.
CpuTimes TimeLayers(const graph::Graph& graph, const crop::CropPlan& plan, const Tensor& input,
                    int runs);

// Fraction of the uncropped time.
double SavingTime(const CpuTimes& image, const CpuTimes& uncropped);

// Any input will do: noise of the network's input shape, the same every time.
Tensor NoiseInput(const Shape& shape);

}  // namespace aqua::study
