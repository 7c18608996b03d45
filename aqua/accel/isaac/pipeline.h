// Time of ISAAC's pipeline between layers: each layer is a stage with arrays of its own, and starts
// when its first window is there. Layers are taken as a chain in the order they are given; branches
// that could run side by side are not.
//   A window needs (Fig. 4b) one cycle for the eDRAM read, activation_bits * ReadCycles for the
//   crossbar, and ADC 1, S+A 2, sigmoid 1, eDRAM write 1: 22 cycles at 16 bits. Where positions
//   differ in bits, a window is one of most bits.
//   start(i)  = start(i - 1) + max(share(i) * busy(i - 1), a window of i - 1) + 6
//   finish(i) = max(start(i) + cycles(i), finish(i - 1) + its last window) + 6
//   busy(i)   = finish(i) - 6 - start(i): from its first window to its last, waits included
// share(i), of i's input what its first window needs, is that of the whole network and not of the
// image: so every start lies between the same two moments at the same ratio, and work that shrinks,
// whichever layer's, never makes an image later.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/isaac/isaac_constants.h"

namespace aqua::accel {

// By layer, three of the same length. `cycles`: how long its arrays work; 0 for layers that are no
// stage. `shares`: FirstWindowShares of the whole network.
Timing PipelineTiming(const IsaacConstants& constants, std::span<const layers::Workload> layers,
                      std::span<const int64_t> cycles, std::span<const double> shares);

// Of its input map, what a layer must have before its first window is whole, in reading order:
// (width * (kernel_height - 1) + kernel_width) / (width * height), padding counted as there, a
// dilated kernel by the rows it spans. All of it, 1, for a dense layer and for one without
// positions.
double FirstWindowShare(const layers::Workload& work);
// Of each layer with weights; 1 for others.
std::vector<double> FirstWindowShares(std::span<const layers::Workload> network);

}  // namespace aqua::accel
