// A dense float32 array in row-major order, 64-byte aligned. Copies share the data, so a tensor is
// cheap to pass by value; call Clone() before writing to one that others may hold.
// A shape-only tensor has a shape and no data: the weights of a network that is known by its
// structure alone. It can be counted, never computed with.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "aqua/core/shape.h"
#include "aqua/core/window.h"

namespace aqua {

class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(Shape shape);  // Zeros.
  Tensor(Shape shape, std::span<const float> values);
  static Tensor ShapeOnly(Shape shape);

  const Shape& shape() const { return shape_; }
  int64_t size() const { return size_; }
  bool has_data() const { return data_ != nullptr; }
  bool empty() const { return shape_.rank() == 0 && !has_data(); }

  float* data() { return data_.get(); }
  const float* data() const { return data_.get(); }
  std::span<const float> values() const { return {data(), static_cast<size_t>(size_)}; }
  float& operator[](int64_t index) { return data_.get()[index]; }
  float operator[](int64_t index) const { return data_.get()[index]; }

  Tensor Clone() const;
  // The same data under another shape of equal size.
  Tensor Reshaped(Shape shape) const;

 private:
  Shape shape_;
  int64_t size_ = 0;
  std::shared_ptr<float[]> data_;
};

// The kept part of a feature map: `data` has place.KeptShape().
struct Activation {
  Place place;
  Tensor data;

  static Activation Whole(const Tensor& tensor) { return {Place::Whole(tensor.shape()), tensor}; }
  // The kept part at its place in a map of zeros.
  Activation Pasted() const;
};

}  // namespace aqua
