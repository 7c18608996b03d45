#include "aqua/accel/isaac/isaac_constants.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"

namespace aqua::accel {
namespace {

constexpr const char* kFolder = AQUA_SOURCE_DIR "/aqua/accel/isaac/";

std::string Shipped(const std::string& file) {
  std::ifstream stream(kFolder + file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// The shipped file with one line's value replaced; what reading it complains of.
std::string ComplaintWith(const std::string& name, const std::string& value) {
  std::string text = Shipped("isaac.json");
  const size_t entry = text.find("\"name\": \"" + name + "\"");
  const size_t begin = text.find("\"value\": ", entry) + 9;
  text.replace(begin, text.find(',', begin) - begin, value);
  const TempFolder folder;
  try {
    ReadIsaacConstants(folder.Write("isaac.json", text));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(IsaacConstants, TheShippedFilesAreTheBuiltInOnes) {
  const std::vector<std::pair<IsaacDesign, const char*>> designs = {
      {IsaacDesign::kCe, "isaac.json"},
      {IsaacDesign::kPe, "isaac-pe.json"},
      {IsaacDesign::kSe, "isaac-se.json"}};
  for (const auto& [design, file] : designs) {
    const IsaacConstants read = ReadIsaacConstants(std::string(kFolder) + file);
    const IsaacConstants built_in = BuiltInIsaac(design);
    EXPECT_EQ(read.arrays_per_ima, built_in.arrays_per_ima);
    EXPECT_EQ(read.tiles_per_chip, built_in.tiles_per_chip);
    EXPECT_EQ(read.hyper_transport.area_mm2, built_in.hyper_transport.area_mm2);
    EXPECT_EQ(read.adc.power_source, built_in.adc.power_source);
  }
}

TEST(IsaacConstants, AnIsaacChipHas16128Arrays) {
  EXPECT_EQ(BuiltInIsaac().ArraysPerTile(), 96);
  EXPECT_EQ(BuiltInIsaac().ArraysPerChip(), 16128);
}

TEST(IsaacConstants, AnAdcOfItsOwnReadsAnArrayEveryCycle) {
  EXPECT_EQ(BuiltInIsaac().ReadCycles(), 1);
  EXPECT_EQ(BuiltInIsaac().ReadsPerCycle(), 8);
}

TEST(IsaacConstants, SharedOrSlowAdcsLengthenARead) {
  EXPECT_EQ(BuiltInIsaac(IsaacDesign::kSe).ReadCycles(), 128);
  IsaacConstants constants = BuiltInIsaac();
  constants.adcs_per_ima = 2;
  EXPECT_DOUBLE_EQ(constants.ReadCycles(), 4);
  constants = BuiltInIsaac();
  constants.adc_rate_gsps = 1.2;  // Table I's rate: 120 conversions in 100 ns.
  EXPECT_DOUBLE_EQ(constants.ReadCycles(), 128.0 / 120);
  constants.adc_rate_gsps = 100;
  EXPECT_EQ(constants.ReadCycles(), 1);
}

TEST(IsaacConstants, WhatNoTablePrintsIsMarkedAnInference) {
  for (const char* file : {"isaac-pe.json", "isaac-se.json"}) {
    const std::string text = Shipped(file);
    for (const char* name : {"arrays_per_ima", "adcs_per_ima", "imas_per_tile", "tiles_per_chip",
                             "adc_power_mw", "array_area_mm2"}) {
      const size_t entry = text.find("\"name\": \"" + std::string(name) + "\"");
      const std::string line = text.substr(entry, text.find('\n', entry) - entry);
      EXPECT_NE(line.find("INFERENCE"), std::string::npos) << file << ": " << line;
    }
  }
}

TEST(IsaacConstants, ValuesThatMakeNoSenseAreRefused) {
  EXPECT_EQ(ComplaintWith("adc_power_mw", "17"), "");
  for (const char* name : {"array_rows", "adcs_per_ima", "tiles_per_chip", "cycle_ns",
                           "adc_rate_gsps", "edram_bits_per_cycle", "tiles_per_router"}) {
    EXPECT_NE(ComplaintWith(name, "0").find(name), std::string::npos) << name;
  }
  EXPECT_NE(ComplaintWith("adc_power_mw", "-1").find("adc_power_mw"), std::string::npos);
  EXPECT_NE(ComplaintWith("adc_bits", "17").find("adc_bits"), std::string::npos);
  EXPECT_NE(ComplaintWith("imas_per_tile", "1.5").find("whole"), std::string::npos);
}

TEST(IsaacConstants, TheLargestValuesStayCountable) {
  IsaacConstants constants = BuiltInIsaac();
  constants.arrays_per_ima = constants.imas_per_tile = constants.tiles_per_chip = 65536;
  EXPECT_GT(constants.ArraysPerChip(), 0);
}

TEST(IsaacConstants, AFileThatIsNotThereIsNamed) {
  try {
    ReadIsaacConstants("no/such/isaac.json");
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("no/such/isaac.json"), std::string::npos);
  }
}

}  // namespace
}  // namespace aqua::accel
