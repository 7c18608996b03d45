#include "aqua/quant/method.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"

namespace aqua::quant {
namespace {

TEST(Method, HasTheNameItIsFoundBy) {
  for (const std::string_view name :
       {"max-range", "percentile", "mse", "flexpoint", "weighted-entropy"}) {
    EXPECT_EQ(NameOf(MethodOf(name)), name);
  }
  EXPECT_EQ(MethodOf("mse"), Method::kMse);
  EXPECT_EQ(MethodOf("weighted-entropy"), Method::kWeightedEntropy);
}

TEST(Method, AnUnknownOneIsRefusedWithThoseThatThereAre) {
  try {
    MethodOf("magic");
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_STREQ(
        error.what(),
        "no calibration method \"magic\"; there are max-range, percentile, mse, flexpoint, "
        "weighted-entropy");
  }
}

}  // namespace
}  // namespace aqua::quant
