// The steps that compute the border of a larger crop around what a smaller run has kept.
//
// A map is held as its missing parts (crop/growth.h), up to four rectangles of cells one after the
// other, channels last, in one buffer. A layer whose output cell reads the same cell of its inputs
// takes them all as one row of cells. Any other computes rectangle by rectangle, each from the
// window that it reads: as it is held, or a copy laid together from parts and kept cells.
// Of the smaller run only the cells are kept that such windows need.
//
// Where nearly all of a map is missing it is held and computed whole, and the kept cells are
// written over it.
#pragma once

#include <memory>
#include <vector>

#include "aqua/crop/growth.h"
#include "aqua/exec/onednn/arena.h"
#include "aqua/exec/onednn/packed_weights.h"
#include "aqua/exec/onednn/segment_spec.h"
#include "aqua/exec/onednn/step.h"

namespace aqua::exec::onednn {

// Where a step finds or leaves cells.
struct Cells {
  bool are_kept = false;  // By the smaller run.
  size_t index = 0;       // Of the tap, or the buffer.
  int64_t offset_bytes = 0;
};

struct HeldWindow {
  Place place;
  Cells cells;
};

struct ExtensionStep {
  std::unique_ptr<Step> step;
  std::vector<Cells> inputs;
  Cells output;
  Cells scratch;
};

struct ExtensionSteps {
  std::vector<Tap> taps;                  // What the smaller run is to keep.
  std::vector<HeldWindow> input_windows;  // Of the image: filled before the first step.
  std::vector<ExtensionStep> steps;
  HeldWindow output;
  std::vector<Buffer> buffers;
};

// The graph's values are all held as floats.
ExtensionSteps BuildExtension(const graph::Graph& graph, const crop::GrowthPlan& plan,
                              PackedWeights& weights);

}  // namespace aqua::exec::onednn
