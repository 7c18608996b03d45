#include "aqua/exec/onednn/arena.h"

#include <gtest/gtest.h>

#include <random>

namespace aqua::exec::onednn {
namespace {

TEST(Arena, BuffersAliveTogetherNeverOverlap) {
  std::mt19937 random(1);
  std::vector<Buffer> buffers;
  for (int i = 0; i < 200; ++i) {
    const int first = static_cast<int>(random() % 50);
    buffers.push_back(
        {static_cast<int64_t>(random() % 1000), first, first + static_cast<int>(random() % 8)});
  }
  const ArenaLayout layout = LayOutArena(buffers);
  for (size_t a = 0; a < buffers.size(); ++a) {
    EXPECT_EQ(layout.offsets[a] % 64, 0);
    EXPECT_LE(layout.offsets[a] + buffers[a].bytes, layout.bytes);
    for (size_t b = 0; b < a; ++b) {
      const bool together = buffers[a].first_step <= buffers[b].last_step &&
                            buffers[b].first_step <= buffers[a].last_step;
      const bool apart = layout.offsets[a] + buffers[a].bytes <= layout.offsets[b] ||
                         layout.offsets[b] + buffers[b].bytes <= layout.offsets[a];
      EXPECT_TRUE(!together || apart) << a << " and " << b;
    }
  }
}

TEST(Arena, AChainNeedsTwoBuffersOfMemory) {
  std::vector<Buffer> chain;
  for (int step = 0; step < 10; ++step) chain.push_back({640, step, step + 1});
  EXPECT_EQ(LayOutArena(chain).bytes, 2 * 640);
}

}  // namespace
}  // namespace aqua::exec::onednn
