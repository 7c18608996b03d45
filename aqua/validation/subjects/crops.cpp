// Array reads that a crop saves on ISAAC, 16-bit weights, convolutions of AlexNet (227 x 227,
// grouped) and VGG-16 (224 x 224). N pixels are cut from an edge of the input; a map loses
// N * map / input cells, rounded in one of three ways.
#include <fmt/format.h>

#include <array>

#include "aqua/accel/published_networks.h"
#include "aqua/crop/crop.h"
#include "aqua/validation/subjects/counted.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

using crop::CropCode;
using crop::Rounding;
using layers::Workload;
using layers::Workloads;

struct Table {
  const char* network;
  Workloads (*convolutions)(accel::published::Bits);
  int64_t input_size;
  int64_t depth;
  const char* rounding_name;
  Rounding rounding;
};

Workloads Cropped(const Table& table, const CropCode& code) {
  Workloads network = table.convolutions({});
  for (Workload& work : network) {
    const auto depth = [&](int64_t map_size) {
      return crop::ScaledDepth(table.depth, map_size, table.input_size, table.rounding);
    };
    const int64_t rows_cut = (code.top + code.bottom) * depth(work.output_height);
    const int64_t columns_cut = (code.left + code.right) * depth(work.output_width);
    work.output_height -= rows_cut;
    work.output_width -= columns_cut;
  }
  return network;
}

double SavedPercent(const Table& table, const CropCode& code) {
  const Workloads network = table.convolutions({});
  const auto reads = [&](const Workloads& image) {
    const cost::Estimate estimate = EstimateOnIsaacImas(network, image);
    return static_cast<double>(Event(estimate, estimate.convolution, "array_reads"));
  };
  return 100 * (1 - reads(Cropped(table, code)) / reads(network));
}

void AddTable(Recomputations& all, const Table& table) {
  constexpr std::array<std::pair<const char*, const char*>, 5> kCrops = {{{"one", "1000"},
                                                                          {"two_adjacent", "1010"},
                                                                          {"two_opposite", "1100"},
                                                                          {"three", "1110"},
                                                                          {"four", "1111"}}};
  for (const auto& [edges, code] : kCrops) {
    all[fmt::format("crops.{}.{}.{}.{}", table.network, table.depth, table.rounding_name, edges)] =
        [table, code = CropCode::Parse(code)] { return SavedPercent(table, code); };
  }
}

}  // namespace

void AddCrops(Recomputations& all) {
  constexpr std::array<std::pair<const char*, Rounding>, 3> kRoundings = {
      {{"floor", Rounding::kFloor}, {"nearest", Rounding::kNearest}, {"ceil", Rounding::kCeil}}};
  constexpr auto* kAlexNet = accel::published::AlexNetConvolutions;
  constexpr auto* kVgg16 = accel::published::Vgg16Convolutions;
  for (const auto& [name, rounding] : kRoundings) {
    AddTable(all, {"alexnet", kAlexNet, 227, 25, name, rounding});
    AddTable(all, {"vgg16", kVgg16, 224, 25, name, rounding});
  }
  AddTable(all, {"alexnet", kAlexNet, 227, 40, "nearest", Rounding::kNearest});
  AddTable(all, {"vgg16", kVgg16, 224, 40, "nearest", Rounding::kNearest});
}

}  // namespace aqua::validation
