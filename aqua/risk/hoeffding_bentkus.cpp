#include "aqua/risk/hoeffding_bentkus.h"

#include <algorithm>
#include <cmath>

#include "aqua/core/error.h"
#include "aqua/risk/binomial_tail.h"

namespace aqua::risk {
namespace {

double RelativeEntropy(double a, double b) {
  const double first = a > 0 ? a * std::log(a / b) : 0;
  const double second = a < 1 ? (1 - a) * std::log((1 - a) / (1 - b)) : 0;
  return first + second;
}

}  // namespace

double HoeffdingBentkusPValue(int64_t n, double total_loss, double alpha) {
  AQUA_CHECK(n > 0 && alpha > 0 && alpha < 1);
  const auto images = static_cast<double>(n);
  AQUA_CHECK(total_loss >= 0 && total_loss <= images);
  const double mean = std::min(total_loss / images, alpha);
  const double log_hoeffding = -images * RelativeEntropy(mean, alpha);
  const auto counted = static_cast<int64_t>(std::ceil(total_loss));
  const double log_bentkus = 1 + LogBinomialTail(n, alpha, counted);
  return std::exp(std::min({0.0, log_hoeffding, log_bentkus}));
}

}  // namespace aqua::risk
