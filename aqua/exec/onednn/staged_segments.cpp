#include "aqua/exec/onednn/staged_segments.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "aqua/core/error.h"
#include "aqua/exec/onednn/segment.h"
#include "aqua/exec/places.h"

namespace aqua::exec::onednn {
namespace {

// The index after the node that makes a value; of the network's input: of none.
graph::NodeIndex PastMaker(const graph::Graph& graph, graph::ValueIndex value) {
  const auto maker = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                  [&](const graph::Node& node) { return node.output == value; });
  return maker == graph.nodes.end() ? 0 : static_cast<size_t>(maker - graph.nodes.begin()) + 1;
}

SegmentSpec Part(const graph::Graph& graph, const crop::CropPlan& plan,
                 const std::vector<ElementType>& types, NodeRange range, graph::ValueIndex input,
                 graph::ValueIndex output) {
  return {range, input, output, PlacesUnderPlan(graph, plan, 1), types, plan.head, plan.regions};
}

class StagedSegments final : public StagedProgram {
 public:
  StagedSegments(const graph::Graph& graph, const crop::CropPlan& plan, graph::ValueIndex gate,
                 const std::vector<ElementType>& types, PackedWeights& weights)
      : first_(graph, Part(graph, plan, types, {0, PastMaker(graph, gate)}, graph.input, gate),
               weights),
        rest_(graph,
              Part(graph, plan, types, {PastMaker(graph, gate), graph.nodes.size()}, gate,
                   graph.output),
              weights),
        arena_(Shape{ActivationBytes() / static_cast<int64_t>(sizeof(float)) + 1}) {
    first_.Bind(reinterpret_cast<char*>(arena_.data()));
    rest_.Bind(reinterpret_cast<char*>(arena_.data()));
  }

  Tensor Begin(const Tensor& input) override {
    AQUA_CHECK_EQ(input.shape().ToString(), first_.input_place().shape.ToString());
    has_begun_ = true;
    first_.HoldInput(input);
    first_.Run();
    return first_.ReadOutput();
  }

  Tensor Finish() override {
    AQUA_CHECK(std::exchange(has_begun_, false));
    std::memmove(rest_.input(), first_.output(), static_cast<size_t>(first_.OutputBytes()));
    rest_.Run();
    return rest_.ReadOutput();
  }

  int64_t ActivationBytes() const override {
    return std::max(first_.ArenaBytes(), rest_.ArenaBytes());
  }

 private:
  Segment first_;
  Segment rest_;
  Tensor arena_;
  bool has_begun_ = false;
};

}  // namespace

std::unique_ptr<StagedProgram> MakeStagedSegments(const graph::Graph& graph,
                                                  const crop::CropPlan& plan,
                                                  graph::ValueIndex gate,
                                                  const std::vector<ElementType>& types,
                                                  PackedWeights& weights) {
  return std::make_unique<StagedSegments>(graph, plan, gate, types, weights);
}

}  // namespace aqua::exec::onednn
