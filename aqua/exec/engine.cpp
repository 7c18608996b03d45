#include "aqua/exec/engine.h"

#include <omp.h>

#include "aqua/core/error.h"
#include "aqua/exec/onednn/onednn_compiler.h"
#include "aqua/exec/reference/reference_compiler.h"
#include "aqua/layers/fixed_point/fixed_point.h"

namespace aqua::exec {
namespace {

void CheckPlan(const graph::Graph& graph, const crop::CropPlan& plan) {
  AQUA_CHECK_EQ(plan.kept.size(), graph.values.size());
  for (const crop::BitRegion& region : plan.regions) {
    AQUA_CHECK_EQ(region.inside.size(), graph.values.size());
  }
}

// Cells taken over from a smaller run are floats.
void CheckIsInFloat(const graph::Graph& graph) {
  for (const graph::Node& node : graph.nodes) {
    if (dynamic_cast<const layers::FixedPointLayer*>(node.layer.get()) == nullptr) continue;
    throw Error(
        "{}: a crop can grow in a float network only, and layer \"{}\" rounds; run it "
        "without a precision profile",
        graph.path, node.name);
  }
}

}  // namespace

Engine::Engine(graph::Graph graph, Backend backend)
    : graph_(std::make_shared<const graph::Graph>(std::move(graph))) {
  if (!graph_->HasData()) {
    throw Error(
        "{}: the file declares weights without their values, so the network can be inspected and "
        "estimated but not run; use a trained model",
        graph_->path);
  }
  if (backend == Backend::kReference) {
    compiler_ = MakeReferenceCompiler(graph_);
  } else {
    compiler_ = MakeOneDnnCompiler(graph_, backend == Backend::kOneDnn);
  }
}

Engine::~Engine() = default;

std::unique_ptr<Program> Engine::Compile(const crop::CropPlan& plan, int64_t batch) {
  CheckPlan(*graph_, plan);
  AQUA_CHECK(batch > 0);
  return compiler_->Compile(plan, batch);
}

std::unique_ptr<ProgramSet> Engine::CompileSet(const std::vector<crop::CropPlan>& plans) {
  for (const crop::CropPlan& plan : plans) CheckPlan(*graph_, plan);
  return compiler_->CompileSet(plans);
}

std::unique_ptr<GrowingProgram> Engine::CompileGrowth(const crop::GrowthPlan& plan) {
  CheckPlan(*graph_, plan.from);
  CheckPlan(*graph_, plan.to);
  AQUA_CHECK_EQ(plan.reused.size(), graph_->values.size());
  for (size_t value = 0; value < plan.reused.size(); ++value) {
    const Window& reused = plan.reused[value];
    AQUA_CHECK(reused.area() == 0 ||
               Intersect(plan.from.kept[value], plan.to.kept[value]).Contains(reused));
  }
  AQUA_CHECK(plan.from.regions.empty() && plan.to.regions.empty());
  CheckIsInFloat(*graph_);
  return compiler_->CompileGrowth(plan);
}

std::unique_ptr<StagedProgram> Engine::CompileStages(const crop::CropPlan& plan,
                                                     graph::ValueIndex gate) {
  CheckPlan(*graph_, plan);
  crop::CheckWaist(*graph_, gate);
  return compiler_->CompileStages(plan, gate);
}

void SetThreadCount(int count) { omp_set_num_threads(count); }
int ThreadCount() { return omp_get_max_threads(); }

}  // namespace aqua::exec
