#include "aqua/core/error.h"

namespace aqua {

void FailCheck(const char* file, int line, const char* condition, const std::string& values) {
  throw InternalError(
      fmt::format("internal error at {}:{}: {} does not hold{}{}. Please report this.", file, line,
                  condition, values.empty() ? "" : ": ", values));
}

}  // namespace aqua
