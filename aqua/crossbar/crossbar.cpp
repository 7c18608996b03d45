#include "aqua/crossbar/crossbar.h"

#include "aqua/core/error.h"
#include "aqua/crossbar/bit_planes.h"
#include "aqua/crossbar/device_matrix.h"
#include "aqua/crossbar/layout.h"
#include "aqua/crossbar/plain_matrix.h"

namespace aqua::crossbar {
namespace {

constexpr int kMostBits = 16;

// The first value that is not of `bits`, or the size.
size_t FirstOutOfRange(std::span<const int32_t> values, int bits, bool is_signed) {
  const uint32_t bias = is_signed ? uint32_t{1} << (bits - 1) : 0;
  const auto excess = [&](int32_t value) { return (static_cast<uint32_t>(value) + bias) >> bits; };
  // Without a branch: nearly always there is none.
  uint32_t any = 0;
  for (const int32_t value : values) any |= excess(value);
  if (any == 0) return values.size();
  size_t at = 0;
  while (excess(values[at]) == 0) ++at;
  return at;
}

void CheckWeights(std::span<const int32_t> weights, const Layout& layout) {
  AQUA_CHECK_EQ(static_cast<int64_t>(weights.size()), layout.rows * layout.columns);
  const size_t at = FirstOutOfRange(weights, layout.weight_bits, true);
  if (at == weights.size()) return;
  const auto place = static_cast<int64_t>(at);
  throw Error("crossbar: weight {} of column {}, row {} does not fit {} signed bits", weights[at],
              place / layout.rows, place % layout.rows, layout.weight_bits);
}

void CheckDrive(const Drive& drive, const Layout& layout) {
  if (drive.bits < 1 || drive.bits > kMostBits) {
    throw Error("crossbar: {} activation bits; give 1 to {}", drive.bits, kMostBits);
  }
  AQUA_CHECK(drive.positions >= 0 && drive.first_position >= 0);
  AQUA_CHECK_EQ(static_cast<int64_t>(drive.activations.size()), drive.positions * layout.rows);
  const size_t at = FirstOutOfRange(drive.activations, drive.bits, drive.is_signed);
  if (at == drive.activations.size()) return;
  const auto place = static_cast<int64_t>(at);
  throw Error("crossbar: activation {} at position {}, row {} does not fit {} {} bits",
              drive.activations[at], place / layout.rows, place % layout.rows, drive.bits,
              drive.is_signed ? "signed" : "unsigned");
}

std::unique_ptr<const ProgrammedArrays> Program(std::span<const int32_t> weights,
                                                const Layout& layout,
                                                const NonIdealities& devices) {
  if (!devices.AreIdeal()) return std::make_unique<DeviceMatrix>(weights, layout, devices);
  if (BitPlanes::CanHold(layout)) return std::make_unique<BitPlanes>(weights, layout);
  return std::make_unique<PlainMatrix>(weights, layout);
}

}  // namespace

bool NonIdealities::AreIdeal() const {
  return conductance_spread == 0 && stuck_low_share == 0 && stuck_high_share == 0 &&
         read_noise_lsb == 0 && on_off_ratio == 0;
}

CrossbarCounts& CrossbarCounts::operator+=(const CrossbarCounts& other) {
  array_reads += other.array_reads;
  adc_conversions += other.adc_conversions;
  adc_idle_conversions += other.adc_idle_conversions;
  unit_conversions += other.unit_conversions;
  dac_conversions += other.dac_conversions;
  active_rows += other.active_rows;
  clipped_conversions += other.clipped_conversions;
  return *this;
}

struct CrossbarMatrix::Arrays {
  Layout layout;
  std::unique_ptr<const ProgrammedArrays> programmed;
};

CrossbarMatrix::CrossbarMatrix(std::span<const int32_t> weights, int64_t rows, int64_t columns,
                               int weight_bits, const CrossbarSpec& spec) {
  const Layout layout = PlanLayout(rows, columns, weight_bits, spec);
  CheckWeights(weights, layout);
  arrays_ = std::make_unique<Arrays>(Arrays{layout, Program(weights, layout, spec.devices)});
}

CrossbarMatrix::~CrossbarMatrix() = default;
CrossbarMatrix::CrossbarMatrix(CrossbarMatrix&&) noexcept = default;
CrossbarMatrix& CrossbarMatrix::operator=(CrossbarMatrix&&) noexcept = default;

int64_t CrossbarMatrix::row_blocks() const { return arrays_->layout.row_blocks; }

int64_t CrossbarMatrix::crossbars() const { return arrays_->layout.crossbars(); }

int64_t CrossbarMatrix::used_columns() const {
  return arrays_->layout.row_blocks * arrays_->layout.cell_columns();
}

int64_t CrossbarMatrix::flipped_columns() const { return arrays_->programmed->flipped_columns(); }

CrossbarCounts CrossbarMatrix::Multiply(std::span<const int32_t> activations, int64_t positions,
                                        int activation_bits, bool activations_signed,
                                        std::span<int64_t> sums, int64_t first_position,
                                        uint64_t image) const {
  const Layout& layout = arrays_->layout;
  const Drive drive = {activations,        positions,      activation_bits,
                       activations_signed, first_position, image};
  CheckDrive(drive, layout);
  AQUA_CHECK_EQ(static_cast<int64_t>(sums.size()), positions * layout.columns);
  if (positions == 0) return {};
  return arrays_->programmed->Multiply(drive, sums);
}

}  // namespace aqua::crossbar
