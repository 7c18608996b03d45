#include "aqua/exec/onednn/segment.h"

#include <chrono>
#include <limits>
#include <map>

#include "aqua/core/error.h"
#include "aqua/exec/onednn/arena.h"
#include "aqua/exec/onednn/gather_step.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/layers/trained.h"

namespace aqua::exec::onednn {
namespace {

using graph::ValueIndex;

// The number that one unit of a value's bytes stands for.
double StepOf(const graph::Graph& graph, ValueIndex value) {
  for (const graph::Node& node : graph.nodes) {
    const auto* rounding = dynamic_cast<const layers::FixedPointLayer*>(node.layer.get());
    if (node.output == value && rounding != nullptr) return rounding->format().Step();
  }
  return 1;
}

template <typename Byte>
Tensor NumbersAt(char* held, const Shape& shape, double step) {
  Tensor numbers(shape);
  const Byte* bytes = ElementsAt<Byte>(held);
  for (int64_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(bytes[i] * step);
  return numbers;
}

std::unique_ptr<Step> Lower(const graph::Graph& graph, const FusedNode& node,
                            const SegmentSpec& spec, PackedWeights& weights) {
  LoweringContext context{node, {}, spec.places[node.output], spec, graph, weights};
  for (const ValueIndex input : node.main->inputs) context.inputs.push_back(spec.places[input]);
  return LowerNode(context);
}

}  // namespace

// The buffers of a segment as its steps are added.
class Segment::Buffers {
 public:
  explicit Buffers(const SegmentSpec& spec) : spec_(spec) {}

  size_t Write(ValueIndex value, int step) {
    by_value_[value] = Add(HeldBytes(spec_.places[value], spec_.types[value]), step);
    return by_value_[value];
  }
  size_t Read(ValueIndex value, int step) {
    const auto found = by_value_.find(value);
    AQUA_CHECK(found != by_value_.end());
    buffers_[found->second].last_step = step;
    return found->second;
  }
  size_t Scratch(int64_t bytes, int step) { return Add(bytes, step); }
  size_t Keep(int64_t bytes, int step) {
    const size_t buffer = Add(bytes, step);
    buffers_[buffer].last_step = std::numeric_limits<int>::max();
    return buffer;
  }
  const std::vector<Buffer>& all() const { return buffers_; }

 private:
  size_t Add(int64_t bytes, int step) {
    buffers_.push_back({bytes, step, step});
    return buffers_.size() - 1;
  }

  const SegmentSpec& spec_;
  std::vector<Buffer> buffers_;
  std::map<ValueIndex, size_t> by_value_;
};

Segment::Segment(const graph::Graph& graph, const SegmentSpec& spec, PackedWeights& weights)
    : input_place_(spec.places[spec.input]),
      output_place_(spec.places[spec.output]),
      input_type_(spec.types[spec.input]),
      output_type_(spec.types[spec.output]),
      output_step_(StepOf(graph, spec.output)) {
  tap_buffers_.resize(spec.taps.size());
  Buffers buffers(spec);
  input_buffer_ = buffers.Write(spec.input, 0);
  int step = 0;
  for (const FusedNode& node : FuseNodes(graph, spec)) {
    ++step;
    BoundStep bound;
    bound.step = Lower(graph, node, spec, weights);
    bound.node = static_cast<graph::NodeIndex>(node.main - graph.nodes.data());
    const bool reads_floats = spec.types[node.main->inputs[0]] == ElementType::f32;
    if (reads_floats && layers::HasTrained(*node.main->layer)) {
      bound.watched = WatchedInput{bound.node, spec.places[node.main->inputs[0]], {}};
    }
    for (const ValueIndex value : ValuesRead(node)) {
      bound.inputs.push_back(buffers.Read(value, step));
    }
    bound.output = buffers.Write(node.output, step);
    bound.scratch = buffers.Scratch(bound.step->ScratchBytes(), step);
    steps_.push_back(std::move(bound));
    AddTaps(spec, node.output, step, buffers);
  }
  output_buffer_ = buffers.Read(spec.output, step + 1);
  const ArenaLayout layout = LayOutArena(buffers.all());
  offsets_ = layout.offsets;
  arena_bytes_ = layout.bytes;
}

void Segment::AddTaps(const SegmentSpec& spec, ValueIndex made, int step, Buffers& buffers) {
  for (size_t tap = 0; tap < spec.taps.size(); ++tap) {
    if (spec.taps[tap].value != made) continue;
    const Place& from = spec.places[made];
    const Place to{from.shape, spec.taps[tap].window};
    BoundStep copy;
    copy.step = std::make_unique<GatherStep>(std::vector<Place>{from}, to, spec.types[made]);
    copy.node = steps_.back().node;
    copy.inputs = {buffers.Read(made, step)};
    copy.output = buffers.Keep(HeldBytes(to, spec.types[made]), step);
    copy.scratch = copy.output;
    tap_buffers_[tap] = copy.output;
    steps_.push_back(std::move(copy));
  }
}

void Segment::Bind(char* arena) {
  const auto at = [&](size_t buffer) { return arena + offsets_[buffer]; };
  for (const size_t buffer : tap_buffers_) taps_.push_back(at(buffer));
  input_ = at(input_buffer_);
  output_ = at(output_buffer_);
  for (BoundStep& bound : steps_) {
    std::vector<char*> inputs;
    for (const size_t buffer : bound.inputs) inputs.push_back(at(buffer));
    bound.step->Bind(inputs, at(bound.output), at(bound.scratch));
    if (bound.watched) {
      const int64_t count = bound.watched->place.KeptShape().ElementCount();
      bound.watched->cells = {ElementsAt<float>(inputs[0]), static_cast<size_t>(count)};
    }
  }
}

void Segment::HoldInput(const Tensor& full) {
  AQUA_CHECK(input_type_ == ElementType::f32);
  onednn::HoldInput(full, input_place_, ElementsAt<float>(input_));
}

int64_t Segment::OutputBytes() const { return HeldBytes(output_place_, output_type_); }

Tensor Segment::ReadOutput() const {
  Activation result{output_place_, Tensor(output_place_.KeptShape())};
  if (output_type_ == ElementType::f32) {
    ReadHeld(ElementsAt<float>(output_), result);
  } else {
    const Tensor numbers = output_type_ == ElementType::u8
                               ? NumbersAt<uint8_t>(output_, result.data.shape(), output_step_)
                               : NumbersAt<int8_t>(output_, result.data.shape(), output_step_);
    ReadHeld(numbers.data(), result);
  }
  return result.Pasted().data;
}

void Segment::Run() {
  for (BoundStep& bound : steps_) bound.step->Run();
}

void Segment::WatchedRun(const std::function<void(const WatchedInput&)>& watch) {
  for (BoundStep& bound : steps_) {
    if (bound.watched) watch(*bound.watched);
    bound.step->Run();
  }
}

std::vector<StepTime> Segment::TimedRun() {
  using Clock = std::chrono::steady_clock;
  std::vector<StepTime> times;
  for (BoundStep& bound : steps_) {
    const Clock::time_point start = Clock::now();
    bound.step->Run();
    const std::chrono::duration<double, std::milli> elapsed = Clock::now() - start;
    times.push_back({bound.node, elapsed.count()});
  }
  return times;
}

}  // namespace aqua::exec::onednn
