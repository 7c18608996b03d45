// From a fused node at its place to a step. Each kind of layer that oneDNN or a loop over channels
// last can speed up has a line in lowering.cpp; any other runs its own plain kernel.
#pragma once

#include <memory>
#include <vector>

#include "aqua/exec/onednn/fusion.h"
#include "aqua/exec/onednn/packed_weights.h"
#include "aqua/exec/onednn/step.h"

namespace aqua::exec::onednn {

struct LoweringContext {
  const FusedNode& node;
  std::vector<Place> inputs;  // Of node.main.
  Place output;
  const SegmentSpec& spec;
  const graph::Graph& graph;
  PackedWeights& weights;

  const layers::Layer& layer() const { return *node.main->layer; }
  ElementType input_type() const { return spec.types[node.main->inputs[0]]; }
  ElementType output_type() const { return spec.types[node.output]; }
  // That input 0 comes from; null where no FixedPoint layer makes it.
  const layers::FixedPointLayer* InputRounding() const;
  std::vector<Shape> InputShapes() const;
};

std::unique_ptr<Step> LowerNode(const LoweringContext& context);

// The lowerings, one a kind; null where the case at hand is left to the plain kernel. LowerConv2d
// never declines: it alone takes in additions.
using Lowering = std::unique_ptr<Step> (*)(const LoweringContext&);
std::unique_ptr<Step> LowerConv2d(const LoweringContext& context);
std::unique_ptr<Step> LowerPool2d(const LoweringContext& context);
std::unique_ptr<Step> LowerGlobalPool(const LoweringContext& context);
std::unique_ptr<Step> LowerGemm(const LoweringContext& context);
std::unique_ptr<Step> LowerActivation(const LoweringContext& context);
std::unique_ptr<Step> LowerBinary(const LoweringContext& context);
std::unique_ptr<Step> LowerBatchNorm(const LoweringContext& context);
std::unique_ptr<Step> LowerConcat(const LoweringContext& context);
std::unique_ptr<Step> LowerChannelShuffle(const LoweringContext& context);
std::unique_ptr<Step> LowerFakeQuantize(const LoweringContext& context);
std::unique_ptr<Step> LowerFixedPoint(const LoweringContext& context);
std::unique_ptr<Step> LowerPlain(const LoweringContext& context);

}  // namespace aqua::exec::onednn
