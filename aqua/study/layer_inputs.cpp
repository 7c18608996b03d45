#include "aqua/study/layer_inputs.h"

namespace aqua::study {

exec::IntegerSpec IntegerSpecOf(const graph::Graph& graph, const crop::CropPlan& plan,
                                const Precision& precision) {
  exec::IntegerSpec spec;
  if (precision.profile) spec.profile = &*precision.profile;
  for (const layers::Workload& work : WorkAtPrecision(graph, plan, precision)) {
    spec.weight_bits_by_node.push_back(work.weight_bits);
    spec.activation_bits_by_node.push_back(work.activation_bits);
  }
  return spec;
}

std::vector<accel::LayerInput> ReadLayerInputs(std::shared_ptr<const graph::Graph> graph,
                                               const crop::CropPlan& plan,
                                               const Precision& precision, const Tensor& input) {
  std::vector<accel::LayerInput> inputs(graph->nodes.size());
  exec::IntegerSpec spec = IntegerSpecOf(*graph, plan, precision);
  spec.observe = [&inputs](const exec::QuantizedInput& read) {
    inputs[read.node] = ToLayerInput(read);
  };
  exec::ExactUnit unit;
  exec::CompileInteger(std::move(graph), plan, spec, unit)->Run(input);
  return inputs;
}

accel::LayerInput ToLayerInput(const exec::QuantizedInput& input) {
  accel::LayerInput result{input.channels,
                           input.height,
                           input.width,
                           input.format.is_signed,
                           {input.values.begin(), input.values.end()}};
  for (const exec::LowBitReads& low : input.low_bits) {
    result.low_bits.push_back({low.bits, low.shift, {low.positions.begin(), low.positions.end()}});
  }
  return result;
}

}  // namespace aqua::study
