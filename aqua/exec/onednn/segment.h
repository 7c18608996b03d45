// A run of nodes compiled to steps over one arena: a whole network, or the part before or after a
// value that alone connects the two.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "aqua/exec/engine.h"
#include "aqua/exec/onednn/channels_last.h"
#include "aqua/exec/onednn/fusion.h"
#include "aqua/exec/onednn/lowering.h"

namespace aqua::exec::onednn {

struct SegmentSpec {
  NodeRange range;
  graph::ValueIndex input = 0;   // The only value from before the range that it reads.
  graph::ValueIndex output = 0;  // What it is run for.
  std::vector<Place> places;     // By graph::ValueIndex; those of the range and its input count.
  crop::HeadRule head = crop::HeadRule::kKeptCells;
};

class Segment {
 public:
  Segment(const graph::Graph& graph, const SegmentSpec& spec, PackedWeights& weights);

  int64_t ArenaBytes() const { return arena_bytes_; }
  // Segments that never run at the same time may share an arena. 64-byte aligned.
  void Bind(char* arena);

  const Place& input_place() const { return input_place_; }
  const Place& output_place() const { return output_place_; }
  float* input() { return input_; }  // Fill before Run: as a Step's input is laid out.
  // Fills it with the kept window of a full tensor, row-major.
  void HoldInput(const Tensor& full) { onednn::HoldInput(full, input_place_, input_); }
  const float* output() const { return output_; }
  void Run();
  std::vector<StepTime> TimedRun();
  void WatchedRun(const std::function<void(const WatchedInput&)>& watch);
  // The output as a full tensor, row-major, zeros where it is cut.
  Tensor ReadOutput() const;

 private:
  struct BoundStep {
    std::unique_ptr<Step> step;
    graph::NodeIndex node = 0;
    std::vector<size_t> inputs;  // Buffers.
    size_t output = 0;
    size_t scratch = 0;
    std::optional<WatchedInput> watched;  // Of a layer with weights.
  };

  Place input_place_;
  Place output_place_;
  std::vector<BoundStep> steps_;
  std::vector<int64_t> offsets_;  // By buffer.
  int64_t arena_bytes_ = 0;
  size_t input_buffer_ = 0;
  size_t output_buffer_ = 0;
  float* input_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace aqua::exec::onednn
