#include "aqua/layers/softmax/softmax.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/layers/import_axes.h"
#include "aqua/layers/read_window.h"

namespace aqua::layers {
namespace {

int64_t Product(const Shape& shape, int begin, int end) {
  int64_t product = 1;
  for (int axis = begin; axis < end; ++axis) product *= shape[axis];
  return product;
}

// Normalizes `count` values that lie `stride` apart.
void Normalize(const float* from, int64_t count, int64_t stride, float* to) {
  float largest = from[0];
  for (int64_t i = 1; i < count; ++i) largest = std::max(largest, from[i * stride]);
  const auto power = [&](int64_t i) {
    return std::exp(static_cast<double>(from[i * stride]) - static_cast<double>(largest));
  };
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) sum += power(i);
  for (int64_t i = 0; i < count; ++i) to[i * stride] = static_cast<float>(power(i) / sum);
}

}  // namespace

Softmax::Softmax(int first, int last) : first_(first), last_(last) {
  AQUA_CHECK(first <= last);
  if (first < 1) throw Error("a softmax over the batch axis would mix images");
}

Shape Softmax::OutputShape(std::span<const Shape> inputs) const {
  if (last_ >= inputs[0].rank()) {
    throw Error("a softmax over axis {} does not fit an input of {}", last_, inputs[0].ToString());
  }
  return inputs[0];
}

Locality Softmax::locality() const {
  return first_ == 1 && last_ == 1 ? Locality::kLocal : Locality::kPositional;
}

Window Softmax::InputWindow(const Window& output, std::span<const Shape> inputs,
                            size_t input_index) const {
  return locality() == Locality::kLocal ? output : Window::Full(inputs[input_index]);
}

void Softmax::Run(std::span<const Activation> inputs, Activation& result) const {
  const Tensor input = ReadWindow(inputs[0], result.place.window);
  const Shape& shape = input.shape();
  const int64_t outer = Product(shape, 0, first_);
  const int64_t count = Product(shape, first_, last_ + 1);
  const int64_t inner = Product(shape, last_ + 1, shape.rank());
  if (count == 0) return;
  for (int64_t i = 0; i < outer; ++i) {
    for (int64_t j = 0; j < inner; ++j) {
      const int64_t first = i * count * inner + j;
      Normalize(input.data() + first, count, inner, result.data.data() + first);
    }
  }
}

ImportedLayer ImportSoftmax(const ImportContext& context) {
  const int rank = context.ActivationShape(0).rank();
  const bool is_run = context.opset() < 13;
  const int axis = ImportAxis(context, context.Int("axis", is_run ? 1 : -1), rank);
  return {std::make_shared<Softmax>(axis, is_run ? rank - 1 : axis), {0}};
}

}  // namespace aqua::layers
