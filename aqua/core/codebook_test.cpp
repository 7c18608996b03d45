#include "aqua/core/codebook.h"

#include <gtest/gtest.h>

#include <limits>

namespace aqua {
namespace {

const Codebook kThree{{-1.0F, -0.25F, 0.5F}, {-3, 0, 5}};
constexpr FixedPoint kSigned4{4, 0, true};

TEST(Codebook, AValueTakesTheLastStartThatIsNotAboveIt) {
  EXPECT_EQ(kThree.Quantize(-0.26F), -3);
  EXPECT_EQ(kThree.Quantize(-0.25F), 0);
  EXPECT_EQ(kThree.Quantize(0.49F), 0);
  EXPECT_EQ(kThree.Quantize(0.5F), 5);
}

TEST(Codebook, WhatIsPastTheEndsTakesTheOuterLevels) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(kThree.Quantize(-kInfinity), -3);
  EXPECT_EQ(kThree.Quantize(-1.5F), -3);
  EXPECT_EQ(kThree.Quantize(kInfinity), 5);
}

TEST(Codebook, CodesAreAsWideAsTheLevelsAreMany) {
  EXPECT_EQ((Codebook{{0}, {0}}).CodeBits(), 1);
  EXPECT_EQ(kThree.CodeBits(), 2);
  EXPECT_EQ((Codebook{{0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}}).CodeBits(), 3);
}

TEST(Codebook, ScalingMovesTheStartsAlone) {
  const Codebook scaled = kThree.Scaled(-2);
  EXPECT_EQ(scaled.starts, (std::vector<float>{-0.25F, -0.0625F, 0.125F}));
  EXPECT_EQ(scaled.levels, kThree.levels);
}

TEST(Codebook, WholeTensorsAreQuantizedValueByValue) {
  const std::vector<float> values = {-2, -0.3F, 0, 0.6F};
  std::vector<int32_t> result(values.size());
  Quantize(values, kThree, result);
  EXPECT_EQ(result, (std::vector<int32_t>{-3, -3, 0, 5}));
}

TEST(Codebook, FaultsAreNamed) {
  EXPECT_EQ(CodebookFault(kThree, kSigned4), "");
  EXPECT_EQ(CodebookFault({{0}, {0, 1}}, kSigned4), "1 starts for 2 levels, expected one a level");
  EXPECT_EQ(CodebookFault({{0, 1}, {0, 8}}, kSigned4), "level 8, expected -8 to 7");
  EXPECT_EQ(CodebookFault({{0, 0}, {0, 1}}, kSigned4), "starts that do not ascend");
  EXPECT_EQ(CodebookFault({{0, 1}, {1, 0}}, kSigned4), "levels that do not ascend");
  EXPECT_EQ(CodebookFault({{std::numeric_limits<float>::quiet_NaN()}, {0}}, kSigned4),
            "a start that is not finite");
}

}  // namespace
}  // namespace aqua
