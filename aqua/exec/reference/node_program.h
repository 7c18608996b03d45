// A network run node by node in the order of the graph, every value held until the end.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "aqua/exec/engine.h"

namespace aqua::exec {

class NodeProgram : public Program {
 public:
  NodeProgram(std::shared_ptr<const graph::Graph> graph, const crop::CropPlan& plan, int64_t batch);

  Tensor Run(const Tensor& input) override;
  int64_t ActivationBytes() const override;

 protected:
  // Fills result.data, whose place says what to compute. Default: the layer's plain kernel. The
  // inputs are whole where the layer needs them so.
  virtual void RunNode(graph::NodeIndex node, std::span<const Activation> inputs,
                       Activation& result);

  const graph::Graph& graph() const { return *graph_; }
  const std::vector<Place>& places() const { return places_; }  // By graph::ValueIndex.

 private:
  std::vector<Activation> Inputs(const graph::Node& node,
                                 const std::vector<Activation>& values) const;

  std::shared_ptr<const graph::Graph> graph_;
  crop::HeadRule head_;
  std::vector<crop::BitRegion> regions_;
  std::vector<Place> places_;
};

}  // namespace aqua::exec
