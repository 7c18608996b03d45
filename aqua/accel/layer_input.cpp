#include "aqua/accel/layer_input.h"

#include <algorithm>

#include "aqua/accel/work_parts.h"
#include "aqua/core/error.h"

namespace aqua::accel {

void CheckLowBitReads(const layers::Workload& work, std::span<const LowBitReads> low_bits) {
  const std::vector<WorkPart> parts = PartsOf(work);
  size_t low_parts = 0;
  for (const WorkPart& part : parts) {
    if (part.activation_bits == work.activation_bits) continue;
    ++low_parts;
    const auto found = std::find_if(
        low_bits.begin(), low_bits.end(),
        [&](const LowBitReads& reads) { return reads.activation_bits == part.activation_bits; });
    AQUA_CHECK(found != low_bits.end());
    AQUA_CHECK_EQ(static_cast<int64_t>(found->positions.size()), part.positions);
    AQUA_CHECK(std::is_sorted(found->positions.begin(), found->positions.end()));
    AQUA_CHECK(found->positions.front() >= 0 && found->positions.back() < work.positions());
    AQUA_CHECK(found->shift >= 0 && found->shift < 32);
  }
  AQUA_CHECK_EQ(low_bits.size(), low_parts);
}

}  // namespace aqua::accel
