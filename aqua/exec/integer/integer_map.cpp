#include "aqua/exec/integer/integer_map.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::exec {
namespace {

// Below this, waking the threads may take longer than the copies.
constexpr int64_t kValuesWorthThreads = 1 << 19;

// The rows of one position, whose first tap is at `corner`.
void GatherPosition(const IntegerMap& map, const layers::Workload& work, const int32_t* corner,
                    int32_t* rows) {
  const int64_t to_right = work.dilation_width * map.channels;
  const int64_t down = work.dilation_height * map.width * map.channels;
  // Neighbouring taps of a kernel without gaps lie side by side.
  const bool is_dense = work.dilation_width == 1;
  const int64_t runs = is_dense ? 1 : work.kernel_width;
  const int64_t run = is_dense ? work.kernel_width * map.channels : map.channels;
  for (int64_t i = 0; i < work.kernel_height; ++i) {
    for (int64_t j = 0; j < runs; ++j) {
      rows = std::copy_n(corner + i * down + j * to_right, run, rows);
    }
  }
}

}  // namespace

IntegerMap ReadChannelsLast(std::span<const int32_t> planes, int64_t channels, const Window& held,
                            const Window& read) {
  AQUA_CHECK_EQ(static_cast<int64_t>(planes.size()), channels * held.area());
  IntegerMap map{channels, read.height(), read.width(), {}};
  map.values.resize(static_cast<size_t>(channels * read.area()));
  const Window both = Intersect(held, read);
  if (both.area() == 0) return map;
  for (int64_t row = both.rows.begin; row < both.rows.end; ++row) {
    int32_t* to = map.values.data() + ((row - read.rows.begin) * map.width +
                                       (both.columns.begin - read.columns.begin)) *
                                          channels;
    const int32_t* from = planes.data() + (row - held.rows.begin) * held.width() +
                          (both.columns.begin - held.columns.begin);
    for (int64_t channel = 0; channel < channels; ++channel, ++to, from += held.area()) {
      for (int64_t x = 0; x < both.width(); ++x) to[x * channels] = from[x];
    }
  }
  return map;
}

bool RowsAreCells(const layers::Workload& work) {
  return work.kernel_height == 1 && work.kernel_width == 1 && work.stride_height == 1 &&
         work.stride_width == 1;
}

void GatherRows(const IntegerMap& map, const layers::Workload& work,
                std::span<const int64_t> positions, std::span<int32_t> rows) {
  const auto count = static_cast<int64_t>(positions.size());
  AQUA_CHECK_EQ(map.channels, work.input_channels);
  AQUA_CHECK_EQ(static_cast<int64_t>(rows.size()), count * work.rows());
#pragma omp parallel for if (count * work.rows() > kValuesWorthThreads)
  for (int64_t i = 0; i < count; ++i) {
    const int64_t position = positions[static_cast<size_t>(i)];
    const int64_t y = position / work.output_width * work.stride_height;
    const int64_t x = position % work.output_width * work.stride_width;
    GatherPosition(map, work, map.values.data() + (y * map.width + x) * map.channels,
                   rows.data() + i * work.rows());
  }
}

}  // namespace aqua::exec
