#include "aqua/layers/matmul/matmul.h"

#include "aqua/core/error.h"
#include "aqua/layers/broadcast.h"

namespace aqua::layers {
namespace {

// All but the last two dimensions.
Shape Leading(const Shape& shape) {
  return Shape(std::vector<int64_t>(shape.dims().begin(), shape.dims().end() - 2));
}

// Sizes of one product.
struct Product {
  int64_t rows = 0;
  int64_t length = 0;
  int64_t columns = 0;
};

void Multiply(const float* a, const float* b, const Product& size, float* out) {
  for (int64_t i = 0; i < size.rows; ++i) {
    for (int64_t j = 0; j < size.columns; ++j) {
      double sum = 0;
      for (int64_t k = 0; k < size.length; ++k) {
        sum += static_cast<double>(a[i * size.length + k]) *
               static_cast<double>(b[k * size.columns + j]);
      }
      out[i * size.columns + j] = static_cast<float>(sum);
    }
  }
}

// The matrix of an operand that each output matrix needs.
std::vector<int64_t> MatrixIndices(const Shape& operand, const Shape& output) {
  std::vector<int64_t> indices;
  ForEachOffset(BroadcastOffsets(Leading(operand), Leading(output)),
                [&](int64_t /*index*/, int64_t offset) { indices.push_back(offset); });
  return indices;
}

}  // namespace

Shape MatMul::OutputShape(std::span<const Shape> inputs) const {
  const Shape& a = inputs[0];
  const Shape& b = inputs[1];
  if (a.rank() < 3 || b.rank() < 3 || a.rank() != b.rank()) {
    throw Error("a product of {} and {} would mix images; both need a batch axis first",
                a.ToString(), b.ToString());
  }
  const int last = a.rank() - 1;
  if (a[last] != b[last - 1]) {
    throw Error("matrices of {} and {} do not multiply", a.ToString(), b.ToString());
  }
  std::vector<int64_t> dims = BroadcastShape(Leading(a), Leading(b)).dims();
  dims.push_back(a[last - 1]);
  dims.push_back(b[last]);
  return Shape(dims);
}

void MatMul::Run(std::span<const Activation> inputs, Activation& result) const {
  const Shape& a = inputs[0].data.shape();
  const Shape& b = inputs[1].data.shape();
  const int last = a.rank() - 1;
  const Product size{a[last - 1], a[last], b[last]};
  const std::vector<int64_t> from_a = MatrixIndices(a, result.data.shape());
  const std::vector<int64_t> from_b = MatrixIndices(b, result.data.shape());
  for (size_t i = 0; i < from_a.size(); ++i) {
    Multiply(inputs[0].data.data() + from_a[i] * size.rows * size.length,
             inputs[1].data.data() + from_b[i] * size.length * size.columns, size,
             result.data.data() + static_cast<int64_t>(i) * size.rows * size.columns);
  }
}

}  // namespace aqua::layers
