#include "aqua/core/codebook.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "aqua/core/error.h"

namespace aqua {

int Codebook::CodeBits() const {
  AQUA_CHECK(!empty());
  return std::max(1, static_cast<int>(std::bit_width(levels.size() - 1)));
}

int32_t Codebook::Quantize(float value) const {
  AQUA_CHECK(!empty() && starts.size() == levels.size());
  const auto past = std::upper_bound(starts.begin() + 1, starts.end(), value);
  return levels[static_cast<size_t>(past - starts.begin()) - 1];
}

Codebook Codebook::Scaled(int exponent) const {
  Codebook scaled = *this;
  for (float& start : scaled.starts) start = std::ldexp(start, exponent);
  return scaled;
}

std::string CodebookFault(const Codebook& codebook, const FixedPoint& format) {
  const size_t count = codebook.levels.size();
  if (codebook.starts.size() != count) {
    return fmt::format("{} starts for {} levels, expected one a level", codebook.starts.size(),
                       count);
  }
  for (size_t i = 0; i < count; ++i) {
    const int32_t level = codebook.levels[i];
    if (level < format.Least() || level > format.Most()) {
      return fmt::format("level {}, expected {} to {}", level, format.Least(), format.Most());
    }
    if (!std::isfinite(codebook.starts[i])) return "a start that is not finite";
    if (i == 0) continue;
    if (!(codebook.starts[i - 1] < codebook.starts[i])) return "starts that do not ascend";
    if (codebook.levels[i - 1] > level) return "levels that do not ascend";
  }
  return "";
}

void Quantize(std::span<const float> values, const Codebook& codebook, std::span<int32_t> result) {
  AQUA_CHECK_EQ(values.size(), result.size());
  std::transform(values.begin(), values.end(), result.begin(),
                 [&](float value) { return codebook.Quantize(value); });
}

}  // namespace aqua
