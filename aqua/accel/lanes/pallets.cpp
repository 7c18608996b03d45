#include "aqua/accel/lanes/pallets.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {

using layers::Workload;

std::vector<Pallet> PalletsOf(const LaneLayer& layer, const BrickMap& map) {
  const Workload& work = layer.work;
  AQUA_CHECK_EQ(static_cast<int64_t>(map.positions.size()), work.positions());
  std::vector<Pallet> pallets;
  auto left = std::span(map.positions);
  for (size_t part = 0; part < layer.parts.size(); ++part) {
    for (int64_t i = 0; i < layer.parts[part].pallets; ++i) {
      Pallet& pallet = pallets.emplace_back(Pallet{part, {}});
      const size_t count = std::min(static_cast<size_t>(layer.columns), left.size());
      for (const int64_t position : left.first(count)) {
        const int64_t y = position / work.output_width * work.stride_height;
        const int64_t x = position % work.output_width * work.stride_width;
        pallet.cells.push_back(y * map.width + x);
      }
      left = left.subspan(count);
    }
  }
  AQUA_CHECK(left.empty());
  return pallets;
}

std::vector<int64_t> TapOffsets(const LaneLayer& layer, int64_t width) {
  const Workload& work = layer.work;
  std::vector<int64_t> offsets;
  for (int64_t y = 0; y < work.kernel_height; ++y) {
    for (int64_t x = 0; x < work.kernel_width; ++x) {
      offsets.push_back(y * work.dilation_height * width + x * work.dilation_width);
    }
  }
  return offsets;
}

namespace {

// Some seconds' worth of dense steps.
constexpr int64_t kMostWalked = int64_t{1} << 30;

void MaxInto(std::span<uint8_t> largest, const uint8_t* cycles) {
  for (size_t i = 0; i < largest.size(); ++i) largest[i] = std::max(largest[i], cycles[i]);
}

int64_t Sum(std::span<const uint8_t> cycles) {
  return std::accumulate(cycles.begin(), cycles.end(), int64_t{0});
}

// One pallet's steps at one tap, all bricks of all groups.
class TapSteps {
 public:
  TapSteps(const BrickMap& map, int64_t group_columns)
      : map_(map),
        group_columns_(static_cast<size_t>(group_columns)),
        slowest_(static_cast<size_t>(map.bricks)),
        group_slowest_(static_cast<size_t>(map.bricks)) {}

  void AddTo(PalletSums& sums, const Pallet& pallet, int64_t offset) {
    const std::span<const int64_t> cells = pallet.cells;
    std::fill(slowest_.begin(), slowest_.end(), uint8_t{0});
    for (size_t first = 0; first < cells.size(); first += group_columns_) {
      const size_t count = std::min(group_columns_, cells.size() - first);
      std::fill(group_slowest_.begin(), group_slowest_.end(), uint8_t{0});
      for (const int64_t cell : cells.subspan(first, count)) {
        MaxInto(group_slowest_, map_.Cell(pallet.part, cell + offset));
      }
      MaxInto(slowest_, group_slowest_.data());
      sums.column_cycles += static_cast<int64_t>(count) * Sum(group_slowest_);
    }
    sums.cycles += Sum(slowest_);
  }

 private:
  const BrickMap& map_;
  size_t group_columns_;
  std::vector<uint8_t> slowest_;
  std::vector<uint8_t> group_slowest_;
};

}  // namespace

PalletSums SumPallets(const LaneLayer& layer, const BrickMap& map, int64_t group_columns) {
  AQUA_CHECK(!layer.is_dense() && group_columns > 0);
  TapSteps steps(map, group_columns);
  const std::vector<int64_t> offsets = TapOffsets(layer, map.width);
  PalletSums sums;
  for (const Pallet& pallet : PalletsOf(layer, map)) {
    for (const int64_t offset : offsets) steps.AddTo(sums, pallet, offset);
  }
  return {CheckedProduct(layer.work.layer, {sums.cycles, layer.passes}),
          CheckedProduct(layer.work.layer, {sums.column_cycles, layer.passes})};
}

PalletSums SumDense(const LaneLayer& layer, const BrickMap& map) {
  AQUA_CHECK(layer.is_dense());
  if (layer.steps > kMostWalked) {
    throw Error("layer \"{}\": {} steps of a dense layer, expected at most {} to follow one by one",
                layer.work.layer, layer.steps, kMostWalked);
  }
  const std::span<const uint8_t> all(map.cycles[0]);
  std::vector<int64_t> ends(static_cast<size_t>(layer.columns), 0);
  PalletSums sums;
  int64_t start = 0;
  size_t step = 0;
  for (size_t first = 0; first < all.size(); first += static_cast<size_t>(layer.bricks)) {
    const auto bricks = all.subspan(first, static_cast<size_t>(layer.bricks));
    for (int64_t pass = 0; pass < layer.passes; ++pass) {
      for (const uint8_t cycles : bricks) {
        int64_t& end = ends[step++ % ends.size()];
        start = std::max(start, end);
        end = start++ + cycles;
        sums.column_cycles += cycles;
        sums.cycles = std::max(sums.cycles, end);
      }
    }
  }
  return sums;
}

}  // namespace aqua::accel
