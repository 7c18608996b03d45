#include "cli/options.h"

#include <charconv>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::cli {
namespace {

std::optional<int64_t> ParseWhole(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number >= 0 ? std::optional(number) : std::nullopt;
}

std::optional<int64_t> ParsePositive(std::string_view text) {
  const std::optional<int64_t> number = ParseWhole(text);
  return number && *number > 0 ? number : std::nullopt;
}

// What stands between any of `separators`; one piece at least.
std::vector<std::string_view> Pieces(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> pieces;
  size_t begin = 0;
  while (true) {
    const size_t end = std::min(text.find_first_of(separators, begin), text.size());
    pieces.push_back(text.substr(begin, end - begin));
    if (end == text.size()) return pieces;
    begin = end + 1;
  }
}

// "9-8-5" or "9,8,5".
std::vector<int> ParseBits(std::string_view flag, const std::string& text) {
  std::vector<int> bits;
  for (const std::string_view piece : Pieces(text, "-,")) {
    const auto number = ParsePositive(piece);
    if (!number || *number > kMostBits) {
      throw Error("{} {}: expected numbers of bits from {} to {}, as in 16 or 9-8-5-5-7", flag,
                  text, kLeastBits, kMostBits);
    }
    bits.push_back(static_cast<int>(*number));
  }
  return bits;
}

std::vector<int64_t> ParseWholes(std::string_view flag, const std::string& text, int64_t most,
                                 std::string_view expected) {
  std::vector<int64_t> numbers;
  for (const std::string_view piece : Pieces(text, ",")) {
    const auto number = ParseWhole(piece);
    if (!number || *number > most) throw Error("{} {}: expected {}", flag, text, expected);
    numbers.push_back(*number);
  }
  return numbers;
}

// Of --depth and --edge-bits: what is cut, and the bands inside of it.
void TakeEdges(const std::string& depth, const std::string& edge_bits, crop::CropSpec& spec) {
  const std::vector<int64_t> depths =
      ParseWholes("--depth", depth, std::numeric_limits<int64_t>::max(),
                  "a number of pixels, as 32; or, with --edge-bits, several, as 32,64");
  const std::vector<int64_t> bits = ParseWholes(
      "--edge-bits", edge_bits.empty() ? "0" : edge_bits, kMostBits - 1,
      fmt::format("a number of bits from 0 (cut) to {} for each --depth, as 0,4", kMostBits - 1));
  if (depths.size() != bits.size()) {
    throw Error("--depth {} has {} numbers and --edge-bits {} has {}; give one each", depth,
                depths.size(), edge_bits.empty() ? "(not given)" : edge_bits, bits.size());
  }
  const size_t cut = bits[0] == 0 ? 1 : 0;
  spec.depth = cut == 1 ? depths[0] : 0;
  for (size_t i = cut; i < bits.size(); ++i) {
    if (bits[i] == 0) {
      throw Error("--edge-bits {}: only the outermost may be cut, 0; give more bits further in",
                  edge_bits);
    }
    spec.bands.push_back({depths[i], static_cast<int>(bits[i])});
  }
}

}  // namespace

void SizeOption::AddTo(CLI::App& command) {
  command.add_option("--size", text, "Height and width of the network's input, as 224x224")
      ->type_name("HxW");
}

std::optional<graph::InputSize> SizeOption::Parse() const {
  if (text.empty()) return std::nullopt;
  const size_t x = text.find('x');
  const auto height = ParsePositive(std::string_view(text).substr(0, x));
  const auto width =
      x == std::string::npos ? height : ParsePositive(std::string_view(text).substr(x + 1));
  if (!height || !width) {
    throw Error("--size {}: expected a height and a width in pixels, as in 224x224", text);
  }
  return graph::InputSize{*height, *width};
}

void CropOptions::AddTo(CLI::App& command) {
  command
      .add_option("--depth", depth,
                  "Pixels that a crop cuts from an edge of the input; with --edge-bits as many "
                  "numbers, from the edge inwards, as 32,64")
      ->capture_default_str();
  command.add_option("--edge-bits", edge_bits,
                     "Bits that the chosen edges' cells are held at down to each --depth: 0 cuts "
                     "them (the default), 1 to 15 keep them at few bits. --depth 32 --edge-bits 4 "
                     "holds the outer 32 pixels at 4 bits; --depth 32,64 --edge-bits 0,4 cuts 32 "
                     "and holds the next, down to 64, at 4");
  command
      .add_option("--mode", mode,
                  "aligned: run on the smaller canvas, the depth a multiple of the network's "
                  "stride; literal: cut every map in proportion, rounded")
      ->check(CLI::IsMember({"aligned", "literal"}))
      ->capture_default_str();
  command.add_option("--rounding", rounding, "Of a literal crop's depth at each map")
      ->check(CLI::IsMember({"floor", "nearest", "ceil"}))
      ->capture_default_str();
  command
      .add_option("--head", head,
                  "Global pooling over the kept cells, or over all with zeros where cut")
      ->check(CLI::IsMember({"kept", "zeros"}))
      ->capture_default_str();
}

crop::CropSpec CropOptions::Spec() const {
  crop::CropSpec spec;
  TakeEdges(depth, edge_bits, spec);
  spec.mode = mode == "literal" ? crop::CropMode::kLiteral : crop::CropMode::kAligned;
  spec.rounding = rounding == "floor"  ? crop::Rounding::kFloor
                  : rounding == "ceil" ? crop::Rounding::kCeil
                                       : crop::Rounding::kNearest;
  spec.head = head == "zeros" ? crop::HeadRule::kZeroFill : crop::HeadRule::kKeptCells;
  return spec;
}

void CropOptions::RefuseEdgeBits(std::string_view instead) const {
  if (Spec().bands.empty()) return;
  throw Error("--edge-bits {}: float has no edges of few bits; {}", edge_bits, instead);
}

void PrecisionOptions::AddTo(CLI::App& command) {
  command.add_option("--weight-bits", weight_bits,
                     "Bits of the weights: one number, or one a layer with weights, as 16-10-10; "
                     "default: 16");
  command.add_option("--activation-bits", activation_bits,
                     "Bits of what the layers read: one number, or one a layer, or one a "
                     "convolution (dense layers keep 16), as 9-8-5-5-7; default: 16");
  command.add_option("--profile", profile,
                     "Precision profile, JSON: bits and exponents of every layer");
}

study::Precision PrecisionOptions::Parse() const {
  study::Precision precision;
  if (!weight_bits.empty()) precision.weight_bits = ParseBits("--weight-bits", weight_bits);
  if (!activation_bits.empty()) {
    precision.activation_bits = ParseBits("--activation-bits", activation_bits);
  }
  if (profile.empty()) return precision;
  if (!weight_bits.empty() || !activation_bits.empty()) {
    throw Error(
        "--profile {} gives the bits of every layer; leave out --weight-bits and "
        "--activation-bits",
        profile);
  }
  precision.profile = quant::ReadProfile(profile);
  precision.profile_file = profile;
  return precision;
}

void AcceleratorOptions::AddTo(CLI::App& command, const std::string& help) {
  command.add_option("--accelerator", name, help)->capture_default_str();
  command.add_option("--set", settings,
                     "Setting of the accelerator, KEY=VALUE, as column_rule=whole; repeat for "
                     "more. A wrong key lists those there are");
  command.add_option("--constants", constants,
                     "The accelerator's constants, JSON, in place of the built-in ones");
  precision.AddTo(command);
}

study::AcceleratorSpec AcceleratorOptions::SpecOf(const std::string& accelerator) const {
  study::AcceleratorSpec spec{accelerator, {constants, {}}};
  for (const std::string& setting : settings) {
    const size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error("--set {}: expected KEY=VALUE, as in --set column_rule=whole", setting);
    }
    const std::string key = setting.substr(0, equals);
    if (!spec.options.settings.emplace(key, setting.substr(equals + 1)).second) {
      throw Error("--set {}: {} is set twice", setting, key);
    }
  }
  return spec;
}

}  // namespace aqua::cli
