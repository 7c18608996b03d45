#include "aqua/quant/method.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"

namespace aqua::quant {
namespace {

// In the order of Method.
constexpr std::array<std::string_view, 5> kNames = {"max-range", "percentile", "mse", "flexpoint",
                                                    "weighted-entropy"};

}  // namespace

Method MethodOf(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) {
    throw Error("no calibration method {}; there are {}", Quoted(name), MethodNames());
  }
  return static_cast<Method>(found - kNames.begin());
}

std::string_view NameOf(Method method) { return kNames.at(static_cast<size_t>(method)); }

std::string MethodNames() { return fmt::format("{}", fmt::join(kNames, ", ")); }

}  // namespace aqua::quant
