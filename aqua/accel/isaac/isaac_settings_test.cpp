#include "aqua/accel/isaac/isaac_settings.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using Texts = std::map<std::string, std::string>;

std::string Complaint(const Texts& settings) {
  try {
    ParseIsaacSettings(settings);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

void ExpectComplaint(const Texts& settings, const std::vector<std::string>& parts) {
  const std::string complaint = Complaint(settings);
  EXPECT_EQ(complaint.find('\n'), std::string::npos) << complaint;
  for (const std::string& part : parts) {
    EXPECT_NE(complaint.find(part), std::string::npos) << complaint << " lacks " << part;
  }
}

TEST(IsaacSettings, DefaultToTheWholeChipOfThePaper) {
  const IsaacSettings settings = ParseIsaacSettings({});
  EXPECT_EQ(settings.design, IsaacDesign::kCe);
  EXPECT_EQ(settings.column_rule, ColumnRule::kStraddle);
  EXPECT_EQ(settings.packing, Packing::kNone);
  EXPECT_EQ(settings.adc_bits, std::nullopt);
  EXPECT_EQ(settings.adc_energy, AdcEnergyModel::kConstant);
  EXPECT_FALSE(settings.prices_unit_column);
  EXPECT_EQ(settings.level, PricedLevel::kChip);
  EXPECT_FALSE(settings.fixed_power);
  EXPECT_EQ(settings.replication, Replication::kNone);
  EXPECT_EQ(settings.chips, std::nullopt);
}

TEST(IsaacSettings, AreReadByName) {
  const IsaacSettings settings = ParseIsaacSettings({{"design", "se"},
                                                     {"column_rule", "whole"},
                                                     {"packing", "diagonal"},
                                                     {"adc_bits", "16"},
                                                     {"adc_energy", "linear"},
                                                     {"unit_column", "on"},
                                                     {"fixed_power", "on"},
                                                     {"replication", "balanced"},
                                                     {"chips", "3"}});
  EXPECT_EQ(settings.design, IsaacDesign::kSe);
  EXPECT_EQ(settings.column_rule, ColumnRule::kWhole);
  EXPECT_EQ(settings.packing, Packing::kDiagonal);
  EXPECT_EQ(settings.adc_bits, 16);
  EXPECT_EQ(settings.adc_energy, AdcEnergyModel::kLinear);
  EXPECT_TRUE(settings.prices_unit_column);
  EXPECT_TRUE(settings.fixed_power);
  EXPECT_EQ(settings.replication, Replication::kBalanced);
  EXPECT_EQ(settings.chips, 3);
  EXPECT_EQ(ParseIsaacSettings({{"level", "ima"}}).level, PricedLevel::kIma);
}

TEST(IsaacSettings, AnUnknownNameIsAnsweredWithThoseThatAreKnown) {
  ExpectComplaint({{"colum_rule", "whole"}}, {"colum_rule", "column_rule, packing", "chips"});
}

TEST(IsaacSettings, AnUnknownValueIsAnsweredWithThoseThatAreKnown) {
  ExpectComplaint({{"column_rule", "hole"}}, {"\"hole\"", "straddle, whole"});
  ExpectComplaint({{"adc_energy", ""}},
                  {"\"\"", "constant, linear, exponential, scaled, measured"});
  ExpectComplaint({{"unit_column", "yes"}}, {"\"yes\"", "off, on"});
}

TEST(IsaacSettings, NumbersMustBeWholeAndInRange) {
  for (const char* bits : {"0", "17", "-1", "8.0", "8 ", "", "99999999999999999999", "0x8"}) {
    ExpectComplaint({{"adc_bits", bits}}, {"adc_bits", "1 to 16"});
  }
  ExpectComplaint({{"chips", "0"}}, {"chips", "1 to 10000"});
}

TEST(IsaacSettings, FixedPowerHasNothingToPriceInsideAnIma) {
  ExpectComplaint({{"level", "ima"}, {"fixed_power", "on"}}, {"fixed_power", "level=chip"});
}

TEST(IsaacSettings, ControlCharactersStayOnOneLine) {
  ExpectComplaint({{"a\nb", "c"}}, {"a\\nb"});
  ExpectComplaint({{"level", "i\nma"}}, {"i\\nma"});
}

}  // namespace
}  // namespace aqua::accel
