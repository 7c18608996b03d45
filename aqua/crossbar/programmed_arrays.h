// What stands behind CrossbarMatrix: arrays that hold a matrix and can be read. Three of them:
// PlainMatrix is the dataflow in straight loops and judges the others, BitPlanes is fast, and
// DeviceMatrix has cells that are not ideal.
#pragma once

#include <cstdint>
#include <span>

#include "aqua/crossbar/crossbar.h"

namespace aqua::crossbar {

// What is put on the rows: positions x rows, in range of `bits`.
struct Drive {
  std::span<const int32_t> activations;
  int64_t positions = 0;
  int bits = 0;
  bool is_signed = false;
  int64_t first_position = 0;
  uint64_t image = 0;
};

class ProgrammedArrays {
 public:
  ProgrammedArrays() = default;
  ProgrammedArrays(const ProgrammedArrays&) = delete;
  ProgrammedArrays& operator=(const ProgrammedArrays&) = delete;
  virtual ~ProgrammedArrays() = default;

  virtual int64_t flipped_columns() const = 0;
  // `sums`: positions x columns, overwritten. Every count is added up by the code that does what is
  // counted.
  virtual CrossbarCounts Multiply(const Drive& drive, std::span<int64_t> sums) const = 0;
};

}  // namespace aqua::crossbar
