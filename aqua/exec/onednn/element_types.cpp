#include "aqua/exec/onednn/element_types.h"

#include <algorithm>

#include "aqua/exec/onednn/integer_sums.h"

namespace aqua::exec::onednn {
namespace {

constexpr int kByteBits = 8;

bool RunsInBytes(const graph::Graph& graph, const graph::Node& node,
                 const layers::FixedPointLayer& input) {
  if (!layers::HasTrained(*node.layer)) return false;
  if (node.layer->Kind() == "Gemm" && graph.values[node.inputs[0]].shape.IsMap()) return false;
  const layers::WeightGrid* grid = layers::GridOf(*node.layer);
  return grid != nullptr && grid->bits <= kByteBits && SumsOf(*node.layer, input).has_value();
}

}  // namespace

int64_t ElementBytes(ElementType type) {
  return static_cast<int64_t>(dnnl::memory::data_type_size(type));
}

bool HasExactInt8() {
  switch (dnnl::get_effective_cpu_isa()) {
    case dnnl::cpu_isa::avx512_core_vnni:
    case dnnl::cpu_isa::avx512_core_bf16:
    case dnnl::cpu_isa::avx512_core_amx:
    case dnnl::cpu_isa::avx2_vnni:
      return true;
    default:
      return false;
  }
}

std::vector<ElementType> ElementTypesOf(const graph::Graph& graph, bool int8) {
  std::vector<ElementType> types(graph.values.size(), ElementType::f32);
  if (!int8) return types;
  std::vector<const layers::FixedPointLayer*> rounded(graph.values.size());
  for (const graph::Node& node : graph.nodes) {
    const auto* layer = dynamic_cast<const layers::FixedPointLayer*>(node.layer.get());
    const bool fits = layer != nullptr && layer->format().bits <= kByteBits;
    if (!fits || node.output == graph.output) continue;
    rounded[node.output] = layer;
    types[node.output] = layer->format().is_signed ? ElementType::s8 : ElementType::u8;
  }
  for (const graph::Node& node : graph.nodes) {
    for (const graph::ValueIndex input : node.inputs) {
      const layers::FixedPointLayer* layer = rounded[input];
      if (layer != nullptr && !RunsInBytes(graph, node, *layer)) types[input] = ElementType::f32;
    }
  }
  return types;
}

}  // namespace aqua::exec::onednn
