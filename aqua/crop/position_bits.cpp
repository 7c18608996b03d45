#include "aqua/crop/position_bits.h"

#include <algorithm>
#include <map>

#include "aqua/core/error.h"
#include "aqua/layers/kernel_geometry.h"

namespace aqua::crop {
namespace {

// More than any kernel that crosses its edges tap by tap in maps of some thousand cells.
constexpr int64_t kMostRuns = 1 << 16;
constexpr int64_t kMostPairs = 1 << 26;

int64_t CeilDivide(int64_t dividend, int64_t divisor) {
  return dividend > 0 ? (dividend - 1) / divisor + 1 : -(-dividend / divisor);
}

// Positions along one axis; position p reads its first tap at first + p * stride.
struct Axis {
  int64_t positions = 0;
  int64_t first = 0;
  layers::KernelAxis kernel;

  int64_t FirstTap(int64_t position) const { return first + position * kernel.stride; }
};

// The first position after `position` at which a tap comes to lie at `edge` or beyond, having been
// before it; the number of positions where there is none.
int64_t NextCrossing(const Axis& axis, int64_t edge, int64_t position) {
  const layers::KernelAxis& kernel = axis.kernel;
  const int64_t ahead = edge - axis.FirstTap(position);
  const int64_t tap = std::min(kernel.kernel, CeilDivide(ahead, kernel.dilation)) - 1;
  if (tap < 0) return axis.positions;
  return position + CeilDivide(ahead - tap * kernel.dilation, kernel.stride);
}

std::vector<PositionRun> RunsOf(const Axis& axis, std::span<const Span> windows,
                                std::string_view layer) {
  std::vector<PositionRun> runs;
  for (int64_t position = 0; position < axis.positions;) {
    if (static_cast<int64_t>(runs.size()) == kMostRuns) {
      throw Error(
          "layer \"{}\": its kernel of {} taps crosses the edges of regions in more than {} ways; "
          "leave out --edge-bits",
          layer, axis.kernel.kernel, kMostRuns);
    }
    PositionRun& run = runs.emplace_back();
    run.positions = {position, axis.positions};
    for (const Span& window : windows) {
      run.taps.push_back(axis.kernel.TapsOn(window, axis.FirstTap(position)).size());
      for (const int64_t edge : {window.begin, window.end}) {
        run.positions.end = std::min(run.positions.end, NextCrossing(axis, edge, position));
      }
    }
    position = run.positions.end;
  }
  return runs;
}

}  // namespace

std::vector<MapRegion> RegionsOf(const CropPlan& plan, graph::ValueIndex value) {
  std::vector<MapRegion> regions;
  Window outside = plan.kept[value];
  for (const BitRegion& region : plan.regions) {
    const Window inside = region.inside[value];
    AQUA_CHECK(outside.Contains(inside));
    if (inside.area() < outside.area()) regions.push_back({region.bits, inside});
    outside = inside;
  }
  return regions;
}

PositionBits::PositionBits(const layers::Workload& work, const Place& input, const Window& read,
                           std::vector<MapRegion> regions)
    : regions_(std::move(regions)) {
  AQUA_CHECK(!regions_.empty());
  std::vector<Span> down = {input.window.rows};
  std::vector<Span> across = {input.window.columns};
  for (const MapRegion& region : regions_) {
    down.push_back(region.inside.rows);
    across.push_back(region.inside.columns);
  }
  rows_ = RunsOf({work.output_height,
                  read.rows.begin,
                  {work.kernel_height, work.stride_height, work.dilation_height}},
                 down, work.layer);
  columns_ = RunsOf({work.output_width,
                     read.columns.begin,
                     {work.kernel_width, work.stride_width, work.dilation_width}},
                    across, work.layer);
  if (static_cast<int64_t>(rows_.size() * columns_.size()) > kMostPairs) {
    throw Error(
        "layer \"{}\": its kernel crosses the edges of regions in more than {} ways; leave "
        "out --edge-bits",
        work.layer, kMostPairs);
  }
}

int PositionBits::BitsOf(const PositionRun& row, const PositionRun& column) const {
  const auto taps_in = [&](size_t window) { return row.taps[window] * column.taps[window]; };
  if (taps_in(regions_.size()) > 0) return kCentre;
  int most = 0;
  int fewest = regions_.front().bits;
  for (size_t i = 0; i < regions_.size(); ++i) {
    if (taps_in(i) > taps_in(i + 1)) most = std::max(most, regions_[i].bits);
    fewest = std::min(fewest, regions_[i].bits);
  }
  return std::max(most, fewest);
}

std::vector<layers::LowBitPositions> PositionBits::Counts() const {
  std::map<int, int64_t> positions;
  for (const PositionRun& row : rows_) {
    for (const PositionRun& column : columns_) {
      positions[BitsOf(row, column)] += row.positions.size() * column.positions.size();
    }
  }
  std::vector<layers::LowBitPositions> counts;
  for (const auto& [bits, count] : positions) {
    if (bits != kCentre) counts.push_back({count, bits});
  }
  return counts;
}

std::vector<layers::LowBitPositions> LowBitsOf(const graph::Graph& graph, const graph::Node& node,
                                               const CropPlan& plan, const layers::Workload& work) {
  if (work.kind != layers::WorkKind::kConvolution || work.positions() == 0) return {};
  const graph::ValueIndex input = node.inputs[0];
  std::vector<MapRegion> regions = RegionsOf(plan, input);
  if (regions.empty()) return {};
  const Window read =
      node.layer->InputWindow(plan.kept[node.output], graph.NodeInputShapes(node), 0);
  const Place place{graph.values[input].shape, plan.kept[input]};
  return PositionBits(work, place, read, std::move(regions)).Counts();
}

}  // namespace aqua::crop
