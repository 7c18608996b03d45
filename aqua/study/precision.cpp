#include "aqua/study/precision.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::study {
namespace {

using layers::WorkKind;
using layers::Workload;
using layers::Workloads;

constexpr int kDefaultBits = 16;

size_t CountOf(const Workloads& work, bool (*counts)(const Workload&)) {
  return static_cast<size_t>(std::count_if(work.begin(), work.end(), counts));
}

bool IsConvolution(const Workload& work) { return work.kind == WorkKind::kConvolution; }
bool HasWeights(const Workload& work) { return work.has_weights(); }

// Gives each layer that `takes` its own number, in order.
void Deal(const std::vector<int>& bits, Workloads& work, bool (*takes)(const Workload&),
          int Workload::*field) {
  size_t next = 0;
  for (Workload& layer : work) {
    if (layer.has_weights()) layer.*field = takes(layer) ? bits[next++] : kDefaultBits;
  }
}

void Spread(const std::vector<int>& bits, std::string_view of_what, Workloads& work,
            int Workload::*field) {
  if (bits.size() == 1) {
    for (Workload& layer : work) layer.*field = bits[0];
  } else if (bits.size() == CountOf(work, HasWeights)) {
    Deal(bits, work, HasWeights, field);
  } else if (bits.size() == CountOf(work, IsConvolution)) {
    Deal(bits, work, IsConvolution, field);
  } else {
    throw Error(
        "{} numbers of {} bits; the network has {} layers with weights, {} of them convolutions: "
        "give one number, or one each",
        bits.size(), of_what, CountOf(work, HasWeights), CountOf(work, IsConvolution));
  }
}

}  // namespace

std::string Precision::ToString() const {
  if (profile) return fmt::format("profile by {}", profile->made_by);
  return fmt::format("{}/{}", fmt::join(weight_bits, "-"), fmt::join(activation_bits, "-"));
}

std::string AcceleratorSpec::ToString() const {
  std::string text = name;
  for (const auto& [key, value] : options.settings) text += fmt::format(" {}={}", key, value);
  return text;
}

Workloads WorkAtPrecision(const graph::Graph& graph, const crop::CropPlan& plan,
                          const Precision& precision) {
  Workloads work = crop::PlanWork(graph, plan);
  if (precision.profile) {
    quant::CheckProfile(*precision.profile, graph, precision.profile_file);
    quant::ApplyProfile(*precision.profile, work);
  } else {
    Spread(precision.weight_bits, "weight", work, &Workload::weight_bits);
    Spread(precision.activation_bits, "activation", work, &Workload::activation_bits);
  }
  return work;
}

graph::Graph GraphAtPrecision(const graph::Graph& graph, const Precision& precision) {
  if (!precision.profile) return graph;
  quant::CheckProfile(*precision.profile, graph, precision.profile_file);
  return quant::QuantizedGraph(graph, *precision.profile);
}

}  // namespace aqua::study
