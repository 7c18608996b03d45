#include "aqua/core/shape.h"

#include <fmt/ranges.h>

#include "aqua/core/error.h"

namespace aqua {

int64_t Shape::ElementCount() const {
  int64_t count = 1;
  for (const int64_t dim : dims_) {
    if (dim < 0) throw Error("shape {} has a negative dimension", ToString());
    if (dim > 0 && count > kMaxElementCount / dim) {
      throw Error("shape {} has more than {} elements, the most a tensor may have", ToString(),
                  kMaxElementCount);
    }
    count *= dim;
  }
  return count;
}

std::string Shape::ToString() const {
  if (dims_.empty()) return "scalar";
  return fmt::format("{}", fmt::join(dims_, "x"));
}

}  // namespace aqua
