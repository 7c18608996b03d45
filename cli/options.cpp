#include "cli/options.h"

#include <charconv>

#include "aqua/core/error.h"

namespace aqua::cli {
namespace {

std::optional<int64_t> ParseSide(std::string_view text) {
  int64_t side = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), side);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && side > 0 ? std::optional(side) : std::nullopt;
}

}  // namespace

void SizeOption::AddTo(CLI::App& command) {
  command.add_option("--size", text, "Height and width of the network's input, as 224x224")
      ->type_name("HxW");
}

std::optional<graph::InputSize> SizeOption::Parse() const {
  if (text.empty()) return std::nullopt;
  const size_t x = text.find('x');
  const auto height = ParseSide(std::string_view(text).substr(0, x));
  const auto width =
      x == std::string::npos ? height : ParseSide(std::string_view(text).substr(x + 1));
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

void AcceleratorOptions::AddTo(CLI::App& command) {
  command.add_option("--accelerator", name, "Accelerator model that energy is counted on")
      ->capture_default_str();
  command.add_option("--weight-bits", bits.weight, "Bits of every weight")->capture_default_str();
  command.add_option("--activation-bits", bits.activation, "Bits of every activation")
      ->capture_default_str();
}

}  // namespace aqua::cli
