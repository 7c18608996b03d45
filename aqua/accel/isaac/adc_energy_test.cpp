#include "aqua/accel/isaac/adc_energy.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

const AdcConversion kDesign = {1.5625, "Table I"};
constexpr int kDesignBits = 8;

double At(int bits, AdcEnergyModel model) {
  return AdcConversionAt(bits, model, kDesign, kDesignBits).energy_pj;
}

TEST(AdcEnergy, FollowsTheChosenLaw) {
  EXPECT_DOUBLE_EQ(At(4, AdcEnergyModel::kConstant), 1.5625);
  EXPECT_DOUBLE_EQ(At(4, AdcEnergyModel::kLinear), 0.78125);
  EXPECT_DOUBLE_EQ(At(16, AdcEnergyModel::kLinear), 3.125);
  EXPECT_DOUBLE_EQ(At(4, AdcEnergyModel::kExponential), 1.5625 / 16);
  EXPECT_DOUBLE_EQ(At(9, AdcEnergyModel::kExponential), 3.125);
}

TEST(AdcEnergy, AtTheDesignsBitsEveryLawIsTheDesign) {
  for (const AdcEnergyModel model :
       {AdcEnergyModel::kConstant, AdcEnergyModel::kLinear, AdcEnergyModel::kExponential}) {
    EXPECT_DOUBLE_EQ(At(8, model), 1.5625);
  }
}

TEST(AdcEnergy, ListsAreThoseOfTheirSources) {
  const std::vector<double> scaled = {0.79, 0.99, 1.20, 1.42, 1.67, 1.97, 2.38};
  const std::vector<double> measured = {0.739, 0.749, 0.852, 1.050, 1.543, 4.42, 13.1};
  for (int bits = 4; bits <= 10; ++bits) {
    const auto index = static_cast<size_t>(bits - 4);
    EXPECT_DOUBLE_EQ(At(bits, AdcEnergyModel::kScaled), scaled[index]) << bits;
    EXPECT_DOUBLE_EQ(At(bits, AdcEnergyModel::kMeasured), measured[index]) << bits;
  }
}

TEST(AdcEnergy, ListsHaveNoValueOutsideFourToTenBits) {
  for (const int bits : {1, 3, 11, 16}) {
    for (const AdcEnergyModel model : {AdcEnergyModel::kScaled, AdcEnergyModel::kMeasured}) {
      try {
        At(bits, model);
        ADD_FAILURE() << bits;
      } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("4 to 10"), std::string::npos) << error.what();
      }
    }
  }
}

TEST(AdcEnergy, MoreBitsNeverCostLess) {
  for (const AdcEnergyModel model :
       {AdcEnergyModel::kConstant, AdcEnergyModel::kLinear, AdcEnergyModel::kExponential,
        AdcEnergyModel::kScaled, AdcEnergyModel::kMeasured}) {
    for (int bits = 5; bits <= 10; ++bits) EXPECT_LE(At(bits - 1, model), At(bits, model)) << bits;
  }
}

TEST(AdcEnergy, NamesItsSource) {
  EXPECT_EQ(AdcConversionAt(8, AdcEnergyModel::kConstant, kDesign, 8).source, "Table I");
  EXPECT_NE(AdcConversionAt(6, AdcEnergyModel::kLinear, kDesign, 8).source.find("x 6 / 8"),
            std::string::npos);
  EXPECT_NE(AdcConversionAt(6, AdcEnergyModel::kMeasured, kDesign, 8).source.find("regression"),
            std::string::npos);
}

}  // namespace
}  // namespace aqua::accel
