// Time of ISAAC's pipeline between layers: each layer is a stage with arrays of its own, and starts
// when its first window is there. Layers are taken as a chain in the order they are given; branches
// that could run side by side are not.
//   A window needs (Fig. 4b) one cycle for the eDRAM read, activation_bits * ReadCycles for the
//   crossbar, and ADC 1, S+A 2, sigmoid 1, eDRAM write 1: 22 cycles at 16 bits.
//   start(i)  = when the share of i - 1's outputs that i's first window needs is written
//   finish(i) = max(start(i) + cycles(i), finish(i - 1) + its last window) + 6
#pragma once

#include <cstdint>
#include <span>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/isaac/isaac_constants.h"

namespace aqua::accel {

// `cycles`: how long each layer's arrays work; 0 for layers that are no stage.
Timing PipelineTiming(const IsaacConstants& constants, std::span<const layers::Workload> layers,
                      std::span<const int64_t> cycles);

// Of its input map, what a layer must have before its first window is whole, in reading order:
// (width * (kernel_height - 1) + kernel_width) / (width * height), padding counted as there, a
// dilated kernel by the rows it spans. A dense layer needs all of it: 1.
double FirstWindowShare(const layers::Workload& work);

// What a pipelined layer keeps of its input (Nif maps, Nx wide) where one that waits for the layer
// before keeps Nx * Ny * Nif: ((Nx * (Ky - 1)) + Kx) * Nif values of one byte. MEMORY of the
// paper's rule; its table shows Nx * Ky * Nif, whole rows. Throws Error past 2^63.
int64_t PipelineBufferBytes(int64_t input_width, int64_t kernel_height, int64_t kernel_width,
                            int64_t input_channels);

}  // namespace aqua::accel
