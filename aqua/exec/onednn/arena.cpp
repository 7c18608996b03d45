#include "aqua/exec/onednn/arena.h"

#include <algorithm>
#include <numeric>

namespace aqua::exec::onednn {
namespace {

constexpr int64_t kAlignmentBytes = 64;

int64_t RoundUp(int64_t bytes) {
  return (bytes + kAlignmentBytes - 1) / kAlignmentBytes * kAlignmentBytes;
}

bool AliveTogether(const Buffer& a, const Buffer& b) {
  return a.first_step <= b.last_step && b.first_step <= a.last_step;
}

// The lowest gap of `bytes` between the occupied stretches, which are sorted by begin.
int64_t LowestGap(const std::vector<std::pair<int64_t, int64_t>>& occupied, int64_t bytes) {
  int64_t offset = 0;
  for (const auto& [begin, end] : occupied) {
    if (begin - offset >= bytes) break;
    offset = std::max(offset, end);
  }
  return offset;
}

}  // namespace

ArenaLayout LayOutArena(const std::vector<Buffer>& buffers) {
  std::vector<size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return buffers[a].bytes > buffers[b].bytes; });
  ArenaLayout layout;
  layout.offsets.assign(buffers.size(), 0);
  std::vector<size_t> placed;
  for (const size_t index : order) {
    std::vector<std::pair<int64_t, int64_t>> occupied;
    for (const size_t other : placed) {
      if (!AliveTogether(buffers[index], buffers[other])) continue;
      const int64_t begin = layout.offsets[other];
      occupied.emplace_back(begin, begin + RoundUp(buffers[other].bytes));
    }
    std::sort(occupied.begin(), occupied.end());
    const int64_t bytes = RoundUp(buffers[index].bytes);
    layout.offsets[index] = LowestGap(occupied, bytes);
    layout.bytes = std::max(layout.bytes, layout.offsets[index] + bytes);
    placed.push_back(index);
  }
  return layout;
}

}  // namespace aqua::exec::onednn
