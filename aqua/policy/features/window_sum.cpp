#include "aqua/policy/features/window_sum.h"

#include <array>

namespace aqua::policy {
namespace {

constexpr int64_t kLanes = 8;

float RowSum(const float* values, int64_t size) {
  std::array<float, kLanes> lanes{};
  int64_t i = 0;
  for (; i + kLanes <= size; i += kLanes) {
    for (int64_t lane = 0; lane < kLanes; ++lane) lanes[lane] += values[i + lane];
  }
  float sum = 0;
  for (; i < size; ++i) sum += values[i];
  for (const float lane : lanes) sum += lane;
  return sum;
}

}  // namespace

double WindowSum(const std::vector<float>& plane, int64_t plane_width, const Window& window) {
  double sum = 0;
  for (int64_t y = window.rows.begin; y < window.rows.end; ++y) {
    sum += RowSum(plane.data() + y * plane_width + window.columns.begin, window.width());
  }
  return sum;
}

double WindowMean(const std::vector<float>& plane, int64_t plane_width, const Window& window) {
  return WindowSum(plane, plane_width, window) / static_cast<double>(window.area());
}

}  // namespace aqua::policy
