#include "aqua/exec/reference/reference_compiler.h"

#include <algorithm>

#include "aqua/exec/reference/growing_nodes.h"
#include "aqua/exec/reference/node_program.h"
#include "aqua/exec/reference/staged_nodes.h"

namespace aqua::exec {
namespace {

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
    return std::make_unique<NodeProgram>(graph_, plan, batch);
  }
  std::unique_ptr<ProgramSet> CompileSet(const std::vector<crop::CropPlan>& plans) override {
    std::vector<std::unique_ptr<Program>> programs;
    programs.reserve(plans.size());
    for (const crop::CropPlan& plan : plans) programs.push_back(Compile(plan, 1));
    return std::make_unique<ReferenceSet>(std::move(programs));
  }
  std::unique_ptr<GrowingProgram> CompileGrowth(const crop::GrowthPlan& plan) override {
    return MakeGrowingNodes(graph_, plan);
  }
  std::unique_ptr<StagedProgram> CompileStages(const crop::CropPlan& plan,
                                               graph::ValueIndex gate) override {
    return MakeStagedNodes(*graph_, plan, gate);
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
