// Where every buffer of a program lies in one block of memory: two buffers share bytes when they
// are never alive at the same time.
#pragma once

#include <cstdint>
#include <vector>

namespace aqua::exec::onednn {

// A buffer is alive from the step that writes it to the last step that reads it, both included.
struct Buffer {
  int64_t bytes = 0;
  int first_step = 0;
  int last_step = 0;
};

struct ArenaLayout {
  std::vector<int64_t> offsets;  // By buffer, multiples of 64 bytes.
  int64_t bytes = 0;
};

// Largest buffers first, each at the lowest offset that is free over its life.
ArenaLayout LayOutArena(const std::vector<Buffer>& buffers);

}  // namespace aqua::exec::onednn
