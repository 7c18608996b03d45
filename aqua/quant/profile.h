// A precision profile: the fixed-point formats of every layer that has weights, for one model.
// Kept as JSON, an entry a layer:
//   {"format": "aqua-profile-1", "model_hash": "...", "made_by": "...", "layers": [
//     {"layer": "conv1", "weight_bits": 10, "weight_exponents": [-12],
//      "activation_bits": 9, "activation_exponent": -4, "activation_signed": true}, ...]}
// weight_exponents holds one exponent, or one an output channel ("FlexPoint": the shift-and-add
// moves by another amount; nothing else changes). An entry may also hold
//   "weight_codes": {"starts": [...], "levels": [...]}, "activation_codes": the same,
//   "bias_shifts": [...], "borders": [{"bits": 4, "exponent": -1, "offsets": [...]}, ...]
// What a format cannot hold saturates: the clipping is in the bits and the exponent.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "aqua/core/border_format.h"
#include "aqua/core/codebook.h"
#include "aqua/core/fixed_point.h"
#include "aqua/graph/graph.h"
#include "aqua/layers/workload.h"

namespace aqua::quant {

struct LayerFormat {
  std::string layer;                        // The node's name.
  int weight_bits = 16;                     // Weights are signed.
  std::vector<int> weight_exponents = {0};  // One, or one an output channel of all groups.
  FixedPoint activations;                   // Of what the layer reads.
  // Codebooks; empty: every integer. Starts are in steps: 2^exponent of the output channel, or of
  // what the layer reads.
  Codebook weight_codes = {};
  Codebook activation_codes = {};
  std::vector<float> bias_shifts = {};  // Added to the bias, one an output channel; empty: zeros.
  std::vector<BorderFormat> borders = {};  // Each of other bits, fewer than the activations'.

  bool operator==(const LayerFormat&) const = default;
};

struct Profile {
  std::string model_hash;
  std::string made_by;  // For people: the command and its settings.
  std::vector<LayerFormat> layers;

  const LayerFormat* Find(std::string_view layer) const;  // Null when there is none.
  bool operator==(const Profile&) const = default;
};

// All name `file` in messages. Throw Error for text that is no such profile: what was found, what
// was expected. Write leaves the old file or the whole new one; it throws Error for what could not
// be read back, such as two entries of one layer.
Profile ParseProfile(std::string_view text, std::string_view file);
Profile ReadProfile(const std::filesystem::path& file);
void WriteProfile(const Profile& profile, const std::filesystem::path& file);

// Throws Error when the profile is of another model (by hash), lacks a layer that has weights, has
// one that the network has not, or gives a layer another number of exponents, shifts or offsets
// than its channels.
void CheckProfile(const Profile& profile, const graph::Graph& graph, std::string_view file);

// Sets the bits of every layer with weights, also where it holds regions of few bits in a border of
// its own. The profile must fit (CheckProfile).
void ApplyProfile(const Profile& profile, layers::Workloads& work);

}  // namespace aqua::quant
