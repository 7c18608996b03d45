#include "aqua/study/weight_sets.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "aqua/core/error.h"
#include "aqua/core/fnv1a.h"
#include "aqua/core/quoted.h"
#include "aqua/quant/quantized_graph.h"
#include "aqua/quant/weight_set.h"

namespace aqua::study {
namespace {

constexpr std::string_view kFloat = "float";

std::string HashOfFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  Fnv1a hash;
  hash.Add(std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
  return hash.Digest();
}

WeightSet FromFile(const graph::Graph& graph, const std::string& path) {
  quant::Profile profile = quant::ReadProfile(path);
  quant::CheckProfile(profile, graph, path);
  graph::Graph quantized = quant::QuantizedGraph(graph, profile);
  return {path, HashOfFile(path), std::move(quantized), {{}, {}, std::move(profile), path}};
}

// The study's precision, with the weights' bits taken from `weights`.
Precision WithWeightBits(const Precision& study, const quant::Profile& weights) {
  Precision precision = study;
  precision.weight_bits.clear();
  for (const quant::LayerFormat& format : weights.layers) {
    precision.weight_bits.push_back(format.weight_bits);
  }
  const bool is_one = std::ranges::all_of(
      precision.weight_bits, [&](int bits) { return bits == precision.weight_bits.front(); });
  if (is_one) precision.weight_bits.resize(1);
  if (!precision.profile) return precision;
  for (quant::LayerFormat& format : precision.profile->layers) {
    if (const quant::LayerFormat* found = weights.Find(format.layer)) {
      format.weight_bits = found->weight_bits;
    }
  }
  return precision;
}

// Of a named set, so that no study is continued by a program that makes other weights of the name.
std::string HashOfWeights(const quant::Profile& profile) {
  Fnv1a hash;
  for (const quant::LayerFormat& format : profile.layers) {
    const Codebook& codes = format.weight_codes;
    hash.Add(fmt::format("{} {} {} {} {} {}", format.layer, format.weight_bits,
                         fmt::join(format.weight_exponents, ","), fmt::join(codes.starts, ","),
                         fmt::join(codes.levels, ","), fmt::join(format.bias_shifts, ",")));
  }
  return hash.Digest();
}

WeightSet FromName(const graph::Graph& graph, const std::string& name, const Precision& study) {
  const quant::Profile profile = quant::WeightSet(graph, name);
  return {name, HashOfWeights(profile),
          quant::QuantizedGraph(graph, profile, quant::Rounds::kWeightsOnly),
          WithWeightBits(study, profile)};
}

WeightSet MakeWeightSet(const graph::Graph& graph, const std::string& name,
                        const Precision& study) {
  if (name == kFloat) return {name, "", graph, study};
  if (name.ends_with(".json")) return FromFile(graph, name);
  if (quant::IsWeightSetName(name)) return FromName(graph, name, study);
  throw Error(
      "there are no weights {}; expected float, bits as in 8, entropy4, or the path of a precision "
      "profile that ends in .json",
      Quoted(name));
}

}  // namespace

std::vector<WeightSet> MakeWeightSets(const graph::Graph& graph, const StudySpec& spec) {
  std::vector<WeightSet> sets;
  for (const std::string& name : spec.weights) {
    for (const WeightSet& known : sets) {
      if (known.name == name) throw Error("the weights {} are asked for twice", Quoted(name));
    }
    sets.push_back(MakeWeightSet(graph, name, spec.precision));
  }
  return sets;
}

std::vector<store::SetRow> ToRows(const std::vector<WeightSet>& sets) {
  std::vector<store::SetRow> rows;
  for (const WeightSet& set : sets) {
    rows.push_back({static_cast<int>(rows.size()), set.name, set.hash, set.precision.ToString()});
  }
  return rows;
}

}  // namespace aqua::study
