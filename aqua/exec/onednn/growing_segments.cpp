#include "aqua/exec/onednn/growing_segments.h"

#include "aqua/core/error.h"
#include "aqua/exec/onednn/extension.h"
#include "aqua/exec/onednn/segment.h"
#include "aqua/exec/places.h"

namespace aqua::exec::onednn {
namespace {

SegmentSpec SmallerRun(const graph::Graph& graph, const crop::GrowthPlan& plan,
                       const std::vector<Tap>& taps) {
  return {{0, graph.nodes.size()},
          graph.input,
          graph.output,
          PlacesUnderPlan(graph, plan.from, 1),
          ElementTypesOf(graph, false),
          plan.from.head,
          {},
          taps};
}

// Each has an arena: the extension reads what the smaller run keeps in its own.
class GrowingSegments final : public GrowingProgram {
 public:
  GrowingSegments(const graph::Graph& graph, const crop::GrowthPlan& plan, PackedWeights& weights)
      : extension_(BuildExtension(graph, plan, weights)),
        smaller_(graph, SmallerRun(graph, plan, extension_.taps()), weights),
        smaller_arena_(Floats(smaller_.ArenaBytes())),
        arena_(Floats(extension_.ArenaBytes())) {
    smaller_.Bind(reinterpret_cast<char*>(smaller_arena_.data()));
    std::vector<char*> kept;
    for (size_t tap = 0; tap < extension_.taps().size(); ++tap) kept.push_back(smaller_.tap(tap));
    extension_.Bind(reinterpret_cast<char*>(arena_.data()), kept);
  }

  Tensor Run(const Tensor& input) override {
    AQUA_CHECK_EQ(input.shape().ToString(), smaller_.input_place().shape.ToString());
    has_run_ = true;
    smaller_.HoldInput(input);
    smaller_.Run();
    return smaller_.ReadOutput();
  }

  Tensor Grow(const Tensor& input) override {
    AQUA_CHECK(has_run_);
    AQUA_CHECK_EQ(input.shape().ToString(), smaller_.input_place().shape.ToString());
    return extension_.Run(input);
  }

  int64_t ActivationBytes() const override {
    return smaller_.ArenaBytes() + extension_.ArenaBytes();
  }

 private:
  static Tensor Floats(int64_t bytes) {
    return Tensor(Shape{bytes / static_cast<int64_t>(sizeof(float)) + 1});
  }

  Extension extension_;
  Segment smaller_;
  Tensor smaller_arena_;
  Tensor arena_;
  bool has_run_ = false;
};

}  // namespace

std::unique_ptr<GrowingProgram> MakeGrowingSegments(const graph::Graph& graph,
                                                    const crop::GrowthPlan& plan,
                                                    PackedWeights& weights) {
  return std::make_unique<GrowingSegments>(graph, plan, weights);
}

}  // namespace aqua::exec::onednn
