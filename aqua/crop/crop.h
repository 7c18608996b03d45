// A crop of one image: which of its four edges are cut, and how deep.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aqua::crop {

// Edges in the order of the code: TOP BOTTOM LEFT RIGHT. "1011": top, left and right are cut.
struct CropCode {
  bool top = false;
  bool bottom = false;
  bool left = false;
  bool right = false;

  int EdgeCount() const { return top + bottom + left + right; }
  int Index() const { return top * 8 + bottom * 4 + left * 2 + right; }  // 0000 is 0.
  std::string ToString() const;

  static CropCode FromIndex(int index);
  static CropCode Parse(std::string_view code);  // Throws Error.
  bool operator==(const CropCode&) const = default;
};

inline constexpr int kCropCount = 16;
std::array<CropCode, kCropCount> AllCrops();  // By Index().

enum class CropMode {
  kAligned,  // The depth is a multiple of the network's total stride: the same as running the
             // network on the smaller canvas.
  kLiteral,  // The deck's slide 8: N pixels at the input, N * map / input at every map, rounded.
};

enum class Rounding { kFloor, kNearest, kCeil };

// What happens to cut cells where a layer reduces over the whole map.
enum class HeadRule {
  kKeptCells,  // The mean over the kept cells: keeps the scale of the logits.
  kZeroFill,   // Cut cells count as zeros: the literal reading of "0 bits".
};

// A band along the chosen edges that is kept at few bits: everything down to `depth` that no band
// before it and no cut has taken.
struct BitBand {
  int64_t depth = 0;  // Pixels an edge, at the input.
  int bits = 4;

  bool operator==(const BitBand&) const = default;
};

struct CropSpec {
  CropCode code;
  int64_t depth = 32;  // Pixels an edge, at the input: cut, 0 bits.
  CropMode mode = CropMode::kAligned;
  Rounding rounding = Rounding::kNearest;  // Literal mode only. Halves round up.
  HeadRule head = HeadRule::kKeptCells;
  // Edges of few bits inside of what is cut; outermost first, each deeper than what is outside of
  // it.
  std::vector<BitBand> bands = {};
};

// Cells cut from one edge of a map of `map_size` when `depth` of `input_size` are cut at the input.
int64_t ScaledDepth(int64_t depth, int64_t map_size, int64_t input_size, Rounding rounding);

}  // namespace aqua::crop
