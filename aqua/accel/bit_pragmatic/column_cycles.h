// Cycles in which one column of Bit-Pragmatic presents a brick: in each, every lane may present its
// lowest one that is left, if it lies within 2^F - 1 of the lowest one left in any lane. F = 0
// counts the bit places that hold a one in any lane, F = 4 the ones of the activation that has
// most. From DNNsim's BitPragmatic.cpp.
#pragma once

#include <cstdint>
#include <span>

namespace aqua::accel {

// Magnitudes in; at least 1, at most 16 out. `first_stage_bits` F: 0 to 4.
int ColumnCycles(std::span<const uint16_t> brick, int first_stage_bits);

}  // namespace aqua::accel
