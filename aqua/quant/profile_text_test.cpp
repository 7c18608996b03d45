#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEntry =
    R"({"layer": "conv1", "weight_bits": 10, "weight_exponents": [-12, 3],)"
    R"( "activation_bits": 9, "activation_exponent": -4, "activation_signed": true})";

std::string TextWith(const std::string& layers) {
  return R"({"format": "aqua-profile-1", "model_hash": "ab", "made_by": "me", "layers": )" +
         layers + "}";
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

// The list of one entry, a part of it replaced.
std::string Entry(const std::string& from, const std::string& to) {
  return TextWith("[" + Replaced(kEntry, from, to) + "]");
}

void ExpectComplaint(const std::string& text, const std::vector<std::string>& parts) {
  std::string complaint;
  try {
    ParseProfile(text, "my.json");
  } catch (const Error& error) {
    complaint = error.what();
  }
  EXPECT_EQ(complaint.find("my.json: "), 0u) << complaint << " of " << text.substr(0, 400);
  EXPECT_EQ(complaint.find('\n'), std::string::npos) << complaint;
  EXPECT_LT(complaint.size(), 600u);
  for (const std::string& part : parts) {
    EXPECT_NE(complaint.find(part), std::string::npos) << complaint << " lacks " << part;
  }
}

TEST(ProfileText, IsReadAsItStands) {
  const Profile profile = ParseProfile(TextWith(std::string("[") + kEntry + "]"), "my.json");
  EXPECT_EQ(profile.model_hash, "ab");
  EXPECT_EQ(profile.made_by, "me");
  ASSERT_EQ(profile.layers.size(), 1u);
  EXPECT_EQ(profile.layers[0], (LayerFormat{"conv1", 10, {-12, 3}, {9, -4, true}}));
  EXPECT_TRUE(ParseProfile(TextWith("[]"), "my.json").layers.empty());
}

TEST(ProfileText, AcceptsTheEndsOfEveryRange) {
  for (const char* bits : {"1", "16"}) {
    EXPECT_NO_THROW(ParseProfile(Entry("10,", std::string(bits) + ","), "f"));
    EXPECT_NO_THROW(ParseProfile(Entry("9,", std::string(bits) + ","), "f"));
  }
  EXPECT_NO_THROW(ParseProfile(Entry("[-12, 3]", "[-64, 63]"), "f"));
}

TEST(ProfileText, BitsOutsideOneToSixteenAreRefused) {
  for (const char* bits : {"0", "17", "-1", "99999999999999999999", "-9223372036854775808",
                           "18446744073709551615", "4294967297", "8.0", "\"8\"", "null", "[8]"}) {
    const std::string found = std::string(bits) + ",";
    ExpectComplaint(Entry("10,", found),
                    {"layer entry 1 (\"conv1\")", "\"weight_bits\"", "1 to 16"});
    ExpectComplaint(Entry("9,", found),
                    {"layer entry 1 (\"conv1\")", "\"activation_bits\"", "1 to 16"});
  }
}

TEST(ProfileText, ExponentsPastTheEndsAreRefused) {
  for (const char* exponent : {"-65", "64", "1.5", "true", "null", "1e3"}) {
    ExpectComplaint(Entry("-4", exponent), {"(\"conv1\")", "\"activation_exponent\"", "-64 to 63"});
    ExpectComplaint(Entry("3]", std::string(exponent) + "]"),
                    {"(\"conv1\")", "\"weight_exponents\"", "-64 to 63"});
  }
  ExpectComplaint(Entry("[-12, 3]", "[]"), {"(\"conv1\")", "\"weight_exponents\"", "empty"});
  ExpectComplaint(Entry("[-12, 3]", "-12"), {"(\"conv1\")", "\"weight_exponents\"", "list"});
  ExpectComplaint(Entry("true", "1"), {"(\"conv1\")", "\"activation_signed\"", "true or false"});
}

TEST(ProfileText, UnknownKeysAreRefused) {
  ExpectComplaint(Entry("\"layer\"", "\"x\": 1, \"layer\""), {"layer entry 1", "\"x\""});
  ExpectComplaint(Replaced(TextWith("[]"), "{", "{\"y\": 1, "), {"\"y\""});
}

TEST(ProfileText, MissingKeysAreRefused) {
  for (const char* part :
       {"\"layer\": \"conv1\", ", "\"weight_bits\": 10, ", "\"weight_exponents\": [-12, 3],",
        "\"activation_bits\": 9, ", "\"activation_exponent\": -4, "}) {
    const std::string key(part, std::string(part).find(':'));
    ExpectComplaint(Entry(part, ""), {"layer entry 1", "no " + key});
  }
  ExpectComplaint(Entry(", \"activation_signed\": true", ""), {"no \"activation_signed\""});
  ExpectComplaint(Replaced(TextWith("[]"), "\"model_hash\": \"ab\", ", ""), {"no \"model_hash\""});
  ExpectComplaint(Replaced(TextWith("[]"), "\"made_by\": \"me\", ", ""), {"no \"made_by\""});
  ExpectComplaint(Replaced(TextWith("[]"), ", \"layers\": []", ""), {"no \"layers\""});
}

TEST(ProfileText, AnythingThereTwiceIsRefused) {
  ExpectComplaint(Entry("\"weight_bits\": 10", "\"weight_bits\": 10, \"weight_bits\": 11"),
                  {"layer entry 1", "\"weight_bits\"", "twice"});
  ExpectComplaint(Replaced(TextWith("[]"), "{", "{\"made_by\": \"a\", "), {"\"made_by\"", "twice"});
  ExpectComplaint(TextWith(std::string("[") + kEntry + "," + kEntry + "]"),
                  {"layer entry 2", "\"conv1\"", "twice"});
}

TEST(ProfileText, AnotherFormatIsRefused) {
  ExpectComplaint(Replaced(TextWith("[]"), "profile-1", "profile-2"),
                  {"\"aqua-profile-2\"", "\"aqua-profile-1\""});
  ExpectComplaint(Replaced(TextWith("[]"), "\"aqua-profile-1\"", "1"), {"\"format\"", "text"});
}

TEST(ProfileText, WhatIsNoProfileIsRefused) {
  for (const char* text : {"", "[", "7", "[]", "null", "\"a\"", "{\"format\"", "\xff\xfe", "NaN"}) {
    ExpectComplaint(text, {});
  }
  ExpectComplaint(TextWith("{}"), {"\"layers\"", "list"});
  ExpectComplaint(TextWith("[1]"), {"layer entry 1"});
  ExpectComplaint(TextWith("[[]]"), {"layer entry 1"});
  ExpectComplaint(TextWith("[]") + "x", {"not valid JSON"});
  ExpectComplaint(TextWith("[1e999]"), {"too large"});
  ExpectComplaint(Entry("conv1", "\xff"), {"layer entry 1", "not valid JSON"});
}

TEST(ProfileText, TowersOfListsAreRefusedBeforeTheyStand) {
  ExpectComplaint(std::string(4000000, '['), {"deeper"});
  ExpectComplaint(TextWith(std::string(100000, '[') + std::string(100000, ']')), {"deeper"});
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  ExpectComplaint(objects, {"deeper"});
  ExpectComplaint(Entry("-4", "[[[[[]]]]]"), {"layer entry 1", "deeper"});
}

TEST(ProfileText, NamesStayOnOneShortLineInMessages) {
  ExpectComplaint(Entry("conv1\", \"weight_bits\": 10", "a\\nb\", \"weight_bits\": 0"), {"a\\nb"});
  ExpectComplaint(
      Entry("conv1\", \"weight_bits\": 10", std::string(100000, 'x') + "\", \"weight_bits\": 0"),
      {"xxx"});
}

std::string EntryWith(const std::string& more) {
  return Entry("\"activation_signed\": true", "\"activation_signed\": true, " + more);
}

TEST(ProfileText, CodesHaveAStartALevel) {
  ExpectComplaint(EntryWith(R"("weight_codes": {"starts": [0], "levels": [1, 2]})"),
                  {"(\"conv1\")", "weight_codes", "1 starts for 2 levels"});
  ExpectComplaint(EntryWith(R"("activation_codes": {"starts": [0], "levels": [256]})"),
                  {"(\"conv1\")", "activation_codes", "256", "-256 to 255"});
  ExpectComplaint(EntryWith(R"("activation_codes": {"starts": [0, "x"], "levels": [1, 2]})"),
                  {"(\"conv1\")", "activation_codes", "\"x\""});
  ExpectComplaint(EntryWith(R"("activation_codes": {"starts": [1e39], "levels": [1]})"),
                  {"(\"conv1\")", "float32"});
  ExpectComplaint(EntryWith(R"("weight_codes": [])"), {"(\"conv1\")", "weight_codes"});
}

TEST(ProfileText, BordersHaveFewerBitsThanTheCentreAndNoFinerSteps) {
  ExpectComplaint(EntryWith(R"("borders": [{"bits": 9, "exponent": 0}])"),
                  {"(\"conv1\")", "border 1", "fewer than the 9"});
  ExpectComplaint(EntryWith(R"("borders": [{"bits": 4, "exponent": -5}])"),
                  {"(\"conv1\")", "border 1", "-4 to 12"});
  ExpectComplaint(
      EntryWith(R"("borders": [{"bits": 4, "exponent": 0}, {"bits": 4, "exponent": 1}])"),
      {"(\"conv1\")", "border 2", "twice"});
  ExpectComplaint(EntryWith(R"("borders": [{"bits": 0, "exponent": 0}])"),
                  {"border 1", "\"bits\""});
  ExpectComplaint(EntryWith(R"("borders": [[[[]]]])"), {"layer entry 1"});
}

class ProfileFile : public ::testing::Test {
 protected:
  std::string TextOf(const fs::path& path) const {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  int64_t FileCount() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

  const TempFolder temp_;
  const fs::path& folder_ = temp_.path();
};

TEST_F(ProfileFile, ComesBackAsItWasWritten) {
  const Profile profile{
      "0123abcd",
      "aqua calibrate --bits 8 \"x\" \\ \n \xc3\xa4",
      {{"conv \"1\"\\\t", 1, {-64}, {16, 63, false}}, {"", 16, {63, 0, -64}, {1, -64, true}}}};
  WriteProfile(profile, folder_ / "p.json");
  EXPECT_EQ(ReadProfile(folder_ / "p.json"), profile);
  EXPECT_EQ(FileCount(), 1);
  WriteProfile({"h", "", {}}, folder_ / "p.json");
  EXPECT_EQ(ReadProfile(folder_ / "p.json"), (Profile{"h", "", {}}));
}

TEST_F(ProfileFile, CodesShiftsAndBordersComeBackAsTheyWereWritten) {
  LayerFormat format{"conv", 8, {-3}, {8, -4, false}};
  format.weight_codes = {{-0.1F, 1e-30F, 0.3F}, {-128, 0, 127}};
  format.activation_codes = {{0, 0.1F}, {0, 255}};
  format.bias_shifts = {0.1F, -1e-20F};
  format.borders = {{2, -1, {}}, {4, -4, {-7, 255}}};
  const Profile profile{"h", "m", {format, {"b", 8, {0}, {}}}};
  WriteProfile(profile, folder_ / "p.json");
  EXPECT_EQ(ReadProfile(folder_ / "p.json"), profile);
}

TEST_F(ProfileFile, HasALineALayer) {
  WriteProfile({"h", "m", {{"a", 8, {0}, {}}, {"b", 8, {0}, {}}}}, folder_ / "p.json");
  const std::string text = TextOf(folder_ / "p.json");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5) << text;
}

TEST_F(ProfileFile, IsNotWrittenWhenItCouldNotBeReadBack) {
  WriteProfile({"h", "m", {}}, folder_ / "p.json");
  const std::string before = TextOf(folder_ / "p.json");
  const std::vector<Profile> refused = {
      {"h", "m", {{"a", 8, {0}, {}}, {"a", 8, {0}, {}}}},
      {"h", "m", {{"a\xff", 8, {0}, {}}}},
      {"h", "m", {{"a", 17, {0}, {}}}},
      {"h", "m", {{"a", 8, {}, {}}}},
      {"h", "m", {{"a", 8, std::vector<int>(5000000, 1), {}}}},
  };
  for (const Profile& profile : refused) {
    EXPECT_THROW(WriteProfile(profile, folder_ / "p.json"), Error);
  }
  EXPECT_EQ(TextOf(folder_ / "p.json"), before);
  EXPECT_EQ(FileCount(), 1);
}

TEST_F(ProfileFile, LeavesNothingBehindWhereItCannotBeWritten) {
  fs::create_directories(folder_ / "taken");
  EXPECT_THROW(WriteProfile({"h", "m", {}}, folder_ / "taken"), Error);
  EXPECT_THROW(WriteProfile({"h", "m", {}}, folder_ / "none" / "p.json"), Error);
  EXPECT_EQ(FileCount(), 1);
}

TEST_F(ProfileFile, MustBeAPlainFileOfSaneSize) {
  EXPECT_THROW(ReadProfile(folder_ / "none.json"), Error);
  EXPECT_THROW(ReadProfile(folder_), Error);
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(ReadProfile(folder_ / "pipe"), Error);
  std::ofstream(folder_ / "large.json") << std::string(9 << 20, ' ');
  EXPECT_THROW(ReadProfile(folder_ / "large.json"), Error);
}

}  // namespace
}  // namespace aqua::quant
