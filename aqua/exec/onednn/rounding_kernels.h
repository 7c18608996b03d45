// Loops that round floats to fixed point, compiled once an instruction set and chosen at run time.
// A result goes out as a float, integer * unit, or as one byte, signed or not.
#pragma once

#include <cstdint>

namespace aqua::exec::onednn {

// Rounds v to nearest(v * scale), ties to even, kept within least and most.
struct RoundTask {
  float scale = 1;
  float least = 0;
  float most = 0;
};

// A codebook: v becomes `first` and the rises of all starts that it has reached. All are integers
// of 16 bits, and so is every sum.
struct CodebookTask {
  float first = 0;
  const float* starts = nullptr;
  const float* rises = nullptr;
  int64_t count = 0;
};

// A border format (core/border_format.h). Values are whole cells, channels innermost. All integers
// are below 2^24.
struct BorderTask {
  float scale = 1;                // v - shifts[channel] goes to steps of the border's,
  const float* shifts = nullptr;  // By channel, as are those below.
  const float* least = nullptr;   // kept within these;
  const float* most = nullptr;
  float ratio = 1;                 // a step is so many of the centre's,
  const float* offsets = nullptr;  // and the offset is added.
  int64_t channels = 0;
};

// Every function takes `count` values. Those that write floats hand on a NaN; those that write
// bytes return whether all values were finite, and write some integer for what is not.
struct RoundingKernels {
  void (*round)(const RoundTask&, const float* values, int64_t count, float unit, float* out);
  bool (*round_to_bytes)(const RoundTask&, const float* values, int64_t count, uint8_t* out);
  void (*code)(const CodebookTask&, const float* values, int64_t count, float unit, float* out);
  bool (*code_to_bytes)(const CodebookTask&, const float* values, int64_t count, uint8_t* out);
  void (*border)(const BorderTask&, const float* values, int64_t count, float unit, float* out);
  bool (*border_to_bytes)(const BorderTask&, const float* values, int64_t count, uint8_t* out);
};

const RoundingKernels& BestRoundingKernels();

}  // namespace aqua::exec::onednn
