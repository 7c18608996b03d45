#include "aqua/accel/isaac/isaac_prices.h"

#include <gtest/gtest.h>

#include <map>

#include "aqua/accel/isaac/isaac.h"
#include "aqua/accel/isaac/isaac_chip.h"

namespace aqua::accel {
namespace {

using Totals = std::map<std::string, double>;

std::vector<EnergyPrice> Prices(const std::map<std::string, std::string>& settings = {},
                                ArrayActivity activity = ArrayActivity::kEveryRow) {
  return IsaacPrices(BuiltInIsaac(), ParseIsaacSettings(settings), activity);
}

double PriceOf(const std::vector<EnergyPrice>& prices, size_t event, const std::string& component) {
  for (const EnergyPrice& price : prices) {
    if (price.event == event && price.component == component) return price.energy_pj;
  }
  ADD_FAILURE() << "no price of " << component;
  return 0;
}

std::vector<std::string> Components(const std::vector<EnergyPrice>& prices) {
  std::vector<std::string> names;
  for (const EnergyPrice& price : prices) {
    if (std::find(names.begin(), names.end(), price.component) == names.end()) {
      names.push_back(price.component);
    }
  }
  return names;
}

// One array read with all its columns in use, and all its rows driven.
double ReadPj(const std::vector<EnergyPrice>& prices) {
  const std::map<size_t, double> events = {{Isaac::kArrayReads, 1},
                                           {Isaac::kAdcConversions, 128},
                                           {Isaac::kDacConversions, 128},
                                           {Isaac::kUnitConversions, 1},
                                           {Isaac::kActiveRows, 128}};
  double energy_pj = 0;
  for (const EnergyPrice& price : prices) {
    const auto count = events.find(price.event);
    if (count != events.end()) energy_pj += count->second * price.energy_pj;
  }
  return energy_pj;
}

TEST(IsaacPrices, OneReadCostsTheImaOfTableOne) {
  EXPECT_DOUBLE_EQ(ReadPj(Prices({{"level", "ima"}})), 301.0);  // 24.08 mW * 100 ns / 8 arrays.
  const auto by_rows = Prices({{"level", "ima"}}, ArrayActivity::kActiveRows);
  EXPECT_DOUBLE_EQ(ReadPj(by_rows), 301.0);
}

TEST(IsaacPrices, AreThoseWorkedOutFromTableOne) {
  const std::vector<EnergyPrice> prices = Prices();
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kAdcConversions, "adc"), 1.5625);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kAdcIdleConversions, "adc_idle"), 1.5625);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kDacConversions, "dac"), 0.390625);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kArrayReads, "array"), 30);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kAdcConversions, "sample_hold"), 0.0009765625);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kArrayReads, "shift_add"), 2.5);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kArrayReads, "input_register"), 15.5);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kArrayReads, "output_register"), 2.875);
  EXPECT_NEAR(8 * PriceOf(prices, Isaac::kEdramReadBits, "edram"), 2.0215, 5e-5);  // pJ a byte.
  EXPECT_NEAR(8 * PriceOf(prices, Isaac::kBusBits, "bus"), 0.6836, 5e-5);
  EXPECT_NEAR(32 * PriceOf(prices, Isaac::kRouterBits, "router"), 4.375, 1e-9);  // A flit.
  EXPECT_NEAR(8 * PriceOf(prices, Isaac::kHyperTransportBits, "hyper_transport"), 406.25, 1e-9);
  EXPECT_NEAR(240 * PriceOf(prices, Isaac::kSigmoidOperations, "sigmoid"), 52, 1e-9);
  EXPECT_NEAR(120 * PriceOf(prices, Isaac::kMaxPoolComparisons, "max_pool"), 40, 1e-9);
  EXPECT_NEAR(120 * PriceOf(prices, Isaac::kTileShiftAdds, "tile_shift_add"), 5, 1e-9);
  EXPECT_NEAR(1536 * PriceOf(prices, Isaac::kTileRegisterBits, "tile_output_register"), 168, 1e-9);
}

TEST(IsaacPrices, AChangedPowerChangesItsEnergyAlone) {
  IsaacConstants constants = BuiltInIsaac();
  constants.array.power_mw *= 3;
  const auto changed = IsaacPrices(constants, {}, ArrayActivity::kEveryRow);
  const auto before = Prices();
  ASSERT_EQ(changed.size(), before.size());
  for (size_t i = 0; i < before.size(); ++i) {
    const double factor = before[i].component == "array" ? 3 : 1;
    EXPECT_DOUBLE_EQ(changed[i].energy_pj, factor * before[i].energy_pj) << before[i].component;
  }
}

TEST(IsaacPrices, AChangedGeometryKeepsTheEnergyOfAnAdc) {
  IsaacConstants constants = BuiltInIsaac();
  constants.arrays_per_ima = 64;  // Share the 8 ADCs.
  const auto prices = IsaacPrices(constants, {}, ArrayActivity::kEveryRow);
  EXPECT_DOUBLE_EQ(PriceOf(prices, Isaac::kAdcConversions, "adc"), 1.5625);
  const auto se = IsaacPrices(BuiltInIsaac(IsaacDesign::kSe), {}, ArrayActivity::kEveryRow);
  EXPECT_DOUBLE_EQ(ReadPj(se), ReadPj(Prices()));
}

TEST(IsaacPrices, ComponentsFollowTheSettings) {
  const std::vector<std::string> ima = {"adc",
                                        "adc_idle",
                                        "dac",
                                        "array",
                                        "sample_hold",
                                        "shift_add",
                                        "input_register",
                                        "output_register"};
  EXPECT_EQ(Components(Prices({{"level", "ima"}})), ima);
  std::vector<std::string> chip = {"adc", "adc_idle", "adc_unit"};
  chip.insert(chip.end(), ima.begin() + 2, ima.end());
  for (const char* name : {"edram", "bus", "router", "sigmoid", "max_pool", "tile_shift_add",
                           "tile_output_register", "hyper_transport"}) {
    chip.emplace_back(name);
  }
  EXPECT_EQ(Components(Prices({{"unit_column", "on"}})), chip);
  EXPECT_EQ(Components(Prices({{"unit_column", "on"}, {"fixed_power", "on"}})), chip);
  EXPECT_EQ(Components(Prices({{"unit_column", "on"}}, ArrayActivity::kActiveRows)), chip);
}

TEST(IsaacPrices, FixedPowerDrawsAllThatIsNotInAnIma) {
  double tile_pj = 0;
  double chip_pj = 0;
  for (const EnergyPrice& price : Prices({{"fixed_power", "on"}})) {
    if (price.event == Isaac::kTileCycles) tile_pj += price.energy_pj;
    if (price.event == Isaac::kChipCycles) chip_pj += price.energy_pj;
  }
  EXPECT_NEAR(tile_pj, 4085, 1e-6);  // 40.85 mW * 100 ns.
  EXPECT_DOUBLE_EQ(chip_pj, 1.04e6);
}

TEST(IsaacPrices, AnAdcOfOtherBitsIsPricedByTheChosenLaw) {
  const auto adc = [](const std::map<std::string, std::string>& settings) {
    return PriceOf(Prices(settings), Isaac::kAdcConversions, "adc");
  };
  EXPECT_DOUBLE_EQ(adc({{"adc_bits", "6"}}), 1.5625);
  EXPECT_DOUBLE_EQ(adc({{"adc_bits", "6"}, {"adc_energy", "linear"}}), 1.5625 * 6 / 8);
  EXPECT_DOUBLE_EQ(adc({{"adc_energy", "measured"}}), 1.543);
}

TEST(IsaacPrices, EachNamesItsSource) {
  for (const EnergyPrice& price : Prices({{"unit_column", "on"}})) {
    EXPECT_NE(price.source.find("Table I"), std::string::npos) << price.source;
    EXPECT_NE(price.source.find(" mW * 100 ns / "), std::string::npos) << price.source;
  }
}

}  // namespace
}  // namespace aqua::accel
