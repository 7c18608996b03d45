#include "aqua/layers/concat/concat.h"

#include <algorithm>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/layers/import_axes.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

// Elements of one slab: everything from `axis` inwards.
int64_t SlabSize(const Shape& shape, int axis) {
  int64_t size = 1;
  for (int a = axis; a < shape.rank(); ++a) size *= shape[a];
  return size;
}

}  // namespace

Concat::Concat(int axis) : axis_(axis) {
  if (axis < 1) throw Error("a concatenation along the batch axis would mix images");
}

Shape Concat::OutputShape(std::span<const Shape> inputs) const {
  Shape output = inputs[0];
  if (axis_ >= output.rank()) {
    throw Error("a concatenation along axis {} does not fit an input of {}", axis_,
                output.ToString());
  }
  for (const Shape& input : inputs.subspan(1)) {
    Shape like_output = input;
    if (input.rank() == output.rank()) like_output[axis_] = output[axis_];
    if (like_output != output) {
      throw Error("shapes {} and {} cannot be put together along axis {}", inputs[0].ToString(),
                  input.ToString(), axis_);
    }
    output[axis_] += input[axis_];
  }
  return output;
}

Locality Concat::locality() const { return axis_ == 1 ? Locality::kLocal : Locality::kPositional; }

Window Concat::InputWindow(const Window& output, std::span<const Shape> inputs,
                           size_t input_index) const {
  return axis_ == 1 ? output : Window::Full(inputs[input_index]);
}

void Concat::Run(std::span<const Activation> inputs, Activation& result) const {
  const int64_t result_slab = SlabSize(result.data.shape(), axis_);
  int64_t offset = 0;
  for (const Activation& input : inputs) {
    const Tensor part = axis_ == 1 ? ReadWindow(input, result.place.window) : input.data;
    const int64_t slab = SlabSize(part.shape(), axis_);
    for (int64_t i = 0; slab > 0 && i < part.size() / slab; ++i) {
      std::copy_n(part.data() + i * slab, slab, result.data.data() + i * result_slab + offset);
    }
    offset += slab;
  }
}

ImportedLayer ImportConcat(const ImportContext& context) {
  if (context.input_count() == 0) context.Fail("it has no inputs");
  if (!context.HasAttribute("axis")) context.Fail("attribute axis is missing");
  for (size_t i = 0; i < context.input_count(); ++i) {
    if (context.IsConstant(i)) {
      context.Fail("input {} is a constant; AQuA puts activations together only", i);
    }
  }
  const int axis = ImportAxis(context, context.Int("axis", 1), context.ActivationShape(0).rank());
  std::vector<size_t> activations(context.input_count());
  std::iota(activations.begin(), activations.end(), size_t{0});
  return {std::make_shared<Concat>(axis), activations};
}

}  // namespace aqua::layers
