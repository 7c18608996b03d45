#include "aqua/accel/checked_math.h"

#include "aqua/core/error.h"

namespace aqua::accel {

int64_t CheckedProduct(std::string_view layer, std::initializer_list<int64_t> factors) {
  int64_t product = 1;
  for (const int64_t factor : factors) {
    AQUA_CHECK(factor >= 0);
    if (__builtin_mul_overflow(product, factor, &product)) {
      throw Error("layer \"{}\": its sizes ask for more than 2^63 events; check the model's shapes",
                  layer);
    }
  }
  return product;
}

int64_t CheckedSum(int64_t a, int64_t b) {
  int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) {
    throw Error("the layers together ask for more than 2^63 events; check the model's shapes");
  }
  return sum;
}

int64_t CeilDivide(int64_t dividend, int64_t divisor) {
  AQUA_CHECK(dividend > 0 && divisor > 0);
  return (dividend - 1) / divisor + 1;
}

int64_t MacCount(const layers::Workload& work) {
  if (!work.has_weights()) return 0;
  return CheckedProduct(work.layer,
                        {work.output_height, work.output_width, work.groups, work.kernel_height,
                         work.kernel_width, work.input_channels, work.output_channels});
}

}  // namespace aqua::accel
