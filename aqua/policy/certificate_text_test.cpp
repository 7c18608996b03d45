#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"
#include "aqua/policy/certificate.h"

namespace aqua::policy {
namespace {

namespace fs = std::filesystem;

constexpr const char* kText = R"({"format": "aqua-certificate-1", "network_hash": "ab",
 "preprocessing": "224", "menu_hash": "m", "policy_hash": "p",
 "goal": {"loss": "accuracy", "top": 5, "alpha": 0.02, "delta": 0.05, "temperature": 1.5},
 "images": 3, "rung": 4, "mean_loss": 0.01, "worse": 2, "better": 1,
 "bound": 0.0175, "saving_mean": 0.3, "saving_at_least": 0.25, "p_values": [0.001, 0.06],
 "split_seed": ["ffffffffffffffff"],
 "images_seen": ["0000000000000001", "8000000000000000", "fffffffffffffffe"]})";

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

void ExpectComplaint(const std::string& text, const std::string& part) {
  std::string complaint;
  try {
    ParseCertificate(text, "my.json");
  } catch (const Error& error) {
    complaint = error.what();
  }
  EXPECT_EQ(complaint.find("my.json: "), 0u) << complaint << " of " << text.substr(0, 600);
  EXPECT_EQ(complaint.find('\n'), std::string::npos) << complaint;
  EXPECT_LT(complaint.size(), 700u);
  EXPECT_NE(complaint.find(part), std::string::npos) << complaint << " lacks " << part;
}

TEST(CertificateText, IsReadAsItStands) {
  const Certificate read = ParseCertificate(kText, "my.json");
  Certificate expected;
  expected.identity = {"ab", "224", "m", "p"};
  expected.goal = {Loss::kAccuracy, 5, 0.02, 0.05, 1.5};
  expected.verdict = {4, 3, 0.01, 2, 1, 0.0175, 0.3, 0.25, {0.001, 0.06}};
  expected.split_seed = std::numeric_limits<uint64_t>::max();
  expected.images_seen = {1, uint64_t{1} << 63, std::numeric_limits<uint64_t>::max() - 1};
  EXPECT_EQ(read, expected);
}

TEST(CertificateText, KeysThatAreUnknownOrMissingAreNamed) {
  ExpectComplaint(Replaced(kText, "\"rung\"", "\"rong\""), "rong");
  ExpectComplaint(Replaced(kText, "\"top\": 5, ", ""), "top");
  for (const char* key :
       {"\"menu_hash\": \"m\", ", "\"images\": 3, ", "\"worse\": 2, ", "\"saving_mean\": 0.3, ",
        "\"mean_loss\": 0.01, ", "\"split_seed\": [\"ffffffffffffffff\"],"}) {
    const std::string name(key, std::string(key).find(':'));
    ExpectComplaint(Replaced(kText, key, ""), name);
  }
}

TEST(CertificateText, ValuesOfAnotherKindOrOutOfRangeAreNamed) {
  const std::pair<const char*, const char*> bad[] = {
      {"\"rung\": 4", "\"rung\": 4.5"},
      {"\"rung\": 4", "\"rung\": -2"},
      {"\"rung\": 4", "\"rung\": 18446744073709551615"},
      {"\"images\": 3", "\"images\": 0"},
      {"\"images\": 3", "\"images\": \"3\""},
      {"\"worse\": 2", "\"worse\": 4"},
      {"\"better\": 1", "\"better\": 2"},
      {"\"better\": 1", "\"better\": -1"},
      {"\"mean_loss\": 0.01", "\"mean_loss\": 1.5"},
      {"\"bound\": 0.0175", "\"bound\": null"},
      {"\"saving_mean\": 0.3", "\"saving_mean\": -0.1"},
      {"\"saving_at_least\": 0.25", "\"saving_at_least\": 0.31"},
      {"\"p_values\": [0.001, 0.06]", "\"p_values\": [2]"},
      {"\"p_values\": [0.001, 0.06]", "\"p_values\": 0"},
      {"\"alpha\": 0.02", "\"alpha\": 0"},
      {"\"delta\": 0.05", "\"delta\": 1"},
      {"\"top\": 5", "\"top\": 3"},
      {"\"temperature\": 1.5", "\"temperature\": 0"},
      {"\"menu_hash\": \"m\"", "\"menu_hash\": 7"},
  };
  for (const auto& [from, to] : bad) {
    const std::string name(from, std::string(from).find(':'));
    ExpectComplaint(Replaced(kText, from, to), name);
  }
  ExpectComplaint(Replaced(kText, "\"accuracy\"", "\"hope\""), "hope");
  ExpectComplaint(Replaced(kText, "certificate-1", "certificate-2"), "format");
  ExpectComplaint(Replaced(kText, "0000000000000001", "1"), "images_seen");
  ExpectComplaint(
      Replaced(kText, "ffffffffffffffff\"]", "ffffffffffffffff\", \"0000000000000000\"]"),
      "split_seed");
}

TEST(CertificateText, WhatDoesNotFitTogetherIsRefused) {
  ExpectComplaint(Replaced(kText, "\"bound\": 0.0175", "\"bound\": 0.021"), "promised");
  ExpectComplaint(Replaced(kText, "\"images\": 3", "\"images\": 4"), "images_seen");
  ExpectComplaint(Replaced(kText, "\"0000000000000001\"", "\"9000000000000000\""), "ascending");
  ExpectComplaint(Replaced(kText, "\"rung\": 4", "\"rung\": -1"), "rung");
}

TEST(CertificateText, WhatIsNoJsonIsRefused) {
  const std::string text = kText;
  for (const size_t bytes : {size_t{0}, size_t{1}, size_t{40}, text.size() - 1}) {
    ExpectComplaint(text.substr(0, bytes), "not JSON");
  }
  ExpectComplaint("[]", "object");
  ExpectComplaint(std::string(1000000, '['), "not JSON");
  ExpectComplaint(Replaced(kText, "0.0175", "1e999"), "not JSON");
}

class CertificateFile : public testing::Test {
 protected:
  std::string TextOf(const fs::path& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }

  TempFolder folder_;
  fs::path path_ = folder_.path() / "c.json";
  Certificate certificate_ = ParseCertificate(kText, "f");
};

TEST_F(CertificateFile, ComesBackAsItWasWritten) {
  certificate_.verdict.bound = 0.1 / 7;  // No short decimal.
  certificate_.goal.temperature = 4.0 / 3;
  WriteCertificate(certificate_, path_);
  EXPECT_EQ(ReadCertificate(path_), certificate_);
}

TEST_F(CertificateFile, WhatCouldNotBeReadBackIsNotWritten) {
  WriteCertificate(certificate_, path_);
  const std::string before = TextOf(path_);
  std::vector<Certificate> bad(4, certificate_);
  bad[0].verdict.bound = std::numeric_limits<double>::quiet_NaN();
  bad[1].identity.menu_hash = "\xff";
  bad[2].images_seen.pop_back();
  bad[3].goal.delta = 1;
  for (const Certificate& certificate : bad) {
    EXPECT_THROW(WriteCertificate(certificate, path_), Error);
  }
  EXPECT_EQ(TextOf(path_), before);
}

TEST_F(CertificateFile, MustBeAPlainFile) {
  EXPECT_THROW(ReadCertificate(path_), Error);
  EXPECT_THROW(ReadCertificate(folder_.path()), Error);
  ASSERT_EQ(mkfifo((folder_.path() / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(ReadCertificate(folder_.path() / "pipe"), Error);
  EXPECT_THROW(WriteCertificate(certificate_, folder_.path() / "none" / "c.json"), Error);
}

}  // namespace
}  // namespace aqua::policy
