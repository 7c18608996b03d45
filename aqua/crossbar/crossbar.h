// ISAAC bit by bit: one weight matrix programmed into 2-bit cells, activations entering one bit a
// time step on the rows, every column of every array converted, clipped, shifted and added.
// Dataflow and encoding: ISAAC (ISCA 2016), section V. In integers throughout; with ideal cells and
// an ADC wide enough the sums are exactly the integer product.
//   weight + 2^(weight_bits - 1) is stored unsigned, cut into slices of cell_bits, a cell each,
//   side by side in one row; the bias comes off by the unit column, which yields the sum of the
//   inputs. A column whose largest possible sum would need the ADC's top bit is stored flipped
//   (2^cell_bits - 1 - cell): sum(a * cell) = (2^cell_bits - 1) * sum(a) - sum(a * flipped).
//   Signed activations are two's complement: the last bit's sums are subtracted.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace aqua::crossbar {

// How real devices differ from ideal ones. All zero: ideal. Everything is drawn from the seed.
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
  bool keeps_weights_whole = false;  // The mapping's column rule.
  NonIdealities devices;
};

// Counted where they happen, named as Isaac::Event names them.
struct CrossbarCounts {
  int64_t array_reads = 0;
  int64_t adc_conversions = 0;
  int64_t adc_idle_conversions = 0;
  int64_t unit_conversions = 0;
  int64_t dac_conversions = 0;
  int64_t active_rows = 0;          // DAC conversions of a 1.
  int64_t clipped_conversions = 0;  // That saturated the ADC.

  CrossbarCounts& operator+=(const CrossbarCounts& other);
  bool operator==(const CrossbarCounts&) const = default;
};

// One group's weights in arrays. Programmed once, then const and safe from several threads.
class CrossbarMatrix {
 public:
  // `weights`: columns x rows, signed of `weight_bits`. Throws Error for a spec out of range: rows
  // or columns of 0, an ADC of 0 bits or more than 16, cells of 0 or more than 4 bits, negative or
  // infinite non-idealities, shares that sum to more than 1.
  CrossbarMatrix(std::span<const int32_t> weights, int64_t rows, int64_t columns, int weight_bits,
                 const CrossbarSpec& spec);
  ~CrossbarMatrix();
  CrossbarMatrix(CrossbarMatrix&&) noexcept;
  CrossbarMatrix& operator=(CrossbarMatrix&&) noexcept;

  int64_t crossbars() const;
  int64_t used_columns() const;
  int64_t flipped_columns() const;

  // `activations`: positions x rows of `activation_bits`. `sums`: positions x columns, overwritten.
  // Returns what happened. `first_position` makes the read noise of a position the same however the
  // positions are split into calls.
  CrossbarCounts Multiply(std::span<const int32_t> activations, int64_t positions,
                          int activation_bits, bool activations_signed, std::span<int64_t> sums,
                          int64_t first_position = 0) const;

 private:
  class Arrays;
  std::unique_ptr<Arrays> arrays_;
};

}  // namespace aqua::crossbar
