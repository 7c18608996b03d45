#include "aqua/accel/event_counts.h"

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {

CountTable::CountTable(size_t layer_count, size_t column_count)
    : layer_count_(layer_count),
      column_count_(column_count),
      counts_(layer_count * column_count, 0) {}

std::span<int64_t> CountTable::Layer(size_t index) {
  AQUA_CHECK(index < layer_count_);
  return std::span(counts_).subspan(index * column_count_, column_count_);
}

std::span<const int64_t> CountTable::Layer(size_t index) const {
  AQUA_CHECK(index < layer_count_);
  return std::span(counts_).subspan(index * column_count_, column_count_);
}

int64_t CountTable::Sum(size_t column) const {
  AQUA_CHECK(column < column_count_);
  int64_t sum = 0;
  for (size_t layer = 0; layer < layer_count_; ++layer) {
    sum = CheckedSum(sum, Layer(layer)[column]);
  }
  return sum;
}

}  // namespace aqua::accel
