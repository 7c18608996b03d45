#include "aqua/exec/reference/reference_compiler.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/exec/places.h"
#include "aqua/exec/window_copy.h"

namespace aqua::exec {
namespace {

class ReferenceProgram final : public Program {
 public:
  ReferenceProgram(std::shared_ptr<const graph::Graph> graph, const crop::CropPlan& plan,
                   int64_t batch)
      : graph_(std::move(graph)),
        head_(plan.head),
        places_(PlacesUnderPlan(*graph_, plan, batch)) {}

  Tensor Run(const Tensor& input) override {
    std::vector<Activation> values(graph_->values.size());
    values[graph_->input] = CutOut(input, places_[graph_->input]);
    for (const graph::Node& node : graph_->nodes) {
      Activation& result = values[node.output];
      result.place = places_[node.output];
      result.data = Tensor(result.place.KeptShape());
      node.layer->Run(Inputs(node, values), result);
    }
    return values[graph_->output].Pasted().data;
  }

  int64_t ActivationBytes() const override {
    int64_t bytes = 0;
    for (const Place& place : places_) {
      bytes += place.KeptShape().ElementCount() * static_cast<int64_t>(sizeof(float));
    }
    return bytes;
  }

 private:
  std::vector<Activation> Inputs(const graph::Node& node,
                                 const std::vector<Activation>& values) const {
    const bool whole = NeedsWholeInputs(*node.layer, head_);
    std::vector<Activation> inputs;
    for (const graph::ValueIndex input : node.inputs) {
      inputs.push_back(whole ? values[input].Pasted() : values[input]);
    }
    return inputs;
  }

  std::shared_ptr<const graph::Graph> graph_;
  crop::HeadRule head_;
  std::vector<Place> places_;
};

class ReferenceSet final : public ProgramSet {
 public:
  explicit ReferenceSet(std::vector<std::unique_ptr<Program>> programs)
      : programs_(std::move(programs)) {}

  std::vector<Tensor> Run(const Tensor& input) override {
    std::vector<Tensor> results;
    for (const auto& program : programs_) results.push_back(program->Run(input));
    return results;
  }

  int64_t ActivationBytes() const override {
    int64_t bytes = 0;
    for (const auto& program : programs_) bytes = std::max(bytes, program->ActivationBytes());
    return bytes;
  }

 private:
  std::vector<std::unique_ptr<Program>> programs_;
};

class ReferenceCompiler final : public Compiler {
 public:
  explicit ReferenceCompiler(std::shared_ptr<const graph::Graph> graph)
      : graph_(std::move(graph)) {}

  std::unique_ptr<Program> Compile(const crop::CropPlan& plan, int64_t batch) override {
    return std::make_unique<ReferenceProgram>(graph_, plan, batch);
  }
  std::unique_ptr<ProgramSet> CompileSet(const std::vector<crop::CropPlan>& plans) override {
    std::vector<std::unique_ptr<Program>> programs;
    programs.reserve(plans.size());
    for (const crop::CropPlan& plan : plans) programs.push_back(Compile(plan, 1));
    return std::make_unique<ReferenceSet>(std::move(programs));
  }
  int64_t PackedWeightBytes() const override { return 0; }

 private:
  std::shared_ptr<const graph::Graph> graph_;
};

}  // namespace

std::unique_ptr<Compiler> MakeReferenceCompiler(std::shared_ptr<const graph::Graph> graph) {
  return std::make_unique<ReferenceCompiler>(std::move(graph));
}

}  // namespace aqua::exec
