#include "aqua/core/tensor.h"

#include <algorithm>
#include <cstdlib>
#include <new>

#include "aqua/core/error.h"

namespace aqua {
namespace {

constexpr size_t kAlignmentBytes = 64;

std::shared_ptr<float[]> Allocate(int64_t count) {
  const size_t bytes = static_cast<size_t>(std::max<int64_t>(count, 1)) * sizeof(float);
  const size_t rounded = (bytes + kAlignmentBytes - 1) / kAlignmentBytes * kAlignmentBytes;
  void* memory = std::aligned_alloc(kAlignmentBytes, rounded);
  if (memory == nullptr) throw std::bad_alloc();
  return {static_cast<float*>(memory), [](float* p) { std::free(p); }};
}

}  // namespace

Tensor::Tensor(Shape shape)
    : shape_(std::move(shape)), size_(shape_.ElementCount()), data_(Allocate(size_)) {
  std::fill_n(data_.get(), size_, 0.0F);
}

Tensor::Tensor(Shape shape, std::span<const float> values)
    : shape_(std::move(shape)), size_(shape_.ElementCount()), data_(Allocate(size_)) {
  AQUA_CHECK_EQ(size_, static_cast<int64_t>(values.size()));
  std::copy(values.begin(), values.end(), data_.get());
}

Tensor Tensor::ShapeOnly(Shape shape) {
  Tensor tensor;
  tensor.size_ = shape.ElementCount();
  tensor.shape_ = std::move(shape);
  return tensor;
}

Tensor Tensor::Clone() const { return has_data() ? Tensor(shape_, values()) : *this; }

Tensor Tensor::Reshaped(Shape shape) const {
  AQUA_CHECK_EQ(shape.ElementCount(), size_);
  Tensor result = *this;
  result.shape_ = std::move(shape);
  return result;
}

Activation Activation::Pasted() const {
  if (place.IsWhole()) return *this;
  Activation pasted{Place::Whole(place.shape), Tensor(place.shape)};
  const int64_t maps = place.shape.batch() * place.shape.channels();
  const Window& kept = place.window;
  for (int64_t map = 0; map < maps; ++map) {
    for (int64_t row = 0; row < kept.height(); ++row) {
      const float* from = data.data() + (map * kept.height() + row) * kept.width();
      const int64_t to_row = map * place.shape.height() + kept.rows.begin + row;
      std::copy_n(from, kept.width(),
                  pasted.data.data() + to_row * place.shape.width() + kept.columns.begin);
    }
  }
  return pasted;
}

}  // namespace aqua
