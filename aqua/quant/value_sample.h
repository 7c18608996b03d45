// At most 65,536 of all values that were seen, evenly spread over them: one of every 2^n cells, at
// a place of its own in each run of 2^n, drawn by a hash. The places depend on what the cells hold
// and on nothing else, so the sample is the same in whatever order, and in however many parts,
// the images come.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace aqua::quant {

class ValueSample {
 public:
  static constexpr size_t kMost = 65'536;

  // `seed`: of this image; images that differ should differ in it.
  void Add(std::span<const float> cells, uint64_t seed);
  void Merge(const ValueSample& other);

  std::vector<float> Sorted() const;

 private:
  struct Drawn {
    float value = 0;
    int level = 0;  // It is one of every 2^level cells of its image.
  };

  void Raise(int level);
  void Fit();

  int level_ = 0;
  std::vector<Drawn> drawn_;
};

}  // namespace aqua::quant
