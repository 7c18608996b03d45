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

class Segment {
 public:
  Segment(const graph::Graph& graph, const SegmentSpec& spec, PackedWeights& weights);

  int64_t ArenaBytes() const { return arena_bytes_; }
  // Segments that never run at the same time may share an arena. 64-byte aligned.
  void Bind(char* arena);

  const Place& input_place() const { return input_place_; }
  const Place& output_place() const { return output_place_; }
  char* input() { return input_; }  // Fill before Run: as a Step's input is laid out.
  // Fills it with the kept window of a full tensor, row-major. It must be held as floats.
  void HoldInput(const Tensor& full);
  const char* output() const { return output_; }
  int64_t OutputBytes() const;
  char* tap(size_t index) { return taps_[index]; }  // Of the spec; valid until the next run.
  void Run();
  std::vector<StepTime> TimedRun();
  void WatchedRun(const std::function<void(const WatchedInput&)>& watch);
  // The output as a full tensor, row-major, zeros where it is cut. Bytes come back as the numbers
  // that they stand for.
  Tensor ReadOutput() const;

 private:
  struct BoundStep {
    std::unique_ptr<Step> step;
    graph::NodeIndex node = 0;
    std::vector<size_t> inputs;  // Buffers.
    size_t output = 0;
    size_t scratch = 0;
    std::optional<WatchedInput> watched;  // Of a layer with weights that reads floats.
  };

  class Buffers;
  // Steps that keep what is wanted of the value that the last step made.
  void AddTaps(const SegmentSpec& spec, graph::ValueIndex made, int step, Buffers& buffers);

  Place input_place_;
  Place output_place_;
  ElementType input_type_;
  ElementType output_type_;
  double output_step_ = 1;  // Of bytes.
  std::vector<BoundStep> steps_;
  std::vector<int64_t> offsets_;  // By buffer.
  int64_t arena_bytes_ = 0;
  size_t input_buffer_ = 0;
  size_t output_buffer_ = 0;
  std::vector<size_t> tap_buffers_;  // By tap.
  std::vector<char*> taps_;
  char* input_ = nullptr;
  char* output_ = nullptr;
};

}  // namespace aqua::exec::onednn
