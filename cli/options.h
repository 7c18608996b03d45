// Flags that several commands share, and what they become.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "aqua/crop/crop.h"
#include "aqua/graph/graph.h"
#include "aqua/study/precision.h"

namespace aqua::cli {

struct SizeOption {
  std::string text;  // "HxW"; empty: not given.

  void AddTo(CLI::App& command);
  std::optional<graph::InputSize> Parse() const;  // Throws Error.
};

// How deep crops cut, which edges they hold at few bits, and how that is carried through the
// network.
struct CropOptions {
  std::string depth = "32";  // Numbers with commas, from the edge inwards.
  std::string edge_bits;     // As many; empty: not given, 0.
  std::string mode = "aligned";
  std::string rounding = "nearest";
  std::string head = "kept";

  void AddTo(CLI::App& command);
  crop::CropSpec Spec() const;  // Throws Error.
  // Throws Error when edges are to be held at few bits: of a command that computes in float, which
  // is said to take `instead`.
  void RefuseEdgeBits(std::string_view instead) const;
};

// Bits of every layer.
struct PrecisionOptions {
  std::string weight_bits;      // Empty: not given.
  std::string activation_bits;  // Likewise.
  std::string profile;

  void AddTo(CLI::App& command);
  study::Precision Parse() const;  // Throws Error.
};

struct AcceleratorOptions {
  std::string name = "isaac";
  std::vector<std::string> settings;  // "key=value"
  std::string constants;
  PrecisionOptions precision;

  // `help`: of --accelerator.
  void AddTo(CLI::App& command, const std::string& help);
  // Throws Error.
  study::AcceleratorSpec Spec() const { return SpecOf(name); }
  study::AcceleratorSpec SpecOf(const std::string& accelerator) const;
};

}  // namespace aqua::cli
