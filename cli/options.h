// Flags that several commands share, and what they become.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "aqua/crop/crop.h"
#include "aqua/graph/graph.h"
#include "aqua/study/spec.h"

namespace aqua::cli {

struct SizeOption {
  std::string text;  // "HxW"; empty: not given.

  void AddTo(CLI::App& command);
  std::optional<graph::InputSize> Parse() const;  // Throws Error.
};

// How deep crops cut, and how that is carried through the network.
struct CropOptions {
  int64_t depth = 32;
  std::string mode = "aligned";
  std::string rounding = "nearest";
  std::string head = "kept";

  void AddTo(CLI::App& command);
  crop::CropSpec Spec() const;
};

struct AcceleratorOptions {
  std::string name = "isaac";
  study::Bits bits;

  void AddTo(CLI::App& command);
};

}  // namespace aqua::cli
