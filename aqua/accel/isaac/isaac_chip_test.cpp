// Table I and Table IV of the paper against what our parameter files come to.
#include "aqua/accel/isaac/isaac_chip.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace aqua::accel {
namespace {

std::string Digits(double value, int decimals) { return fmt::format("{:.{}f}", value, decimals); }

TEST(ChipFigures, OfIsaacCeAreTheTotalsOfTableOne) {
  const ChipFigures ce = ChipFiguresOf(BuiltInIsaac());
  EXPECT_EQ(Digits(ce.ima_power_mw, 2), "24.08");
  EXPECT_EQ(Digits(ce.tile_power_mw, 0), "330");
  EXPECT_EQ(Digits(ce.chip_power_w, 1), "65.8");
  EXPECT_EQ(Digits(ce.chip_area_mm2, 1), "85.4");
  EXPECT_EQ(Digits(ce.adc_share_of_chip_power, 2), "0.49");
}

TEST(ChipFigures, OfIsaacCeMeetTableFour) {
  const ChipFigures ce = ChipFiguresOf(BuiltInIsaac());
  EXPECT_EQ(Digits(ce.peak_tops, 1), "41.3");
  EXPECT_NEAR(ce.gops_per_w, 627.5, 0.2);     // Table I's own rows sum to 65.808 W.
  EXPECT_NEAR(ce.gops_per_mm2, 478.95, 4.8);  // 1 %: 41.288 TOPS / 85.42 mm2 is 483.3.
  EXPECT_EQ(Digits(ce.mb_per_mm2, 2), "0.74");
  EXPECT_EQ(Digits(ce.energy_per_mac_pj, 2), "3.19");
}

void ExpectWithin(double value, double published, double share) {
  EXPECT_NEAR(value, published, share * published);
}

TEST(ChipFigures, OfTheInferredDesignsMeetTableFourAsFarAsStated) {
  const ChipFigures pe = ChipFiguresOf(BuiltInIsaac(IsaacDesign::kPe));
  ExpectWithin(pe.gops_per_mm2, 409.67, 0.02);
  ExpectWithin(pe.gops_per_w, 644.2, 0.05);
  ExpectWithin(pe.mb_per_mm2, 0.62, 0.03);
  const ChipFigures se = ChipFiguresOf(BuiltInIsaac(IsaacDesign::kSe));
  ExpectWithin(se.gops_per_mm2, 103.35, 0.02);
  ExpectWithin(se.gops_per_w, 312.5, 0.01);
  ExpectWithin(se.mb_per_mm2, 20.25, 0.015);
}

TEST(ChipFigures, FollowAChangedPowerAndArea) {
  IsaacConstants constants = BuiltInIsaac();
  constants.adc.power_mw *= 2;
  constants.adc.area_mm2 *= 2;
  const ChipFigures ce = ChipFiguresOf(BuiltInIsaac());
  const ChipFigures twice = ChipFiguresOf(constants);
  EXPECT_NEAR(twice.chip_power_w - ce.chip_power_w, 168 * 12 * 0.016, 1e-9);
  EXPECT_NEAR(twice.chip_area_mm2 - ce.chip_area_mm2, 168 * 12 * 0.0096, 1e-9);
  EXPECT_DOUBLE_EQ(twice.peak_tops, ce.peak_tops);
}

TEST(ChipFigures, SlowerReadsHalveTheThroughput) {
  IsaacConstants constants = BuiltInIsaac();
  constants.adcs_per_ima = 4;
  EXPECT_DOUBLE_EQ(ChipFiguresOf(constants).peak_tops, ChipFiguresOf(BuiltInIsaac()).peak_tops / 2);
}

TEST(ChipArea, SumsToTheChipsAndNamesItsSources) {
  const IsaacConstants constants = BuiltInIsaac();
  double area_mm2 = 0;
  for (const ComponentArea& part : ChipArea(constants, 3)) {
    EXPECT_FALSE(part.source.empty()) << part.component;
    area_mm2 += part.area_mm2;
  }
  EXPECT_DOUBLE_EQ(area_mm2, 3 * ChipFiguresOf(constants).chip_area_mm2);
}

}  // namespace
}  // namespace aqua::accel
