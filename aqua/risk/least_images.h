// How many images a promise needs at least.
#pragma once

#include <cstdint>

namespace aqua::risk {

// The fewest images with which a share of at most alpha can be promised with confidence 1 - delta,
// when none of them shows a loss: (1 - alpha)^n <= delta, n = ceil(ln delta / ln(1 - alpha)). 299
// for 1 % at 5 %. alpha, delta in (0, 1); never more than 2^53.
int64_t LeastImages(double alpha, double delta);

}  // namespace aqua::risk
