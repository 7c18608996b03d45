// The search for the fewest bits of every layer within a budget of loss (Stripes: Judd et al.,
// MICRO 2016, whose profiles are per layer and static), as control alone: what a choice of bits
// costs is told by a judge.
//
// Layers are taken in network order. Those before have the bits that were chosen, those after are
// still wide, so a judge may keep what the layers before compute and run the rest only. A layer
// gets the fewest bits at which the loss so far stays within its part of the budget; a part that is
// not used up passes on to the layers after. Bits are found by bisection, which takes the loss not
// to grow with more bits: where it does, more bits than needed may be chosen, never a loss past the
// part. At the end the whole profile is judged. If it exceeds the budget, the layer that loses most
// for each bit it saves is widened by a bit, which is taken to halve its loss, and so on until it
// does not: what is returned is within the budget on what the judge saw, or all bits are wide.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace aqua::quant {

class BitJudge {
 public:
  BitJudge() = default;
  BitJudge(const BitJudge&) = delete;
  BitJudge& operator=(const BitJudge&) = delete;
  virtual ~BitJudge() = default;

  // Loss of the network with the fixed bits before `layer`, `bits` there, wide after. A share of
  // images whose answer changes, points of top-1 lost: anything that a budget is in. Not NaN.
  virtual double Loss(size_t layer, int bits) = 0;
  // `layer` has these bits from now on. Called once a layer, in order.
  virtual void Fix(size_t layer, int bits) = 0;
  // Loss of all layers at these bits.
  virtual double WholeLoss(std::span<const int> bits) = 0;
};

struct BitSearchSpec {
  int least_bits = 1;
  int most_bits = 16;  // Wide.
  double budget = 0;
  // By layer: its part of the budget, in any unit, such as its MACs; empty: equal parts.
  std::vector<double> parts = {};
};

struct BitSearchResult {
  std::vector<int> bits;  // One a layer.
  double loss = 0;        // Of the whole profile, as judged.
  bool within_budget = false;
  int64_t trials = 0;       // Calls of Loss: each runs from its layer on.
  int64_t whole_runs = 0;   // Calls of WholeLoss.
  double network_runs = 0;  // Trials by the share of layers that they run, and whole runs.
};

// `layers`: how many. Throws Error for bits or a budget out of range.
BitSearchResult SearchBits(BitJudge& judge, size_t layers, const BitSearchSpec& spec);

// Whole network runs that trying every width of one layer after the other would take: layers x
// widths. (Trying every combination would take widths^layers.)
int64_t BruteForceRuns(size_t layers, const BitSearchSpec& spec);

}  // namespace aqua::quant
