#include "aqua/exec/engine.h"

#include <omp.h>

#include "aqua/core/error.h"
#include "aqua/exec/onednn/onednn_compiler.h"
#include "aqua/exec/reference/reference_compiler.h"

namespace aqua::exec {
namespace {

void CheckPlan(const graph::Graph& graph, const crop::CropPlan& plan) {
  AQUA_CHECK_EQ(plan.kept.size(), graph.values.size());
  for (const crop::BitRegion& region : plan.regions) {
    AQUA_CHECK_EQ(region.inside.size(), graph.values.size());
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

void SetThreadCount(int count) { omp_set_num_threads(count); }
int ThreadCount() { return omp_get_max_threads(); }

}  // namespace aqua::exec
