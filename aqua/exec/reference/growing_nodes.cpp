#include "aqua/exec/reference/growing_nodes.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/exec/reference/node_program.h"

namespace aqua::exec {
namespace {

// Writes the cells of `window`, which both hold, from one map to another.
void TakeOver(const Activation& from, const Window& window, Activation& to) {
  const Shape& shape = to.place.shape;
  if (!shape.IsMap() || window.area() == 0) return;
  const auto cell = [](const Window& held, int64_t map, int64_t row, int64_t column) {
    const int64_t line = map * held.height() + row - held.rows.begin;
    return line * held.width() + column - held.columns.begin;
  };
  for (int64_t map = 0; map < shape.batch() * shape.channels(); ++map) {
    for (int64_t row = window.rows.begin; row < window.rows.end; ++row) {
      std::copy_n(from.data.data() + cell(from.place.window, map, row, window.columns.begin),
                  window.width(),
                  to.data.data() + cell(to.place.window, map, row, window.columns.begin));
    }
  }
}

// Remembers every value that it computes.
class KeepingProgram final : public NodeProgram {
 public:
  KeepingProgram(std::shared_ptr<const graph::Graph> network, const crop::CropPlan& plan)
      : NodeProgram(std::move(network), plan, 1), kept_(graph().values.size()) {}

  const std::vector<Activation>& kept() const { return kept_; }

 protected:
  void RunNode(graph::NodeIndex node, std::span<const Activation> inputs,
               Activation& result) override {
    NodeProgram::RunNode(node, inputs, result);
    kept_[graph().nodes[node].output] = result;
  }

 private:
  std::vector<Activation> kept_;
};

class MixingProgram final : public NodeProgram {
 public:
  MixingProgram(std::shared_ptr<const graph::Graph> network, const crop::GrowthPlan& plan,
                const std::vector<Activation>& kept)
      : NodeProgram(std::move(network), plan.to, 1), reused_(plan.reused), kept_(kept) {}

 protected:
  void RunNode(graph::NodeIndex node, std::span<const Activation> inputs,
               Activation& result) override {
    NodeProgram::RunNode(node, inputs, result);
    const graph::ValueIndex output = graph().nodes[node].output;
    TakeOver(kept_[output], reused_[output], result);
  }

 private:
  std::vector<Window> reused_;
  const std::vector<Activation>& kept_;
};

class GrowingNodes final : public GrowingProgram {
 public:
  GrowingNodes(const std::shared_ptr<const graph::Graph>& graph, const crop::GrowthPlan& plan)
      : smaller_(graph, plan.from), larger_(graph, plan, smaller_.kept()) {}

  Tensor Run(const Tensor& input) override {
    has_run_ = true;
    return smaller_.Run(input);
  }
  Tensor Grow(const Tensor& input) override {
    AQUA_CHECK(has_run_);
    return larger_.Run(input);
  }
  int64_t ActivationBytes() const override {
    return smaller_.ActivationBytes() + larger_.ActivationBytes();
  }

 private:
  KeepingProgram smaller_;
  MixingProgram larger_;
  bool has_run_ = false;
};

}  // namespace

std::unique_ptr<GrowingProgram> MakeGrowingNodes(std::shared_ptr<const graph::Graph> graph,
                                                 const crop::GrowthPlan& plan) {
  return std::make_unique<GrowingNodes>(graph, plan);
}

}  // namespace aqua::exec
