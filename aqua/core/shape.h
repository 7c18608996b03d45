// The shape of a tensor. Four dimensions are a batch of feature maps: (N, C, H, W).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace aqua {

class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<int64_t> dims) : dims_(dims) {}
  explicit Shape(std::vector<int64_t> dims) : dims_(std::move(dims)) {}

  int rank() const { return static_cast<int>(dims_.size()); }
  int64_t operator[](int axis) const { return dims_[static_cast<size_t>(axis)]; }
  int64_t& operator[](int axis) { return dims_[static_cast<size_t>(axis)]; }
  const std::vector<int64_t>& dims() const { return dims_; }

  // True for a batch of feature maps, the only shapes that a crop touches.
  bool IsMap() const { return rank() == 4; }
  int64_t batch() const { return dims_[0]; }
  int64_t channels() const { return dims_[1]; }
  int64_t height() const { return dims_[2]; }
  int64_t width() const { return dims_[3]; }

  // Product of the dimensions. Throws Error past kMaxElementCount, so that no hostile file can ask
  // for more memory than any image classifier needs.
  int64_t ElementCount() const;
  std::string ToString() const;  // "1x3x224x224"

  bool operator==(const Shape&) const = default;

 private:
  std::vector<int64_t> dims_;
};

// 2^31 elements: 8 GiB of float32.
inline constexpr int64_t kMaxElementCount = int64_t{1} << 31;

}  // namespace aqua
