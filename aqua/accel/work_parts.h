// A layer's positions by the activation bits that they present: the one place where
// Workload::low_bits is read. A position of fewer bits asks for fewer time steps of a design that
// presents activations bit by bit, and is one like any other to a design that does not.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/layers/workload.h"

namespace aqua::accel {

struct WorkPart {
  int64_t positions = 0;  // 1 or more.
  int activation_bits = 0;
};

// Most bits first; all positions together, none of a layer without any. Positions that could do
// with as many bits as the layer's others, or more, are counted among those. Throws Error naming
// the layer for low bits outside of 1 to 16, of fewer than 0 positions, or of more than there are.
std::vector<WorkPart> PartsOf(const layers::Workload& work);

// Activation bits that all positions present of one row, one after the other: positions *
// activation_bits where none needs fewer. Throws Error as above and past 2^63 - 1.
int64_t TimeSteps(const layers::Workload& work);

// Units take `at_once` positions at a time, each set as long as its widest: with positions in order
// of their bits, most first, how many sets begin in each part. By part of `parts`.
std::vector<int64_t> SetsOf(const std::vector<WorkPart>& parts, int64_t at_once);

}  // namespace aqua::accel
