// ISAAC bit by bit: one weight matrix programmed into 2-bit cells, activations entering one bit a
// time step on the rows, every column of every array converted, clipped, shifted and added.
// Dataflow and encoding: ISAAC (ISCA 2016), section V. In integers throughout; with ideal cells and
// an ADC wide enough the sums are exactly the integer product.
//   weight + 2^(weight_bits - 1) is stored unsigned, cut into slices of cell_bits, a cell each,
//   side by side in one row; the bias comes off by the unit column, a column of ones in every array
//   whose conversion yields the number of driven rows. A column whose cells sum to more than half
//   of what they could (the ADC's uppermost bit, in a full array) is stored flipped (2^cell_bits -
//   1 - cell): sum(a * cell) = (2^cell_bits - 1) * sum(a) - sum(a * flipped). So 128 rows of 2-bit
//   cells need 8 bits of ADC, and 9 without flips. Rows and columns of an array that hold no
//   weights hold no cells. Signed activations are two's complement: the last bit's sums are
//   subtracted.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace aqua::crossbar {

// How real devices differ from ideal ones. All zero: ideal. Conductances are in units in which one
// level is 1. Devices are drawn from the seed by row and column of the matrix, read noise by image,
// position, row block, time step and column: results do not depend on threads, split or processor.
// Matrices of one seed draw alike, so give each its own.
//   Cells of the unit columns, at level 1, are devices like all others.
//   A finite on/off ratio makes a cell at level l conduct l + o with o = (2^cell_bits - 1) /
//   (ratio - 1). The periphery knows o: it takes the number of driven rows to be the unit column's
//   code / (1 + o), rounded, and takes o times that, rounded, off every code of the array. What is
//   left is rounding, and the ADC's range that o uses up.
//   The ADC rounds to the nearest code from 0 to 2^adc_bits - 1.
//   Wires have no resistance.
struct NonIdealities {
  double conductance_spread = 0;  // Standard deviation of a cell's conductance, relative to it.
  double stuck_low_share = 0;     // Share of cells that stay at level 0.
  double stuck_high_share = 0;    // Share of cells that stay at the highest level.
  double read_noise_lsb = 0;      // Standard deviation of a conversion, in units of one level.
  double on_off_ratio = 0;        // Highest over lowest conductance; 0: infinite.
  uint64_t seed = 1;

  bool AreIdeal() const;
};

struct CrossbarSpec {
  int64_t array_rows = 128;
  int64_t array_columns = 128;
  int cell_bits = 2;
  int adc_bits = 8;
  bool flips_columns = true;
  // The mapping's column rule. It says which array a column lies in, hence how many arrays there
  // are and which unit column serves a weight.
  bool keeps_weights_whole = false;
  NonIdealities devices = {};
};

// What happened, named as Isaac::Event names it. No count is worked out from the sizes of a call:
// each is added up where the work is driven. Conversions of columns with weights are added with
// every pass of a kernel over some columns at one position of one row block, so a pass left out is
// missing from them. Reads, DAC conversions and idle conversions need no arithmetic: they are added
// a time step at a time where the rows of a row block's arrays are driven, as are the unit columns
// of ideal cells.
struct CrossbarCounts {
  int64_t array_reads = 0;           // One array, one time step.
  int64_t adc_conversions = 0;       // Of columns that hold weights.
  int64_t adc_idle_conversions = 0;  // Of an array's other columns, the unit column apart.
  int64_t unit_conversions = 0;
  int64_t dac_conversions = 0;      // Every row of an array that is read.
  int64_t active_rows = 0;          // DAC conversions of a 1.
  int64_t clipped_conversions = 0;  // Of columns with weights and unit columns: past the last code.

  CrossbarCounts& operator+=(const CrossbarCounts& other);
  bool operator==(const CrossbarCounts&) const = default;
};

// One group's weights in arrays. Programmed once, then const and safe from several threads.
class CrossbarMatrix {
 public:
  // `weights`: columns x rows, signed of `weight_bits`. Throws Error for a spec out of range: rows
  // or columns of 0 or absurdly many, weights of 0 bits or more than 16 or past their bits, an ADC
  // of 0 bits or more than 16, cells of 0 or more than 4 bits, negative or infinite non-idealities,
  // shares that sum to more than 1, an on/off ratio of 1 or less, weights kept whole that are wider
  // than an array, cells that are not ideal and take more than 1 GiB.
  CrossbarMatrix(std::span<const int32_t> weights, int64_t rows, int64_t columns, int weight_bits,
                 const CrossbarSpec& spec);
  ~CrossbarMatrix();
  CrossbarMatrix(CrossbarMatrix&&) noexcept;
  CrossbarMatrix& operator=(CrossbarMatrix&&) noexcept;

  int64_t row_blocks() const;  // Arrays that the rows of one column lie in.
  int64_t crossbars() const;
  int64_t used_columns() const;     // Of all arrays together.
  int64_t flipped_columns() const;  // Of them.

  // `activations`: positions x rows of `activation_bits`. `sums`: positions x columns, overwritten.
  // Returns what happened. Read noise is drawn by the seed, `image` and the number of the position:
  // `first_position`, the number of the call's first, makes it the same however the positions of an
  // image are split into calls; `image`, any number of the caller's, makes the noise of one image
  // independent of another's, whose positions start at 0 as well. The same numbers reproduce the
  // same noise; cells do not depend on them. Throws Error for other than 1 to 16 bits and for
  // activations past them.
  CrossbarCounts Multiply(std::span<const int32_t> activations, int64_t positions,
                          int activation_bits, bool activations_signed, std::span<int64_t> sums,
                          int64_t first_position = 0, uint64_t image = 0) const;

 private:
  struct Arrays;
  std::unique_ptr<Arrays> arrays_;
};

}  // namespace aqua::crossbar
