// The Hoeffding-Bentkus p-value: how unlikely so small a mean loss is, were the true mean more than
// alpha. For losses in [0, 1] of which only the mean is used.
//   p = min( exp(-n h(min(r, alpha), alpha)), e P(Bin(n, alpha) <= ceil(n r)) ),
//   h(a, b) = a ln(a / b) + (1 - a) ln((1 - a) / (1 - b)), r the mean loss:
//   Bates et al., "Distribution-free, risk-controlling prediction sets", J. ACM 68 (2021),
//   sec. 3.1.
#pragma once

#include <cstdint>

namespace aqua::risk {

// total_loss: the sum over n > 0 images, in [0, n]; alpha in (0, 1). In (0, 1], small is safe.
double HoeffdingBentkusPValue(int64_t n, double total_loss, double alpha);

}  // namespace aqua::risk
