// The inner loops, compiled once an instruction set and chosen at run time. A lane of a vector
// holds some rows of one column, so that no sum runs across lanes: 32 rows where the processor
// counts the ones of a 32-bit lane (AVX-512 VPOPCNTDQ), 64 elsewhere. BitPlanes lays its words out
// accordingly.
#pragma once

#include <cstdint>

#include "aqua/crossbar/draws.h"

namespace aqua::crossbar {

// All columns of one lane group in the arrays of one row block, read at several positions.
struct ConvertTask {
  const uint8_t* cells = nullptr;  // Slices x levels' bits x words x lanes, in words of word_bytes.
  const uint8_t* drive = nullptr;  // Positions x activation bits x words.
  const int32_t* units = nullptr;  // Positions: the unit column, shifted and added over the steps.
  const uint8_t* factors = nullptr;  // (Slices + 1) x lanes, in words: what a slice's sum counts
                                     // for, less than 0 if flipped; last, what the unit counts for.
  int64_t* totals = nullptr;         // Positions x lanes in the order of TotalOf; added to.
  int64_t positions = 0;
  int words = 0;
  int cell_bits = 0;
  int slices = 0;
  int activation_bits = 0;
  bool is_signed = false;
  bool can_clip = false;  // Whether to look for conversions past adc_max.
  int32_t adc_max = 0;
  int64_t clipped = 0;      // Out: added to.
  int64_t conversions = 0;  // Out: of each lane, added to.
};

// One row block's read of one time step by neighbouring columns whose cells are not ideal.
struct AnalogTask {
  const float* conductances = nullptr;  // Rows x `stride`, in units of one level.
  const uint64_t* drive = nullptr;      // One bit a row.
  int64_t words = 0;
  int64_t columns = 0;        // Of them, at most `stride`.
  int64_t stride = 0;         // A multiple of kAnalogStep, at most kMostAnalogColumns.
  float noise_step = 0;       // Read noise of one step of a draw (see draws.h); 0: none.
  DrawKeys keys = {};         // Of the draws of this read.
  uint32_t first_column = 0;  // What the first column's draw is numbered.
  float adc_max = 0;
  int32_t* codes = nullptr;  // Out: `stride`.
  int64_t clipped = 0;       // Out: added to.
};

constexpr int64_t kAnalogStep = 16;
constexpr int64_t kMostAnalogColumns = 64;

struct Kernels {
  const char* target = nullptr;  // The instruction set, by Highway's name.
  int word_bytes = 0;            // 4 or 8.
  int64_t lanes = 0;

  // `count` values to `bits` planes of one bit a value, a plane every `plane_bytes`; bits past the
  // last value are 0 up to the end of the plane. `ones`: how many there are in each plane.
  void (*pack_bits)(const int32_t* values, int64_t count, int bits, uint8_t* planes,
                    int64_t plane_bytes, int32_t* ones) = nullptr;
  void (*convert)(ConvertTask& task) = nullptr;
  void (*read_analog)(AnalogTask& task) = nullptr;

  // Products of odd lanes come out in a vector of their own.
  int64_t TotalOf(int64_t lane) const {
    return word_bytes == 4 ? lane % 2 * (lanes / 2) + lane / 2 : lane;
  }
};

// Of the best instruction set that this processor has.
const Kernels& BestKernels();

}  // namespace aqua::crossbar
