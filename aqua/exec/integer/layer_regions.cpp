#include "aqua/exec/integer/layer_regions.h"

#include <algorithm>
#include <map>

#include "aqua/core/error.h"
#include "aqua/core/frame.h"
#include "aqua/core/quantize.h"
#include "aqua/exec/integer/integer_map.h"
#include "aqua/exec/integer/matrix_unit.h"

namespace aqua::exec {
namespace {

// Regions take the bits of the borders that the layer holds them in.
std::vector<crop::MapRegion> AtBorderBits(std::vector<crop::MapRegion> regions,
                                          const LayerFormats& formats, const std::string& owner) {
  if (!formats.fixes_activations) return regions;
  for (crop::MapRegion& region : regions) {
    const int centre_bits = formats.format.activations.bits;
    const BorderFormat* border = BorderFor(formats.format.borders, centre_bits, region.bits);
    if (border != nullptr) {
      region.bits = border->bits;
    } else if (region.bits < centre_bits && region.bits != kOwnBits) {
      throw Error(
          "{}: its precision profile has no border of {} bits, which an edge is to be held at; "
          "calibrate with --border-bits {}",
          owner, region.bits, region.bits);
    }
  }
  return regions;
}

}  // namespace

LayerRegions::LayerRegions(const layers::Workload& work, const Place& input, const Window& read,
                           std::vector<crop::MapRegion> regions, const LayerFormats& formats,
                           const std::string& owner)
    : work_(work),
      held_(input.window),
      read_(read),
      regions_(AtBorderBits(std::move(regions), formats, owner)),
      activations_(formats.format.activations) {
  for (size_t i = 0; formats.fixes_activations && i < regions_.size(); ++i) {
    borders_.push_back(IsLow(i)
                           ? *BorderFor(formats.format.borders, activations_.bits, regions_[i].bits)
                           : BorderFormat{activations_.bits, activations_.exponent, {}});
    CheckBorder(i, owner);
  }
  CheckNesting(owner);
  SortPositions(crop::PositionBits(work_, input, read_, regions_));
}

void LayerRegions::CheckBorder(size_t region, const std::string& owner) const {
  const BorderFormat& border = borders_[region];
  const int64_t channels = AllChannels().size();
  const int shift = border.exponent - activations_.exponent;
  if (shift < 0 || shift > kMostBits) {
    throw Error("{}: a border of {} bits with exponent {}, expected {} to {}; calibrate again",
                owner, border.bits, border.exponent, activations_.exponent,
                activations_.exponent + kMostBits);
  }
  const auto offsets = static_cast<int64_t>(border.offsets.size());
  if (offsets != 0 && offsets != channels) {
    throw Error(
        "{}: a border of {} bits with {} offsets, expected none, or one for each of {} "
        "channels; calibrate again",
        owner, border.bits, offsets, channels);
  }
}

// A position that reads two borders presents both at the bits of the wider.
void LayerRegions::CheckNesting(const std::string& owner) const {
  for (const BorderFormat& few : borders_) {
    for (const BorderFormat& more : borders_) {
      if (few.bits >= more.bits) continue;
      if (few.exponent >= more.exponent && few.exponent + few.bits <= more.exponent + more.bits) {
        continue;
      }
      throw Error(
          "{}: its border of {} bits does not hold what that of {} bits may be (exponents {} and "
          "{}); calibrate with --border-bits {},{}, or leave one of the edges out",
          owner, more.bits, few.bits, more.exponent, few.exponent, few.bits, more.bits);
    }
  }
}

void LayerRegions::SortPositions(const crop::PositionBits& bits) {
  std::map<int, PositionKind, std::greater<>> kinds;
  const std::span<const crop::PositionRun> columns = bits.columns();
  for (const crop::PositionRun& row : bits.rows()) {
    const size_t first_class = class_positions_.size();
    for (const crop::PositionRun& column : columns) {
      class_positions_.push_back(row.positions.begin * work_.output_width + column.positions.begin);
    }
    for (int64_t y = row.positions.begin; y < row.positions.end; ++y) {
      for (size_t i = 0; i < columns.size(); ++i) {
        const int found = bits.BitsOf(row, columns[i]);
        const bool is_low = found != crop::PositionBits::kCentre && found < activations_.bits;
        PositionKind& kind = kinds[is_low ? found : activations_.bits];
        for (int64_t x = columns[i].positions.begin; x < columns[i].positions.end; ++x) {
          kind.positions.push_back(y * work_.output_width + x);
          kind.classes.push_back(first_class + i);
        }
      }
    }
  }
  for (auto& [kind_bits, kind] : kinds) {
    kind.bits = kind_bits;
    kinds_.push_back(std::move(kind));
  }
}

template <typename Visit>
void LayerRegions::VisitLowCells(Span channels, Visit visit) const {
  for (size_t region = 0; region < regions_.size(); ++region) {
    if (!IsLow(region)) continue;
    const Window& outside = region == 0 ? held_ : regions_[region - 1].inside;
    for (const Window& cells : FrameBetween(outside, regions_[region].inside)) {
      for (int64_t channel = channels.begin; channel < channels.end; ++channel) {
        for (int64_t row = cells.rows.begin; row < cells.rows.end; ++row) {
          const int64_t line = channel * held_.height() + row - held_.rows.begin;
          const int64_t first = line * held_.width() + cells.columns.begin - held_.columns.begin;
          visit(region, channel, static_cast<size_t>(first), static_cast<size_t>(cells.width()));
        }
      }
    }
  }
}

std::vector<BorderFormat> LayerRegions::FormatsFor(const Activation& input,
                                                   const FixedPoint& centre) const {
  if (!borders_.empty()) return borders_;
  std::vector<Range> ranges(regions_.size());
  VisitLowCells(AllChannels(), [&](size_t region, int64_t /*channel*/, size_t first, size_t count) {
    const Range found = RangeOf(input.data.values().subspan(first, count));
    ranges[region] = {std::min(ranges[region].least, found.least),
                      std::max(ranges[region].most, found.most)};
  });
  // All reach as far as the one that needs most: then each holds what one of fewer bits may be.
  int reach = kLeastExponent;
  for (size_t i = 0; i < regions_.size(); ++i) {
    if (!IsLow(i)) continue;
    const int exponent =
        CoveringExponent(ranges[i].least, ranges[i].most, regions_[i].bits, centre.is_signed);
    reach = std::max(reach, std::max(exponent, centre.exponent) + regions_[i].bits);
  }
  std::vector<BorderFormat> formats;
  for (size_t i = 0; i < regions_.size(); ++i) {
    const int exponent = std::min(reach - regions_[i].bits, centre.exponent + kMostBits);
    formats.push_back(IsLow(i) ? BorderFormat{regions_[i].bits, exponent, {}}
                               : BorderFormat{centre.bits, centre.exponent, {}});
  }
  return formats;
}

void LayerRegions::Hold(const Activation& input, const FixedPoint& centre,
                        std::span<const BorderFormat> borders, std::span<int32_t> held) const {
  VisitLowCells(AllChannels(), [&](size_t region, int64_t channel, size_t first, size_t count) {
    const std::span<int32_t> cells = held.subspan(first, count);
    QuantizeBorder(input.data.values().subspan(first, count), centre, borders[region], channel,
                   cells);
    const int32_t step = int32_t{1} << (borders[region].exponent - centre.exponent);
    for (int32_t& cell : cells) cell *= step;
  });
}

std::vector<int> LayerRegions::ShiftsOf(const FixedPoint& centre,
                                        std::span<const BorderFormat> borders) const {
  std::vector<int> shifts;
  for (const PositionKind& kind : kinds_) {
    const auto found = std::find_if(borders.begin(), borders.end(),
                                    [&](const BorderFormat& b) { return b.bits == kind.bits; });
    const bool is_low = kind.bits < activations_.bits;
    AQUA_CHECK(!is_low || found != borders.end());
    shifts.push_back(is_low ? found->exponent - centre.exponent : 0);
  }
  return shifts;
}

IntegerMap LayerRegions::OffsetsOf(int64_t group) const {
  std::vector<int32_t> planes(static_cast<size_t>(work_.input_channels * held_.area()), 0);
  const size_t first_of_group = static_cast<size_t>(group) * planes.size();
  const Span channels{group * work_.input_channels, (group + 1) * work_.input_channels};
  VisitLowCells(channels, [&](size_t region, int64_t channel, size_t first, size_t count) {
    const int32_t offset = BorderOffset(activations_, borders_[region], channel);
    std::fill_n(planes.begin() + static_cast<int64_t>(first - first_of_group), count, offset);
  });
  return ReadChannelsLast(planes, work_.input_channels, held_, read_);
}

std::vector<int64_t> LayerRegions::OffsetSums(const WeightMatrix& weights) const {
  const bool any = std::any_of(borders_.begin(), borders_.end(),
                               [](const BorderFormat& border) { return !border.offsets.empty(); });
  if (!any) return {};
  const auto classes = static_cast<int64_t>(class_positions_.size());
  const int64_t columns = work_.columns();
  std::vector<int32_t> rows(static_cast<size_t>(classes * work_.rows()));
  std::vector<int64_t> sums(static_cast<size_t>(classes * columns));
  std::vector<int64_t> all(static_cast<size_t>(classes * work_.groups * columns));
  ExactUnit unit;
  for (int64_t group = 0; group < work_.groups; ++group) {
    GatherRows(OffsetsOf(group), work_, class_positions_, rows);
    MatrixProduct product;
    product.positions = classes;
    product.rows = work_.rows();
    product.columns = columns;
    product.activations = rows;
    product.weights = weights.Channels(group * columns, columns);
    product.weight_bits = weights.bits();
    product.activation_bits = activations_.bits;
    product.activations_signed = activations_.is_signed;
    unit.Multiply(product, sums);
    for (int64_t i = 0; i < classes; ++i) {
      std::copy_n(sums.begin() + i * columns, columns,
                  all.begin() + (i * work_.groups + group) * columns);
    }
  }
  return all;
}

}  // namespace aqua::exec
