#include "aqua/crossbar/device_matrix.h"

#include <algorithm>
#include <cmath>
#include <new>

#include "aqua/core/error.h"
#include "aqua/crossbar/draws.h"

namespace aqua::crossbar {
namespace {

// So that a tile's conductances are read from the first caches more often than from memory.
constexpr int64_t kPositionsAtOnce = 32;
constexpr int64_t kWordRows = 64;
constexpr int kMostBits = 16;
constexpr int64_t kMostBytes = int64_t{1} << 30;

int64_t RoundUp(int64_t columns) { return (columns + kAnalogStep - 1) / kAnalogStep * kAnalogStep; }

const Layout& Fitting(const Layout& layout) {
  DeviceMatrix::CheckFits(layout);
  return layout;
}

}  // namespace

// What one row block is read with, for kPositionsAtOnce positions.
struct DeviceMatrix::Scratch {
  alignas(64) int32_t codes[kMostAnalogColumns] = {};  // Of a tile's columns in one time step.
  int64_t merged[kMostAnalogColumns] = {};  // The same, shifted and added over the steps.
  int64_t row_block = 0;
  int64_t first_position = 0;  // Of the call.
  int64_t first_draw = 0;      // The number of the call's first position.
  int64_t positions = 0;
  int64_t words = 0;            // Of one time step.
  std::vector<uint64_t> drive;  // Positions x steps x words.
  // Positions x column blocks: rows driven as the unit column tells, and what cells at level 0 add
  // to a column by that; both shifted and added over the steps.
  std::vector<int64_t> units;
  std::vector<int64_t> offsets;
  CrossbarCounts counts;
};

DeviceMatrix::DeviceMatrix(std::span<const int32_t> weights, const Layout& layout,
                           const NonIdealities& devices)
    : layout_(Fitting(layout)),
      devices_(devices),
      kernels_(&BestKernels()),
      flipped_(layout.row_blocks * layout.cell_columns()) {
  if (devices.on_off_ratio > 0) offset_ = layout.highest_level() / (devices.on_off_ratio - 1);
  LayOutPlaces();
  LayOutTiles();
  for (const Tile& tile : tiles_) {
    for (int64_t block = 0; block < layout_.row_blocks; ++block) ProgramTile(weights, tile, block);
  }
}

void DeviceMatrix::CheckFits(const Layout& layout) {
  const int64_t row_cells = RoundUp(layout.column_blocks) + RoundUp(layout.cell_columns());
  const int64_t bytes = layout.rows * row_cells * static_cast<int64_t>(sizeof(float)) +
                        layout.cell_columns() * static_cast<int64_t>(sizeof(Place));
  if (bytes <= kMostBytes) return;
  throw Error(
      "crossbar: the cells of {} rows x {} columns of weights take {} bytes with devices that are "
      "not ideal; at most {} (1 GiB) are given to one matrix; simulate fewer layers, or this one "
      "with ideal devices",
      layout.rows, layout.columns, bytes, kMostBytes);
}

void DeviceMatrix::LayOutPlaces() {
  for (int64_t cell_column = 0; cell_column < layout_.cell_columns(); ++cell_column) {
    const int64_t slice = cell_column % layout_.slices;
    places_.push_back({cell_column / layout_.slices, layout_.ColumnBlockOf(cell_column),
                       int64_t{1} << (slice * layout_.cell_bits),
                       slice == layout_.slices - 1 ? layout_.weight_bias() : 0});
  }
}

void DeviceMatrix::LayOutTiles() {
  int64_t conductance_count = 0;
  const auto lay_out = [&](int64_t first, int64_t end, bool holds_units) {
    for (; first < end; first += kMostAnalogColumns) {
      const int64_t columns = std::min(kMostAnalogColumns, end - first);
      const int64_t stride = RoundUp(columns);
      tiles_.push_back({first, columns, stride, conductance_count, holds_units});
      conductance_count += layout_.rows * stride;
    }
  };
  lay_out(0, layout_.column_blocks, true);
  lay_out(layout_.column_blocks, layout_.column_blocks + layout_.cell_columns(), false);
  conductances_ = hwy::AllocateAligned<float>(static_cast<size_t>(conductance_count));
  if (conductances_ == nullptr) throw std::bad_alloc();
  std::fill_n(conductances_.get(), conductance_count, 0.0F);
}

void DeviceMatrix::ProgramTile(std::span<const int32_t> weights, const Tile& tile,
                               int64_t row_block) {
  const int64_t row_count = layout_.RowsIn(row_block);
  const int64_t first_row = row_block * layout_.array_rows;
  std::vector<uint8_t> levels(row_count, 1);
  for (int64_t i = 0; i < tile.columns; ++i) {
    const int64_t column = tile.first_column + i;
    if (!tile.holds_units) {
      ProgramLevels(weights, column - layout_.column_blocks, row_block, levels);
    }
    for (int64_t row = 0; row < row_count; ++row) {
      conductances_[tile.conductances_at + (first_row + row) * tile.stride + i] =
          ConductanceOf(levels[row], first_row + row, column);
    }
  }
}

void DeviceMatrix::ProgramLevels(std::span<const int32_t> weights, int64_t cell_column,
                                 int64_t row_block, std::vector<uint8_t>& levels) {
  const int64_t shift = cell_column % layout_.slices * layout_.cell_bits;
  const int64_t row_count = layout_.RowsIn(row_block);
  const int32_t* column_weights =
      &weights[cell_column / layout_.slices * layout_.rows + row_block * layout_.array_rows];
  int64_t level_sum = 0;
  for (int64_t row = 0; row < row_count; ++row) {
    const int64_t stored = column_weights[row] + layout_.weight_bias();
    levels[row] = (stored >> shift) & layout_.highest_level();
    level_sum += levels[row];
  }
  if (!layout_.IsFlipped(level_sum, row_count)) return;
  for (uint8_t& level : levels) level = static_cast<uint8_t>(layout_.highest_level() - level);
  flipped_[row_block * layout_.cell_columns() + cell_column] = 1;
  ++flipped_columns_;
}

float DeviceMatrix::ConductanceOf(int level, int64_t row, int64_t column) const {
  const auto column_number = static_cast<uint32_t>(column);
  double conductance = level + offset_;
  if (devices_.stuck_low_share > 0 || devices_.stuck_high_share > 0) {
    const double draw = UniformDraw(KeysOf(devices_.seed, DrawKind::kStuck, row), column_number);
    if (draw < devices_.stuck_low_share) {
      conductance = offset_;
    } else if (draw < devices_.stuck_low_share + devices_.stuck_high_share) {
      conductance = layout_.highest_level() + offset_;
    }
  }
  if (devices_.conductance_spread > 0) {
    const double draw =
        NormalDraw(KeysOf(devices_.seed, DrawKind::kSpread, row), column_number) / kDrawDeviation;
    conductance *= std::max(0.0, 1 + devices_.conductance_spread * draw);
  }
  return static_cast<float>(conductance);
}

CrossbarCounts DeviceMatrix::Multiply(const Drive& drive, std::span<int64_t> sums) const {
  Scratch scratch;
  const int64_t positions = std::min(drive.positions, kPositionsAtOnce);
  scratch.units.resize(positions * layout_.column_blocks);
  scratch.offsets.resize(positions * layout_.column_blocks);
  std::fill(sums.begin(), sums.end(), 0);
  for (int64_t first = 0; first < drive.positions; first += kPositionsAtOnce) {
    scratch.first_position = first;
    scratch.first_draw = drive.first_position + first;
    scratch.positions = std::min(kPositionsAtOnce, drive.positions - first);
    for (int64_t block = 0; block < layout_.row_blocks; ++block) {
      scratch.row_block = block;
      Pack(drive, scratch);
      for (const Tile& tile : tiles_) {
        if (tile.holds_units) {
          ReadUnits(drive, tile, scratch);
        } else {
          ReadCells(drive, tile, scratch, sums);
        }
      }
    }
  }
  return scratch.counts;
}

void DeviceMatrix::Pack(const Drive& drive, Scratch& scratch) const {
  const int64_t row_count = layout_.RowsIn(scratch.row_block);
  scratch.words = (row_count + kWordRows - 1) / kWordRows;
  const int64_t position_words = drive.bits * scratch.words;
  scratch.drive.resize(scratch.positions * position_words);
  for (int64_t i = 0; i < scratch.positions; ++i) {
    const int64_t first =
        (scratch.first_position + i) * layout_.rows + scratch.row_block * layout_.array_rows;
    int32_t driven[kMostBits];
    kernels_->pack_bits(&drive.activations[first], row_count, drive.bits,
                        reinterpret_cast<uint8_t*>(&scratch.drive[i * position_words]),
                        scratch.words * static_cast<int64_t>(sizeof(uint64_t)), driven);
    CountReads(std::span(driven, drive.bits), scratch.counts);
  }
}

// Of the row block's arrays at one position. Columns without weights have nothing to convert: they
// are counted here.
void DeviceMatrix::CountReads(std::span<const int32_t> driven_rows, CrossbarCounts& counts) const {
  for (const int64_t driven : driven_rows) {
    counts.array_reads += layout_.column_blocks;
    counts.dac_conversions += layout_.array_rows * layout_.column_blocks;
    counts.active_rows += driven * layout_.column_blocks;
    counts.adc_idle_conversions += layout_.idle_columns();
  }
}

// Leaves the codes in scratch.
void DeviceMatrix::ReadStep(const Drive& drive, const Tile& tile, int64_t position, int step,
                            Scratch& scratch) const {
  AnalogTask task;
  task.conductances =
      &conductances_[tile.conductances_at + scratch.row_block * layout_.array_rows * tile.stride];
  task.drive = &scratch.drive[(position * drive.bits + step) * scratch.words];
  task.words = scratch.words;
  task.columns = tile.columns;
  task.stride = tile.stride;
  task.adc_max = static_cast<float>(layout_.adc_max);
  task.first_column = static_cast<uint32_t>(tile.first_column);
  task.codes = scratch.codes;
  if (devices_.read_noise_lsb > 0) {
    task.noise_step = static_cast<float>(devices_.read_noise_lsb / kDrawDeviation);
    const int64_t read = (scratch.first_draw + position) * layout_.row_blocks + scratch.row_block;
    task.keys = KeysOf(SeedOfImage(devices_.seed, drive.image), DrawKind::kReadNoise, read, step);
  }
  kernels_->read_analog(task);
  CrossbarCounts& counts = scratch.counts;
  (tile.holds_units ? counts.unit_conversions : counts.adc_conversions) += tile.columns;
  counts.clipped_conversions += task.clipped;
}

void DeviceMatrix::ReadUnits(const Drive& drive, const Tile& tile, Scratch& scratch) const {
  for (int64_t position = 0; position < scratch.positions; ++position) {
    int64_t* units = &scratch.units[position * layout_.column_blocks + tile.first_column];
    int64_t* offsets = &scratch.offsets[position * layout_.column_blocks + tile.first_column];
    std::fill_n(units, tile.columns, 0);
    std::fill_n(offsets, tile.columns, 0);
    for (int step = 0; step < drive.bits; ++step) {
      ReadStep(drive, tile, position, step, scratch);
      const bool is_subtracted = drive.is_signed && step == drive.bits - 1;
      const int64_t step_weight = (is_subtracted ? -1 : 1) * (int64_t{1} << step);
      for (int64_t i = 0; i < tile.columns; ++i) {
        const int64_t driven = std::lround(scratch.codes[i] / (1 + offset_));
        units[i] += step_weight * driven;
        offsets[i] += step_weight * std::lround(offset_ * static_cast<double>(driven));
      }
    }
  }
}

void DeviceMatrix::ReadCells(const Drive& drive, const Tile& tile, Scratch& scratch,
                             std::span<int64_t> sums) const {
  for (int64_t position = 0; position < scratch.positions; ++position) {
    for (int step = drive.bits - 1; step >= 0; --step) {
      ReadStep(drive, tile, position, step, scratch);
      const bool is_last = step == drive.bits - 1;
      const int64_t sign = is_last && drive.is_signed ? -1 : 1;
      for (int64_t i = 0; i < tile.stride; ++i) {
        scratch.merged[i] = (is_last ? 0 : 2 * scratch.merged[i]) + sign * scratch.codes[i];
      }
    }
    AddToSums(tile, position, scratch,
              sums.subspan((scratch.first_position + position) * layout_.columns, layout_.columns));
  }
}

void DeviceMatrix::AddToSums(const Tile& tile, int64_t position, const Scratch& scratch,
                             std::span<int64_t> sums) const {
  const int64_t first = tile.first_column - layout_.column_blocks;
  const uint8_t* flipped = &flipped_[scratch.row_block * layout_.cell_columns() + first];
  for (int64_t i = 0; i < tile.columns; ++i) {
    const Place& place = places_[first + i];
    const int64_t array = position * layout_.column_blocks + place.column_block;
    const int64_t unit = scratch.units[array];
    const int64_t sum = scratch.merged[i] - scratch.offsets[array];
    const int64_t value = flipped[i] != 0 ? layout_.highest_level() * unit - sum : sum;
    sums[place.column] += value * place.weight - place.unit_bias * unit;
  }
}

}  // namespace aqua::crossbar
