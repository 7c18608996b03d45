#include "aqua/study/crossbar_unit.h"

#include <algorithm>
#include <cstdlib>
#include <future>

#include "aqua/exec/engine.h"

namespace aqua::study {
namespace {

// Below this many multiply-accumulates a further thread costs more than it saves: a depthwise
// layer comes as hundreds of small products.
constexpr int64_t kMacsWorthAThread = int64_t{1} << 20;

crossbar::CrossbarCounts MultiplyPart(const crossbar::CrossbarMatrix& matrix,
                                      const exec::MatrixProduct& product, std::span<int64_t> sums,
                                      Span part, int64_t first_position, uint64_t image) {
  const auto at = [](int64_t index) { return static_cast<size_t>(index); };
  return matrix.Multiply(
      product.activations.subspan(at(part.begin * product.rows), at(part.size() * product.rows)),
      part.size(), product.activation_bits, product.activations_signed,
      sums.subspan(at(part.begin * product.columns), at(part.size() * product.columns)),
      first_position + part.begin, image);
}

// The positions split evenly over the threads that programs may use.
crossbar::CrossbarCounts MultiplyInParallel(const crossbar::CrossbarMatrix& matrix,
                                            const exec::MatrixProduct& product,
                                            std::span<int64_t> sums, int64_t first_position,
                                            uint64_t image) {
  const int64_t macs = product.positions * product.rows * product.columns;
  const int64_t threads = std::clamp<int64_t>(std::min(macs / kMacsWorthAThread, product.positions),
                                              1, exec::ThreadCount());
  std::vector<std::future<crossbar::CrossbarCounts>> parts;
  for (int64_t thread = 0; thread < threads; ++thread) {
    const Span part{product.positions * thread / threads,
                    product.positions * (thread + 1) / threads};
    const auto policy = thread + 1 < threads ? std::launch::async : std::launch::deferred;
    parts.push_back(std::async(policy, [&, part] {
      return MultiplyPart(matrix, product, sums, part, first_position, image);
    }));
  }
  crossbar::CrossbarCounts counts;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) counts += part->get();
  return counts;
}

}  // namespace

std::map<std::string, int64_t> SimulatedLayer::Events() const {
  return {{"array_reads", arrays.array_reads},
          {"adc_conversions", arrays.adc_conversions},
          {"adc_idle_conversions", arrays.adc_idle_conversions},
          {"unit_conversions", arrays.unit_conversions},
          {"dac_conversions", arrays.dac_conversions},
          {"active_rows", arrays.active_rows},
          {"edram_read_bits", edram_read_bits},
          {"edram_write_bits", edram_write_bits},
          {"bus_bits", bus_bits},
          {"router_bits", router_bits},
          {"sigmoid_operations", sigmoid_operations},
          {"tile_shift_adds", tile_shift_adds}};
}

CrossbarUnit::CrossbarUnit(crossbar::CrossbarSpec spec, std::vector<bool> simulated)
    : spec_(spec), simulated_(std::move(simulated)) {}

CrossbarUnit::Programmed& CrossbarUnit::Program(const exec::MatrixProduct& product) {
  const Key key{product.node, product.group};
  const auto found = programmed_.find(key);
  if (found != programmed_.end()) return found->second;
  crossbar::CrossbarSpec spec = spec_;
  // Every group's devices differ, the same way in every run.
  spec.devices.seed +=
      0x9E3779B97F4A7C15U * (product.node * 65536 + static_cast<uint64_t>(product.group) + 1);
  crossbar::CrossbarMatrix matrix(product.weights, product.rows, product.columns,
                                  product.weight_bits, spec);
  return programmed_.emplace(key, Programmed{std::move(matrix), 0}).first->second;
}

void CrossbarUnit::Multiply(const exec::MatrixProduct& product, std::span<int64_t> sums) {
  if (!simulated_[product.node]) {
    exact_.Multiply(product, sums);
    return;
  }
  Programmed& programmed = Program(product);
  SimulatedLayer& layer = layers_[product.node];
  layer.name = product.layer;
  if (programmed.next_position == 0) {
    layer.crossbars += programmed.matrix.crossbars();
    layer.used_columns += programmed.matrix.used_columns();
    layer.flipped_columns += programmed.matrix.flipped_columns();
  }
  layer.arrays +=
      MultiplyInParallel(programmed.matrix, product, sums, programmed.next_position, image_);
  programmed.next_position += product.positions;
  CountMoves(product, programmed.matrix.row_blocks(), layer);
  if (compare_) Compare(product, sums, layer);
}

void CrossbarUnit::CountMoves(const exec::MatrixProduct& product, int64_t row_blocks,
                              SimulatedLayer& layer) {
  const int64_t fetched = product.positions * product.rows * product.activation_bits;
  const int64_t results = product.positions * product.columns;
  layer.edram_read_bits += fetched;
  layer.edram_write_bits += results * product.activation_bits;
  layer.bus_bits += fetched + results * product.activation_bits;
  layer.router_bits += results * product.activation_bits;
  layer.sigmoid_operations += results;
  layer.tile_shift_adds += results * (row_blocks - 1);
}

void CrossbarUnit::Compare(const exec::MatrixProduct& product, std::span<const int64_t> sums,
                           SimulatedLayer& layer) {
  std::vector<int64_t> exact(sums.size());
  exact_.Multiply(product, exact);
  layer.sums += static_cast<int64_t>(sums.size());
  for (size_t i = 0; i < sums.size(); ++i) {
    const int64_t difference = std::abs(sums[i] - exact[i]);
    layer.different_sums += difference != 0;
    layer.largest_difference = std::max(layer.largest_difference, difference);
  }
}

void CrossbarUnit::StartImage(bool compare, uint64_t image) {
  compare_ = compare;
  image_ = image;
  layers_.clear();
  for (auto& [key, programmed] : programmed_) programmed.next_position = 0;
}

std::vector<SimulatedLayer> CrossbarUnit::Layers() const {
  std::vector<SimulatedLayer> layers;
  for (const auto& [node, layer] : layers_) layers.push_back(layer);
  return layers;
}

}  // namespace aqua::study
