#include "aqua/crossbar/bit_planes.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace aqua::crossbar {
namespace {

// Few enough for their words to stay in the first cache, enough for a group's cells to be loaded
// rarely.
constexpr int64_t kPositionsAtOnce = 64;
constexpr int kMostBits = 16;
constexpr int kMostCellBits = 4;

// Turns the bits of `row_count` rows over.
void TurnOver(uint8_t* plane, int64_t row_count) {
  int64_t byte = 0;
  for (; byte < row_count / 8; ++byte) plane[byte] ^= 0xFF;
  if (row_count % 8 != 0) plane[byte] ^= (1 << row_count % 8) - 1;
}

Bytes ZeroedBytes(int64_t count) {
  Bytes bytes = hwy::AllocateAligned<uint8_t>(static_cast<size_t>(count));
  if (bytes == nullptr) throw std::bad_alloc();
  std::memset(bytes.get(), 0, static_cast<size_t>(count));
  return bytes;
}

}  // namespace

// What one call of Multiply works in, for kPositionsAtOnce positions.
struct BitPlanes::Scratch {
  int64_t positions = 0;
  int64_t first_position = 0;
  std::vector<int64_t> drive_at;  // By row block, into drive.
  Bytes drive;                    // Row blocks x positions x steps x words.
  std::vector<int32_t> units;     // Row blocks x kPositionsAtOnce.
  hwy::AlignedFreeUniquePtr<int64_t[]> totals;
  CrossbarCounts counts;
};

BitPlanes::BitPlanes(std::span<const int32_t> weights, const Layout& layout)
    : layout_(layout), kernels_(&BestKernels()) {
  ChooseLanes();
  cells_ = ZeroedBytes(CellsAt(groups(), 0));
  factors_ = ZeroedBytes(FactorsAt(groups(), 0));
  Program(weights);
}

bool BitPlanes::CanHold(const Layout& layout) {
  const int64_t most_sum = std::min(layout.array_rows, layout.rows) * layout.highest_level();
  const int64_t most_code = std::min(most_sum, layout.adc_max);
  return most_code * ((int64_t{1} << kMostBits) - 1) <= std::numeric_limits<int32_t>::max();
}

void BitPlanes::ChooseLanes() {
  const auto vectors = [&](int64_t columns) {
    return (columns + kernels_->lanes - 1) / kernels_->lanes;
  };
  lane_columns_ = layout_.columns;
  lane_slices_ = layout_.slices;
  // Slices in lanes of their own are merged one by one: worth it for half the conversions.
  if (2 * vectors(layout_.cell_columns()) > vectors(layout_.columns) * layout_.slices) return;
  lane_columns_ = layout_.cell_columns();
  lane_slices_ = 1;
}

int64_t BitPlanes::WordsIn(int64_t row_block) const {
  const int64_t word_rows = int64_t{8} * kernels_->word_bytes;
  return (layout_.RowsIn(row_block) + word_rows - 1) / word_rows;
}

int64_t BitPlanes::groups() const {
  return (lane_columns_ + kernels_->lanes - 1) / kernels_->lanes;
}

int64_t BitPlanes::UsedLanes(int64_t group) const {
  return std::min(kernels_->lanes, lane_columns_ - group * kernels_->lanes);
}

int64_t BitPlanes::CellsAt(int64_t group, int64_t row_block) const {
  const int64_t full_blocks = layout_.row_blocks - 1;
  const int64_t all_words = full_blocks * WordsIn(0) + WordsIn(full_blocks);
  const int64_t word_vectors = group * all_words + row_block * WordsIn(0);
  return word_vectors * lane_slices_ * layout_.cell_bits * kernels_->lanes * kernels_->word_bytes;
}

int64_t BitPlanes::FactorsAt(int64_t group, int64_t row_block) const {
  return (group * layout_.row_blocks + row_block) * (lane_slices_ + 1) * kernels_->lanes *
         kernels_->word_bytes;
}

void BitPlanes::Program(std::span<const int32_t> weights) {
  std::vector<uint8_t> planes;
  for (int64_t column = 0; column < layout_.columns; ++column) {
    for (int64_t block = 0; block < layout_.row_blocks; ++block) {
      ProgramWeights(weights, column, block, planes);
    }
  }
}

void BitPlanes::ProgramWeights(std::span<const int32_t> weights, int64_t column, int64_t row_block,
                               std::vector<uint8_t>& planes) {
  const int64_t row_count = layout_.RowsIn(row_block);
  const int64_t plane_bytes = WordsIn(row_block) * kernels_->word_bytes;
  // Adding the bias to a weight turns its uppermost bit over and leaves the others.
  planes.assign(static_cast<size_t>(int64_t{layout_.slices} * layout_.cell_bits * plane_bytes), 0);
  int32_t ones[kMostBits + kMostCellBits] = {};
  kernels_->pack_bits(&weights[column * layout_.rows + row_block * layout_.array_rows], row_count,
                      layout_.weight_bits, planes.data(), plane_bytes, ones);
  const int top_bit = layout_.weight_bits - 1;
  TurnOver(&planes[top_bit * plane_bytes], row_count);
  ones[top_bit] = static_cast<int32_t>(row_count - ones[top_bit]);
  for (int slice = 0; slice < layout_.slices; ++slice) {
    uint8_t* slice_planes = &planes[int64_t{slice} * layout_.cell_bits * plane_bytes];
    int64_t level_sum = 0;
    for (int bit = 0; bit < layout_.cell_bits; ++bit) {
      level_sum += int64_t{ones[slice * layout_.cell_bits + bit]} << bit;
    }
    const bool is_flipped = layout_.IsFlipped(level_sum, row_count);
    if (is_flipped) {
      for (int bit = 0; bit < layout_.cell_bits; ++bit) {
        TurnOver(slice_planes + bit * plane_bytes, row_count);
      }
      level_sum = row_count * layout_.highest_level() - level_sum;
      ++flipped_columns_;
    }
    can_clip_ = can_clip_ || level_sum > layout_.adc_max;
    StoreSlice(slice_planes, column, slice, row_block, is_flipped);
  }
}

void BitPlanes::StoreSlice(const uint8_t* planes, int64_t column, int slice, int64_t row_block,
                           bool is_flipped) {
  const bool has_own_lane = lane_slices_ == 1;
  const int64_t lane_column = has_own_lane ? column * layout_.slices + slice : column;
  const int64_t group = lane_column / kernels_->lanes;
  const int64_t lane = lane_column % kernels_->lanes;
  const int lane_slice = has_own_lane ? 0 : slice;
  const int64_t words = WordsIn(row_block);
  const int word_bytes = kernels_->word_bytes;
  uint8_t* cells = &cells_[CellsAt(group, row_block)];
  for (int64_t i = 0; i < layout_.cell_bits * words; ++i) {
    const int64_t word = int64_t{lane_slice} * layout_.cell_bits * words + i;
    std::memcpy(cells + (word * kernels_->lanes + lane) * word_bytes, planes + i * word_bytes,
                word_bytes);
  }
  const int64_t weight = int64_t{1} << (lane_slice * layout_.cell_bits);
  AddFactor(group, row_block, lane_slice, lane, is_flipped ? -weight : weight);
  int64_t unit_weight = is_flipped ? layout_.highest_level() * weight : 0;
  if (slice == layout_.slices - 1) {
    // The bias is a level of the uppermost slice.
    unit_weight -= layout_.weight_bias() >> (has_own_lane ? slice * layout_.cell_bits : 0);
  }
  AddFactor(group, row_block, lane_slices_, lane, unit_weight);
}

void BitPlanes::AddFactor(int64_t group, int64_t row_block, int64_t index, int64_t lane,
                          int64_t value) {
  uint8_t* place = &factors_[FactorsAt(group, row_block)] +
                   (index * kernels_->lanes + lane) * kernels_->word_bytes;
  int32_t factor = 0;
  std::memcpy(&factor, place, sizeof(factor));
  factor += static_cast<int32_t>(value);
  std::memcpy(place, &factor, sizeof(factor));
}

CrossbarCounts BitPlanes::Multiply(const Drive& drive, std::span<int64_t> sums) const {
  Scratch scratch;
  const int64_t positions = std::min(drive.positions, kPositionsAtOnce);
  int64_t drive_bytes = 0;
  for (int64_t block = 0; block < layout_.row_blocks; ++block) {
    scratch.drive_at.push_back(drive_bytes);
    drive_bytes += positions * drive.bits * WordsIn(block) * kernels_->word_bytes;
  }
  scratch.drive = ZeroedBytes(drive_bytes);
  scratch.units.resize(static_cast<size_t>(layout_.row_blocks * kPositionsAtOnce));
  scratch.totals =
      hwy::AllocateAligned<int64_t>(static_cast<size_t>(kPositionsAtOnce * kernels_->lanes));
  if (scratch.totals == nullptr) throw std::bad_alloc();
  for (int64_t first = 0; first < drive.positions; first += kPositionsAtOnce) {
    scratch.first_position = first;
    scratch.positions = std::min(kPositionsAtOnce, drive.positions - first);
    Pack(drive, scratch);
    for (int64_t group = 0; group < groups(); ++group) {
      ReadGroup(drive, group, scratch);
      MergeGroup(group, scratch, sums);
    }
  }
  return scratch.counts;
}

void BitPlanes::Pack(const Drive& drive, Scratch& scratch) const {
  for (int64_t block = 0; block < layout_.row_blocks; ++block) {
    const int64_t plane_bytes = WordsIn(block) * kernels_->word_bytes;
    uint8_t* planes = &scratch.drive[scratch.drive_at[block]];
    for (int64_t i = 0; i < scratch.positions; ++i) {
      const int64_t first =
          (scratch.first_position + i) * layout_.rows + block * layout_.array_rows;
      int32_t driven[kMostBits];
      kernels_->pack_bits(&drive.activations[first], layout_.RowsIn(block), drive.bits, planes,
                          plane_bytes, driven);
      scratch.units[block * kPositionsAtOnce + i] = ReadUnits(drive, driven, scratch.counts);
      planes += drive.bits * plane_bytes;
    }
  }
}

// The reads of one row block's arrays at one position. Columns without weights have nothing to
// convert: they are counted here.
int32_t BitPlanes::ReadUnits(const Drive& drive, std::span<const int32_t> driven_rows,
                             CrossbarCounts& counts) const {
  int64_t unit = 0;
  for (int step = 0; step < drive.bits; ++step) {
    const int64_t driven = driven_rows[step];
    counts.array_reads += layout_.column_blocks;
    counts.dac_conversions += layout_.array_rows * layout_.column_blocks;
    counts.active_rows += driven * layout_.column_blocks;
    counts.unit_conversions += layout_.column_blocks;
    counts.adc_idle_conversions += layout_.idle_columns();
    if (driven > layout_.adc_max) counts.clipped_conversions += layout_.column_blocks;
    const int64_t code = std::min(driven, layout_.adc_max) * (int64_t{1} << step);
    unit += drive.is_signed && step == drive.bits - 1 ? -code : code;
  }
  return static_cast<int32_t>(unit);
}

void BitPlanes::ReadGroup(const Drive& drive, int64_t group, Scratch& scratch) const {
  std::fill_n(scratch.totals.get(), scratch.positions * kernels_->lanes, 0);
  ConvertTask task;
  task.totals = scratch.totals.get();
  task.positions = scratch.positions;
  task.cell_bits = layout_.cell_bits;
  task.slices = lane_slices_;
  task.activation_bits = drive.bits;
  task.is_signed = drive.is_signed;
  task.can_clip = can_clip_;
  task.adc_max = static_cast<int32_t>(layout_.adc_max);
  for (int64_t block = 0; block < layout_.row_blocks; ++block) {
    task.cells = &cells_[CellsAt(group, block)];
    task.factors = &factors_[FactorsAt(group, block)];
    task.drive = &scratch.drive[scratch.drive_at[block]];
    task.units = &scratch.units[block * kPositionsAtOnce];
    task.words = static_cast<int>(WordsIn(block));
    kernels_->convert(task);
  }
  scratch.counts.adc_conversions += task.conversions * UsedLanes(group);
  scratch.counts.clipped_conversions += task.clipped;
}

void BitPlanes::MergeGroup(int64_t group, const Scratch& scratch, std::span<int64_t> sums) const {
  const int64_t first_lane_column = group * kernels_->lanes;
  const int64_t used_lanes = UsedLanes(group);
  // The slices that have lanes of their own.
  const int64_t slices = lane_columns_ / layout_.columns;
  for (int64_t i = 0; i < scratch.positions; ++i) {
    const int64_t* totals = &scratch.totals[i * kernels_->lanes];
    int64_t column = (scratch.first_position + i) * layout_.columns + first_lane_column / slices;
    int64_t slice = first_lane_column % slices;
    for (int64_t lane = 0; lane < used_lanes; ++lane) {
      const int64_t weight = int64_t{1} << (slice * layout_.cell_bits);
      sums[column] = (slice == 0 ? 0 : sums[column]) + totals[kernels_->TotalOf(lane)] * weight;
      if (++slice < slices) continue;
      slice = 0;
      ++column;
    }
  }
}

}  // namespace aqua::crossbar
