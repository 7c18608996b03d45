// A model file and what belongs to it: how photographs become its input, what its classes are
// called.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aqua/graph/graph.h"
#include "aqua/image/preprocess.h"

namespace aqua::study {

struct Network {
  graph::Graph graph;
  image::Preprocess preprocess;
  std::string photo_complaint;           // Why no photo can become its input; empty: they can.
  bool has_sidecar = false;              // Without one, the preprocessing is torchvision's habit.
  std::vector<std::string> class_names;  // Empty: not known.

  // "tabby" or, without names, "class 281".
  std::string ClassName(int index) const;
};

// The network alone: for inspecting and estimating, which need no photograph. The input's size is
// `size`, else what the file fixes, else the sidecar's. Throws Error when none of them says.
graph::Graph LoadGraph(const std::filesystem::path& model, std::optional<graph::InputSize> size);

// The network with its preprocessing. One that takes no photos still takes prepared inputs.
Network LoadNetwork(const std::filesystem::path& model, std::optional<graph::InputSize> size);

}  // namespace aqua::study
