#include "aqua/quant/log_histogram.h"

#include <cmath>

namespace aqua::quant {

double LogBinBegin(int bin) {
  return std::exp2(static_cast<double>(bin - kOneBin) / kBinsAnOctave);
}

}  // namespace aqua::quant
