#include "aqua/accel/constants.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"

namespace aqua::accel {
namespace {

namespace fs = std::filesystem;

constexpr std::array<ConstantRule, 2> kRules = {{
    {"rows", "rows", 1, 1024, true},
    {"read_energy_pj", "pJ", 0, 1e6, false},
}};

constexpr const char* kRows = R"({"name": "rows", "value": 128, "unit": "rows", "source": "a"})";
constexpr const char* kEnergy =
    R"({"name": "read_energy_pj", "value": 30.5, "unit": "pJ", "source": "b"})";

std::string List(const std::vector<std::string>& entries) {
  return fmt::format("[{}]", fmt::join(entries, ", "));
}

// The message of the Error that reading `text` ends in; empty if it ends well.
std::string Complaint(const std::string& text) {
  try {
    Constants::Parse(text, "my.json", kRules);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

void ExpectComplaint(const std::string& text, const std::vector<std::string>& parts) {
  const std::string complaint = Complaint(text);
  EXPECT_EQ(complaint.find("my.json: "), 0u) << complaint;
  EXPECT_EQ(complaint.find('\n'), std::string::npos) << complaint;
  for (const std::string& part : parts) {
    EXPECT_NE(complaint.find(part), std::string::npos) << complaint << " lacks " << part;
  }
}

// The list with read_energy_pj's value replaced.
std::string WithEnergy(const std::string& value) {
  return List({kRows, R"({"name": "read_energy_pj", "value": )" + value +
                          R"(, "unit": "pJ", "source": "b"})"});
}

TEST(Constants, AreReadByNameWithTheirSources) {
  const Constants constants = Constants::Parse(List({kEnergy, kRows}), "my.json", kRules);
  EXPECT_EQ(constants["rows"].value, 128);
  EXPECT_EQ(constants["read_energy_pj"].value, 30.5);
  EXPECT_EQ(constants["read_energy_pj"].unit, "pJ");
  EXPECT_EQ(constants["read_energy_pj"].source, "b");
}

TEST(Constants, AMissingEntryIsNamed) {
  ExpectComplaint(List({kRows}), {"\"read_energy_pj\"", "pJ"});
  ExpectComplaint("[]", {"\"rows\""});
}

TEST(Constants, AnEntryThereTwiceIsNamed) {
  ExpectComplaint(List({kRows, kEnergy, kRows}), {"entry 3", "\"rows\"", "twice"});
}

TEST(Constants, AnUnknownEntryIsNamedWithThoseThatAreKnown) {
  const std::string unknown = R"({"name": "rowz", "value": 1, "unit": "rows", "source": "a"})";
  ExpectComplaint(List({kRows, kEnergy, unknown}), {"entry 3", "\"rowz\"", "rows, read_energy_pj"});
}

TEST(Constants, NegativeAndOutOfRangeValuesAreRefused) {
  ExpectComplaint(WithEnergy("-1"), {"\"read_energy_pj\"", "-1", "0 to 1000000"});
  ExpectComplaint(WithEnergy("1e7"), {"\"read_energy_pj\"", "out of range"});
  EXPECT_EQ(Complaint(WithEnergy("0")), "");
}

TEST(Constants, WhatIsNoFiniteNumberIsRefused) {
  for (const char* value : {"NaN", "Infinity", "-Infinity"}) {
    ExpectComplaint(WithEnergy(value), {"entry 2", "not valid JSON"});
  }
  ExpectComplaint(WithEnergy("1e999"), {"entry 2", "too large"});
  for (const char* value : {"null", "\"nan\"", "true", "[1]", "{}"}) {
    ExpectComplaint(WithEnergy(value), {"\"read_energy_pj\"", "no number"});
  }
}

TEST(Constants, AFractionWhereAWholeNumberIsNeededIsRefused) {
  const std::string rows = R"({"name": "rows", "value": 12.5, "unit": "rows", "source": "a"})";
  ExpectComplaint(List({rows, kEnergy}), {"\"rows\"", "12.5", "whole"});
}

TEST(Constants, AnotherUnitIsRefused) {
  const std::string energy =
      R"({"name": "read_energy_pj", "value": 30, "unit": "nJ", "source": "b"})";
  ExpectComplaint(List({kRows, energy}), {"\"read_energy_pj\"", "\"nJ\"", "\"pJ\""});
}

TEST(Constants, AnEntryWithoutSourceIsRefused) {
  ExpectComplaint(List({kRows, R"({"name": "read_energy_pj", "value": 30, "unit": "pJ"})"}),
                  {"\"read_energy_pj\"", "source"});
  ExpectComplaint(
      List({kRows, R"({"name": "read_energy_pj", "value": 30, "unit": "pJ", "source": ""})"}),
      {"\"read_energy_pj\"", "source"});
}

TEST(Constants, UnknownKeysAreRefused) {
  ExpectComplaint(List({R"({"name": "rows", "value": 1, "unit": "rows", "source": "a", "x": 1})"}),
                  {"entry 1", "\"x\""});
}

TEST(Constants, AKeyThereTwiceInOneEntryIsRefused) {
  ExpectComplaint(WithEnergy(R"(1, "value": 2)"), {"entry 2", "\"value\"", "twice"});
}

TEST(Constants, TextThatIsNoListIsRefused) {
  for (const char* text : {"", "{}", "[", "7", "[1]", "[[]]", "\xff\xfe", "[{\"name\": 3}]"}) {
    ExpectComplaint(text, {});
  }
  ExpectComplaint(std::string(100000, '['), {"not valid JSON"});
  ExpectComplaint(std::string(100000, '[') + std::string(100000, ']'), {"entry 1"});
}

TEST(Constants, ControlCharactersInNamesStayOnOneLine) {
  ExpectComplaint(List({R"({"name": "a\nb", "value": 1, "unit": "rows", "source": "a"})"}),
                  {"a\\nb"});
}

TEST(Constants, LongNamesAreCutShortInMessages) {
  const std::string name(100000, 'x');
  const std::string text =
      List({fmt::format(R"({{"name": "{}", "value": 1, "unit": "rows", "source": "a"}})", name)});
  EXPECT_LT(Complaint(text).size(), 1000u);
}

class ConstantsFile : public ::testing::Test {
 protected:
  fs::path Write(const std::string& text) const { return temp_.Write("c.json", text); }

  const TempFolder temp_;
  const fs::path& folder_ = temp_.path();
};

TEST_F(ConstantsFile, IsReadAndNamedInMessages) {
  EXPECT_EQ(Constants::Read(Write(List({kRows, kEnergy})), kRules)["rows"].value, 128);
  const fs::path path = Write(List({kRows}));
  try {
    Constants::Read(path, kRules);
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find(path.string() + ": "), 0u) << error.what();
  }
}

TEST_F(ConstantsFile, MustBeAPlainFileOfSaneSize) {
  EXPECT_THROW(Constants::Read(folder_ / "none.json", kRules), Error);
  EXPECT_THROW(Constants::Read(folder_, kRules), Error);
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THROW(Constants::Read(pipe, kRules), Error);
  EXPECT_THROW(Constants::Read(Write(std::string(1 << 20, ' ')), kRules), Error);
}

}  // namespace
}  // namespace aqua::accel
