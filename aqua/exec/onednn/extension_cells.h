// Where the cells of every value of an extension are while its steps are laid out: in buffers of
// its own, or kept by the smaller run.
#pragma once

#include <optional>
#include <vector>

#include "aqua/exec/onednn/extension_steps.h"
#include "aqua/exec/onednn/map_parts.h"

namespace aqua::exec::onednn {

class ExtensionCells {
 public:
  ExtensionCells(const graph::Graph& graph, const crop::GrowthPlan& plan);

  // Makes room for the value's parts. Each value once, before it is written or read.
  void Add(graph::ValueIndex value);
  const MapParts& map(graph::ValueIndex value) const { return maps_[value].map; }
  Cells FirstPart(graph::ValueIndex value) const { return {false, maps_[value].buffer, 0}; }

  // The window where it is held without gaps: a part, or a run of whole rows of one. Not of the
  // image.
  std::optional<Cells> Held(graph::ValueIndex value, const Window& window) const;
  // The same, or else a copy that a step lays together from parts and kept cells. Of the image:
  // what is filled in before the first step.
  Cells Find(graph::ValueIndex value, const Window& window);
  // Has the smaller run keep the window.
  Cells Keep(graph::ValueIndex value, const Window& window);

  // Fills in the step's scratch; buffers live from the first step that touches them to the last.
  void AddStep(ExtensionStep step);
  ExtensionSteps Finish();

 private:
  struct HeldMap {
    MapParts map;
    size_t buffer = 0;
  };

  const Shape& ShapeOf(graph::ValueIndex value) const { return graph_.values[value].shape; }
  int64_t BytesOf(graph::ValueIndex value, const Window& window) const;
  size_t AddBuffer(int64_t bytes);
  Cells InputWindow(const Window& window);

  const graph::Graph& graph_;
  const crop::GrowthPlan& plan_;
  std::vector<HeldMap> maps_;  // By graph::ValueIndex; none of the image.
  ExtensionSteps result_;
};

}  // namespace aqua::exec::onednn
