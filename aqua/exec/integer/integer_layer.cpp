#include "aqua/exec/integer/integer_layer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "aqua/core/error.h"
#include "aqua/core/quantize.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::exec {
namespace {

constexpr int64_t kChunkBytes = 16 << 20;
constexpr int64_t kMostMapValues = int64_t{1} << 28;

Tensor CheckedBias(const Tensor& bias, const std::string& owner) {
  for (int64_t i = 0; i < bias.size(); ++i) {
    if (!std::isfinite(bias[i])) {
      throw Error("{}: bias {} is {}, expected a finite number; use another model", owner, i,
                  bias[i]);
    }
  }
  return bias;
}

void CheckBits(int bits, const char* what, const std::string& owner) {
  if (bits >= kLeastBits && bits <= kMostBits) return;
  throw Error("{}: {} of {} bits, expected {} to {}", owner, what, bits, kLeastBits, kMostBits);
}

LayerFormats CheckedFormats(const LayerFormats& formats, const std::string& owner) {
  CheckBits(formats.format.weight_bits, "weights", owner);
  CheckBits(formats.format.activations.bits, "activations", owner);
  return formats;
}

// A stride or padding may ask for a map far larger than what the layer reads of it.
Window CheckedMap(const Window& read, int64_t channels, const std::string& owner) {
  if (read.height() > kMostMapValues / channels / std::max<int64_t>(read.width(), 1)) {
    throw Error(
        "{}: its kernel slides over {}x{} cells of {} channels, padding included, more than {} "
        "values; run this network in float",
        owner, read.height(), read.width(), channels, kMostMapValues);
  }
  return read;
}

Window ReadWindow(const layers::Layer& layer, const layers::Workload& work, const Place& input,
                  const Place& output) {
  if (work.kind == layers::WorkKind::kDense) {
    return {{0, work.output_height}, {0, work.output_width}};
  }
  const std::vector<Shape> shapes = {input.shape};
  return layer.InputWindow(output.window, shapes, 0);
}

PositionKind AllPositions(const layers::Workload& work, int bits) {
  PositionKind all{bits, std::vector<int64_t>(static_cast<size_t>(work.positions())), {}};
  std::iota(all.positions.begin(), all.positions.end(), 0);
  return all;
}

}  // namespace

IntegerLayer::IntegerLayer(const graph::Graph& graph, graph::NodeIndex node, const Place& input,
                           const Place& output, const LayerFormats& formats,
                           std::vector<crop::MapRegion> regions)
    : node_(node),
      layer_(graph.nodes[node].name),
      owner_(fmt::format("{}: layer {}", graph.path, layer_)),
      work_(graph.nodes[node].layer->Work(std::vector<Shape>{input.shape}, output.window)),
      read_(CheckedMap(ReadWindow(*graph.nodes[node].layer, work_, input, output),
                       work_.groups * work_.input_channels, owner_)),
      formats_(CheckedFormats(formats, owner_)),
      weights_(layers::TrainedOf(*graph.nodes[node].layer).weights, formats.format, owner_),
      bias_(CheckedBias(
          quant::ShiftedBias(layers::TrainedOf(*graph.nodes[node].layer).bias, formats.format),
          owner_)) {
  if (regions.empty() || work_.kind != layers::WorkKind::kConvolution) {
    kinds_ = {AllPositions(work_, formats_.format.activations.bits)};
    return;
  }
  regions_.emplace(work_, input, read_, std::move(regions), formats_, owner_);
  kinds_.assign(regions_->kinds().begin(), regions_->kinds().end());
  offset_sums_ = regions_->OffsetSums(weights_);
}

std::vector<int32_t> IntegerLayer::Quantized(const Activation& input,
                                             const FixedPoint& format) const {
  const std::span<const float> values = input.data.values();
  std::vector<int32_t> quantized(values.size());
  if (const auto bad = Quantize(values, format, quantized)) {
    throw Error(
        "{}: it reads {} (value {} of {}), but fixed point holds finite numbers only; check the "
        "image, and the weights before this layer",
        owner_, values[static_cast<size_t>(*bad)], *bad, values.size());
  }
  const Codebook& codes = formats_.format.activation_codes;
  if (!codes.empty()) Quantize(values, codes.Scaled(format.exponent), quantized);
  return quantized;
}

FixedPoint IntegerLayer::FormatFor(std::span<const float> read) const {
  const FixedPoint& fixed = formats_.format.activations;
  if (formats_.fixes_activations) return fixed;
  const Range range = RangeOf(read);
  return CoveringFormat(range.least, range.most, fixed.bits);
}

IntegerMap IntegerLayer::MapOf(std::span<const int32_t> held, int64_t channels,
                               const Window& window) const {
  if (work_.kind == layers::WorkKind::kConvolution) {
    return ReadChannelsLast(held, channels, window, read_);
  }
  return {channels, read_.height(), read_.width(), {held.begin(), held.end()}};
}

void IntegerLayer::Run(const Activation& input, Activation& result, MatrixUnit& unit,
                       const std::function<void(const QuantizedInput&)>& observe) const {
  AQUA_CHECK_EQ(result.data.size(), work_.outputs());
  const FixedPoint format = FormatFor(input.data.values());
  std::vector<int32_t> held = Quantized(input, format);
  std::vector<int> shifts(kinds_.size(), 0);
  if (regions_) {
    const std::vector<BorderFormat> borders = regions_->FormatsFor(input, format);
    regions_->Hold(input, format, borders, held);
    shifts = regions_->ShiftsOf(format, borders);
  }
  const Window& window = input.place.window;
  const int64_t channels = work_.groups * work_.input_channels;
  const bool is_one = work_.groups == 1;
  const IntegerMap whole = is_one || observe ? MapOf(held, channels, window) : IntegerMap();
  if (observe) {
    const std::vector<LowBitReads> low_bits = LowBits(format, shifts);
    observe({node_, channels, whole.height, whole.width, format, whole.values, low_bits});
  }
  if (is_one) return RunGroup(0, whole, format, shifts, unit, result.data);
  const size_t group_size = held.size() / static_cast<size_t>(work_.groups);
  for (int64_t group = 0; group < work_.groups; ++group) {
    const auto planes =
        std::span(held).subspan(static_cast<size_t>(group) * group_size, group_size);
    RunGroup(group, MapOf(planes, work_.input_channels, window), format, shifts, unit, result.data);
  }
}

std::vector<LowBitReads> IntegerLayer::LowBits(const FixedPoint& format,
                                               std::span<const int> shifts) const {
  std::vector<LowBitReads> low_bits;
  for (size_t i = 0; i < kinds_.size(); ++i) {
    if (kinds_[i].bits == format.bits) continue;
    low_bits.push_back({kinds_[i].bits, shifts[i], kinds_[i].positions});
  }
  return low_bits;
}

void IntegerLayer::RunGroup(int64_t group, const IntegerMap& map, const FixedPoint& format,
                            std::span<const int> shifts, MatrixUnit& unit, Tensor& result) const {
  const int64_t columns = work_.columns();
  const MatrixProduct product{node_,
                              layer_,
                              group,
                              0,
                              work_.rows(),
                              columns,
                              {},
                              weights_.Channels(group * columns, columns),
                              weights_.bits(),
                              format.bits,
                              format.is_signed,
                              weights_.Exponents(group * columns, columns)};
  for (size_t i = 0; i < kinds_.size(); ++i) {
    RunKind(kinds_[i], shifts[i], map, product, format.exponent, unit, result);
  }
}

void IntegerLayer::RunKind(const PositionKind& kind, int shift, const IntegerMap& map,
                           MatrixProduct product, int activation_exponent, MatrixUnit& unit,
                           Tensor& result) const {
  product.activation_bits = kind.bits;
  const auto most = static_cast<size_t>(ChunkPositions());
  std::vector<int32_t> gathered;
  std::vector<int64_t> sums(most * static_cast<size_t>(product.columns));
  for (size_t first = 0; first < kind.positions.size(); first += most) {
    const size_t count = std::min(most, kind.positions.size() - first);
    const auto positions = std::span(kind.positions).subspan(first, count);
    product.positions = static_cast<int64_t>(count);
    product.activations = RowsOf(positions, shift, map, gathered);
    const auto chunk = std::span(sums).first(count * static_cast<size_t>(product.columns));
    unit.Multiply(product, chunk);
    if (regions_) {
      Restore(chunk, std::span(kind.classes).subspan(first, count), shift, product.group);
    }
    ScaleBack(chunk, product.group, positions, activation_exponent, result);
  }
}

std::span<const int32_t> IntegerLayer::RowsOf(std::span<const int64_t> positions, int shift,
                                              const IntegerMap& map,
                                              std::vector<int32_t>& scratch) const {
  const size_t count = positions.size() * static_cast<size_t>(work_.rows());
  if (!regions_ && RowsAreCells(work_)) {
    return std::span(map.values)
        .subspan(static_cast<size_t>(positions.front() * work_.rows()), count);
  }
  scratch.resize(count);
  GatherRows(map, work_, positions, scratch);
  if (shift > 0) {
    for (int32_t& value : scratch) value >>= shift;
  }
  return scratch;
}

void IntegerLayer::Restore(std::span<int64_t> sums, std::span<const size_t> classes, int shift,
                           int64_t group) const {
  const auto columns = static_cast<size_t>(work_.columns());
  const auto outputs = static_cast<size_t>(work_.groups) * columns;
  for (size_t i = 0; i < classes.size(); ++i) {
    const std::span<int64_t> row = sums.subspan(i * columns, columns);
    for (int64_t& sum : row) sum *= int64_t{1} << shift;
    if (offset_sums_.empty()) continue;
    const auto offsets = std::span(offset_sums_)
                             .subspan(classes[i] * outputs + static_cast<size_t>(group) * columns);
    for (size_t column = 0; column < columns; ++column) row[column] += offsets[column];
  }
}

void IntegerLayer::ScaleBack(std::span<const int64_t> sums, int64_t group,
                             std::span<const int64_t> positions, int activation_exponent,
                             Tensor& result) const {
  const auto columns = static_cast<size_t>(work_.columns());
  // Maps hold a plane a channel, dense results a row a position.
  const bool is_map = work_.kind == layers::WorkKind::kConvolution;
  const int64_t to_position = is_map ? 1 : work_.columns();
  const int64_t to_channel = is_map ? work_.positions() : 1;
  for (size_t column = 0; column < columns; ++column) {
    const int64_t channel = group * work_.columns() + static_cast<int64_t>(column);
    const float scale = std::ldexp(1.0F, activation_exponent + weights_.Exponents(channel, 1)[0]);
    const float bias = bias_.empty() ? 0 : bias_[channel];
    float* out = result.data() + channel * to_channel;
    for (size_t i = 0; i < positions.size(); ++i) {
      out[positions[i] * to_position] =
          static_cast<float>(sums[i * columns + column]) * scale + bias;
    }
  }
}

int64_t IntegerLayer::ChunkPositions() const {
  const int64_t gathered = RowsAreCells(work_) ? 0 : work_.rows();
  const int64_t bytes = gathered * static_cast<int64_t>(sizeof(int32_t)) +
                        work_.columns() * static_cast<int64_t>(sizeof(int64_t));
  return std::clamp<int64_t>(kChunkBytes / bytes, 1, std::max<int64_t>(work_.positions(), 1));
}

int64_t IntegerLayer::ScratchBytes() const {
  const int64_t map = read_.area() * work_.groups * work_.input_channels;
  const int64_t chunk = ChunkPositions() * (work_.rows() + 2 * work_.columns());
  return (2 * map + chunk) * static_cast<int64_t>(sizeof(int32_t));
}

}  // namespace aqua::exec
