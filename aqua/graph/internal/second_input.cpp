#include "aqua/graph/internal/second_input.h"

namespace aqua::graph {
namespace {

bool ReadsActivation(const layers::ImportContext& context) {
  for (size_t i = 0; i < context.input_count(); ++i) {
    if (context.input(i).shape) return true;
  }
  return false;
}

}  // namespace

void RefuseSecondImage(const layers::ImportContext& context) {
  if (context.node().op_type == "Conv" || !ReadsActivation(context)) return;
  for (size_t i = 0; i < context.input_count(); ++i) {
    const auto& shape = context.input(i).shape_only;
    if (!shape || !shape->IsMap() || shape->height() * shape->width() == 1) continue;
    context.Fail(
        "it reads \"{}\" of {}, a second input of the network; AQuA runs networks with one input, "
        "the image",
        context.node().inputs[i], shape->ToString());
  }
}

}  // namespace aqua::graph
