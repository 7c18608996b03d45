#include "aqua/adaptive/studied_policies.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "aqua/adaptive/certify.h"
#include "aqua/adaptive/testing/tiny_study.h"
#include "aqua/core/error.h"
#include "aqua/policy/catalog.h"

namespace aqua::adaptive {
namespace {

class StudiedPolicies : public ::testing::Test {
 protected:
  std::filesystem::path Write(const std::string& name, const policy::FittedPolicy& fitted) const {
    const std::filesystem::path file = study_.path() / name;
    policy::WriteFittedPolicy(fitted, file);
    return file;
  }

  std::filesystem::path Certify(const std::string& name, const policy::FittedPolicy& fitted,
                                int rung) const {
    policy::Certificate certificate;
    certificate.identity = IdentityOf(fitted);
    certificate.goal = {policy::Loss::kRegret, 1, 0.01, 0.05, 1};
    certificate.verdict.rung = rung;
    certificate.verdict.images = 3;
    certificate.verdict.p_values = {0.01};
    if (rung >= 0) {
      certificate.verdict.bound = 0.01;
      certificate.verdict.saving_mean = 0.5;
      certificate.verdict.saving_at_least = 0.4;
    }
    certificate.images_seen = {3, 5, 7};
    const std::filesystem::path file = study_.path() / name;
    policy::WriteCertificate(certificate, file);
    return file;
  }

  std::vector<StudiedPolicy> Load(const PolicyFiles& files, bool is_split = true) const {
    return LoadStudiedPolicies(files, study_.network(), is_split);
  }

  void ExpectRefused(const PolicyFiles& files, const std::vector<std::string>& words,
                     bool is_split = true) const {
    try {
      Load(files, is_split);
      ADD_FAILURE() << "not refused: " << words.front();
    } catch (const Error& error) {
      const std::string text = error.what();
      EXPECT_EQ(text.find('\n'), std::string::npos) << text;
      for (const std::string& word : words) {
        EXPECT_NE(text.find(word), std::string::npos) << "\"" << word << "\" is not in: " << text;
      }
    }
  }

  const testing::TinyStudy study_;
};

TEST_F(StudiedPolicies, EachCertificateOfAPolicyIsOneMore) {
  const policy::FittedPolicy cascade = study_.Cascade(1);
  const std::filesystem::path first = Write("a.json", cascade);
  const std::filesystem::path second = Write("b.json", study_.Shrink());
  const std::filesystem::path safe = Certify("safe.json", cascade, 0);
  const std::filesystem::path none = Certify("none.json", cascade, -1);
  const std::vector<StudiedPolicy> policies = Load({{first, second}, {safe, none}});
  ASSERT_EQ(policies.size(), 3U);
  EXPECT_EQ(policies[0].name, first.string() + ", " + safe.string());
  EXPECT_EQ(policies[0].in_force.rung, 0);
  EXPECT_EQ(policies[0].goal().loss, policy::Loss::kRegret);
  EXPECT_EQ(policies[1].in_force.rung, -1);
  EXPECT_EQ(policies[2].name, second.string());
  EXPECT_EQ(policies[2].in_force.rung, 0);
  EXPECT_EQ(policies[2].goal().loss, policy::Loss::kDisagreement);
}

TEST_F(StudiedPolicies, RowsSayWhoTheyAreAndWhichImagesTheyHaveSeen) {
  policy::FittedPolicy cascade = study_.Cascade(1);
  cascade.images_seen = {1, 2, 3};
  const PolicyFiles files = {{Write("a.json", cascade)}, {Certify("c.json", cascade, 0)}};
  const std::vector<StudiedPolicy> policies = Load(files);
  const std::vector<HashedImage> images = {
      {{"a", {}}, 2}, {{"b", {}}, 3}, {{"c", {}}, 4}, {{"d", {}}, 7}};
  const std::vector<store::PolicyRow> rows = PolicyRows(policies, images);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (store::PolicyRow{0, "none", "none", "", -1, "", "", 0, 0}));
  EXPECT_EQ(rows[1].policy, 1);
  EXPECT_EQ(rows[1].kind, "cascade");
  EXPECT_EQ(rows[1].hash, cascade.Hash());
  EXPECT_EQ(rows[1].loss, "regret");
  EXPECT_NE(rows[1].certificate.find("regret at most 1.0 points"), std::string::npos);
  EXPECT_EQ(rows[1].seen_fitting, 2);
  EXPECT_EQ(rows[1].seen_certifying, 2);
  const std::vector<store::OptionRow> expected = {
      {0, 0, "32", 100, 1000, 200}, {1, 0, "16", 25, 300, 40}, {1, 1, "32", 100, 1000, 200}};
  EXPECT_EQ(OptionRows(policies), expected);
}

TEST_F(StudiedPolicies, APolicyOfAnotherNetworkIsRefused) {
  policy::FittedPolicy other = study_.Shrink();
  other.network_hash = "00ff00ff00ff00ff";
  ExpectRefused({{Write("a.json", other)}, {}}, {"a.json", "another network", "00ff00ff00ff00ff"});
}

TEST_F(StudiedPolicies, ACertificateOfNoneOfThemIsRefused) {
  const std::filesystem::path file = Write("a.json", study_.Shrink());
  const std::filesystem::path other = Certify("c.json", study_.Cascade(2), 0);
  ExpectRefused({{file}, {other}}, {"c.json", study_.Cascade(2).Hash(), "none of those given"});
}

TEST_F(StudiedPolicies, APolicyGivenTwiceIsRefused) {
  const std::filesystem::path file = Write("a.json", study_.Shrink());
  ExpectRefused({{file, file}, {}}, {"a.json", "twice"});
}

TEST_F(StudiedPolicies, AnOracleIsRefused) {
  policy::FittedPolicy oracle = study_.Shrink();
  oracle.kind = "oracle";
  oracle.policy = policy::FindPolicy("oracle").make();
  oracle.policy->Load(nlohmann::json::object(), oracle.menu);
  ExpectRefused({{Write("a.json", oracle)}, {}}, {"a.json", "oracle", "bound"});
}

TEST_F(StudiedPolicies, OtherPricesOfTheWholeNetworkAreRefused) {
  policy::FittedPolicy other = study_.Cascade(1);
  other.menu.costs[1].energy_pj *= 2;
  ExpectRefused({{Write("a.json", study_.Shrink()), Write("b.json", other)}, {}},
                {"b.json", "a.json", "2000", "1000"});
}

TEST_F(StudiedPolicies, AnotherSeedIsRefusedWhereItChoosesTheImages) {
  policy::FittedPolicy other = study_.Cascade(1);
  other.split_seed = 0xab;
  const PolicyFiles files = {{Write("a.json", study_.Shrink()), Write("b.json", other)}, {}};
  ExpectRefused(files, {"b.json", "seed ab", "--split all"});
  EXPECT_EQ(Load(files, false).size(), 2U);
}

}  // namespace
}  // namespace aqua::adaptive
