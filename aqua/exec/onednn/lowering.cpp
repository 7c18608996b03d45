#include "aqua/exec/onednn/lowering.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "aqua/exec/onednn/activated_step.h"

namespace aqua::exec::onednn {
namespace {

constexpr std::array<std::pair<std::string_view, Lowering>, 11> kLowerings = {{
    {"Conv2d", LowerConv2d},
    {"Pool2d", LowerPool2d},
    {"GlobalPool", LowerGlobalPool},
    {"Gemm", LowerGemm},
    {"Activation", LowerActivation},
    {"Binary", LowerBinary},
    {"BatchNorm", LowerBatchNorm},
    {"Concat", LowerConcat},
    {"ChannelShuffle", LowerChannelShuffle},
    {"FakeQuantize", LowerFakeQuantize},
    {"FixedPoint", LowerFixedPoint},
}};

}  // namespace

std::vector<Shape> LoweringContext::InputShapes() const {
  std::vector<Shape> shapes;
  for (const Place& place : inputs) shapes.push_back(place.shape);
  return shapes;
}

const layers::FixedPointLayer* LoweringContext::InputRounding() const {
  const auto maker =
      std::find_if(graph.nodes.begin(), graph.nodes.end(),
                   [&](const graph::Node& other) { return other.output == node.main->inputs[0]; });
  if (maker == graph.nodes.end()) return nullptr;
  return dynamic_cast<const layers::FixedPointLayer*>(maker->layer.get());
}

std::unique_ptr<Step> LowerNode(const LoweringContext& context) {
  for (const auto& [kind, lower] : kLowerings) {
    if (kind != context.layer().Kind()) continue;
    if (std::unique_ptr<Step> step = lower(context)) return step;
  }
  std::unique_ptr<Step> plain = LowerPlain(context);
  if (context.node.post_ops.empty()) return plain;
  return MakeActivatedStep(std::move(plain), context);
}

}  // namespace aqua::exec::onednn
