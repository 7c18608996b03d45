#include "aqua/exec/onednn/onednn_compiler.h"

#include "aqua/core/error.h"
#include "aqua/exec/onednn/crop_set.h"
#include "aqua/exec/onednn/growing_segments.h"
#include "aqua/exec/onednn/segment.h"
#include "aqua/exec/onednn/staged_segments.h"
#include "aqua/exec/places.h"

namespace aqua::exec {
namespace onednn {
namespace {

SegmentSpec WholeNetwork(const graph::Graph& graph, const crop::CropPlan& plan, int64_t batch,
                         const std::vector<ElementType>& types) {
  return {{0, graph.nodes.size()},
          graph.input,
          graph.output,
          PlacesUnderPlan(graph, plan, batch),
          types,
          plan.head,
          plan.regions};
}

class OneDnnProgram final : public Program {
 public:
  OneDnnProgram(const graph::Graph& graph, const crop::CropPlan& plan, int64_t batch,
                const std::vector<ElementType>& types, PackedWeights& weights)
      : segment_(graph, WholeNetwork(graph, plan, batch, types), weights),
        arena_(Shape{segment_.ArenaBytes() / static_cast<int64_t>(sizeof(float)) + 1}) {
    segment_.Bind(reinterpret_cast<char*>(arena_.data()));
  }

  Tensor Run(const Tensor& input) override {
    Hold(input);
    segment_.Run();
    return segment_.ReadOutput();
  }

  std::vector<StepTime> TimeSteps(const Tensor& input) override {
    Hold(input);
    return segment_.TimedRun();
  }

  Tensor Watch(const Tensor& input,
               const std::function<void(const WatchedInput&)>& watch) override {
    Hold(input);
    segment_.WatchedRun(watch);
    return segment_.ReadOutput();
  }

  int64_t ActivationBytes() const override { return segment_.ArenaBytes(); }

 private:
  void Hold(const Tensor& input) {
    AQUA_CHECK_EQ(input.shape().ToString(), segment_.input_place().shape.ToString());
    segment_.HoldInput(input);
  }

  Segment segment_;
  Tensor arena_;
};

class OneDnnCompiler final : public Compiler {
 public:
  OneDnnCompiler(std::shared_ptr<const graph::Graph> graph, bool int8)
      : graph_(std::move(graph)), types_(ElementTypesOf(*graph_, int8)) {}

  std::unique_ptr<Program> Compile(const crop::CropPlan& plan, int64_t batch) override {
    return std::make_unique<OneDnnProgram>(*graph_, plan, batch, types_, weights_);
  }
  std::unique_ptr<ProgramSet> CompileSet(const std::vector<crop::CropPlan>& plans) override {
    return MakeCropSet(*graph_, plans, types_, weights_);
  }
  std::unique_ptr<GrowingProgram> CompileGrowth(const crop::GrowthPlan& plan) override {
    return MakeGrowingSegments(*graph_, plan, weights_);
  }
  std::unique_ptr<StagedProgram> CompileStages(const crop::CropPlan& plan,
                                               graph::ValueIndex gate) override {
    return MakeStagedSegments(*graph_, plan, gate, types_, weights_);
  }
  int64_t PackedWeightBytes() const override { return weights_.Bytes(); }

 private:
  std::shared_ptr<const graph::Graph> graph_;
  std::vector<ElementType> types_;  // By graph::ValueIndex.
  PackedWeights weights_;
};

}  // namespace
}  // namespace onednn

std::unique_ptr<Compiler> MakeOneDnnCompiler(std::shared_ptr<const graph::Graph> graph,
                                             bool allow_int8) {
  return std::make_unique<onednn::OneDnnCompiler>(std::move(graph),
                                                  allow_int8 && onednn::HasExactInt8());
}

}  // namespace aqua::exec
