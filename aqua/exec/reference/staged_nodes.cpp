#include "aqua/exec/reference/staged_nodes.h"

#include <algorithm>
#include <utility>

#include "aqua/core/error.h"
#include "aqua/exec/reference/node_program.h"
#include "aqua/graph/section.h"

namespace aqua::exec {
namespace {

class StagedNodes final : public StagedProgram {
 public:
  StagedNodes(const graph::Graph& graph, const crop::CropPlan& plan, graph::ValueIndex gate)
      : first_(Section(graph, graph.input, gate), plan, 1),
        rest_(Section(graph, gate, graph.output), plan, 1) {}

  Tensor Begin(const Tensor& input) override {
    at_gate_ = first_.Run(input);
    return at_gate_.Clone();
  }
  Tensor Finish() override {
    AQUA_CHECK(at_gate_.has_data());
    return rest_.Run(std::exchange(at_gate_, {}));
  }
  int64_t ActivationBytes() const override {
    return std::max(first_.ActivationBytes(), rest_.ActivationBytes());
  }

 private:
  static std::shared_ptr<const graph::Graph> Section(const graph::Graph& graph,
                                                     graph::ValueIndex from, graph::ValueIndex to) {
    return std::make_shared<const graph::Graph>(graph::SectionBetween(graph, from, to));
  }

  NodeProgram first_;
  NodeProgram rest_;
  Tensor at_gate_;
};

}  // namespace

std::unique_ptr<StagedProgram> MakeStagedNodes(const graph::Graph& graph,
                                               const crop::CropPlan& plan, graph::ValueIndex gate) {
  return std::make_unique<StagedNodes>(graph, plan, gate);
}

}  // namespace aqua::exec
