#include "cli/options.h"

#include <charconv>

#include "aqua/core/error.h"

namespace aqua::cli {
namespace {

std::optional<int64_t> ParsePositive(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

// "9-8-5" or "9,8,5".
std::vector<int> ParseBits(std::string_view flag, const std::string& text) {
  std::vector<int> bits;
  size_t begin = 0;
  while (true) {
    const size_t end = std::min(text.find_first_of("-,", begin), text.size());
    const auto number = ParsePositive(std::string_view(text).substr(begin, end - begin));
    if (!number || *number > kMostBits) {
      throw Error("{} {}: expected numbers of bits from {} to {}, as in 16 or 9-8-5-5-7", flag,
                  text, kLeastBits, kMostBits);
    }
    bits.push_back(static_cast<int>(*number));
    if (end == text.size()) return bits;
    begin = end + 1;
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
  command.add_option("--depth", depth, "Pixels that a crop cuts from an edge of the input")
      ->capture_default_str();
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
  spec.depth = depth;
  spec.mode = mode == "literal" ? crop::CropMode::kLiteral : crop::CropMode::kAligned;
  spec.rounding = rounding == "floor"  ? crop::Rounding::kFloor
                  : rounding == "ceil" ? crop::Rounding::kCeil
                                       : crop::Rounding::kNearest;
  spec.head = head == "zeros" ? crop::HeadRule::kZeroFill : crop::HeadRule::kKeptCells;
  return spec;
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
