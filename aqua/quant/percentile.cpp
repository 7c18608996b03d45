#include "aqua/quant/percentile.h"

#include <cmath>

namespace aqua::quant {

int64_t CountPast(int64_t count, double percentile) {
  constexpr double kAll = 100;
  constexpr double kRounding = 1e-15;  // Of percentile, relative to kAll.
  const auto values = static_cast<double>(count);
  return static_cast<int64_t>(std::floor(values * ((kAll - percentile) / kAll + kRounding)));
}

}  // namespace aqua::quant
