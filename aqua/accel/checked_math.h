// Whole-number arithmetic on counts that cannot wrap around: a network with absurd sizes ends in an
// Error, not in a small or negative energy.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "aqua/layers/workload.h"

namespace aqua::accel {

// The product of factors that are 0 or more. Throws Error naming the layer past 2^63 - 1.
int64_t CheckedProduct(std::string_view layer, std::initializer_list<int64_t> factors);

// Throws Error past 2^63 - 1.
int64_t CheckedSum(int64_t a, int64_t b);

// Of positive numbers.
int64_t CeilDivide(int64_t dividend, int64_t divisor);

// Multiply-accumulates of one image; 0 for a layer without weights.
int64_t MacCount(const layers::Workload& work);

}  // namespace aqua::accel
