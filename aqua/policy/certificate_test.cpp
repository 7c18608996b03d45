#include "aqua/policy/certificate.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

Certificate Sample() {
  Certificate certificate;
  certificate.identity = {"net", "224, lanczos", "menu", "policy"};
  certificate.goal = {Loss::kAccuracy, 1, 0.02, 0.05, 1};
  certificate.verdict.rung = 3;
  certificate.verdict.images = 1612;
  certificate.verdict.worse = 31;
  certificate.verdict.better = 19;
  certificate.verdict.mean_loss = 12.0 / 1612;
  certificate.verdict.bound = 0.0158;
  certificate.verdict.saving_mean = 0.32;
  certificate.verdict.saving_at_least = 0.3012;
  return certificate;
}

TEST(CertificateLine, SaysTheAccuracyDrop) {
  Certificate certificate = Sample();
  EXPECT_EQ(certificate.ToLine(),
            "accuracy drop at most 2.0 points with 95 % confidence (1612 images, 31 worse, 19 "
            "better); saves at least 30.1 % of MACs");
  certificate.goal.top = 5;
  certificate.goal.alpha = 0.0125;
  certificate.goal.delta = 0.001;
  EXPECT_EQ(certificate.ToLine().substr(0, 65),
            "top-5 accuracy drop at most 1.25 points with 99.9 % confidence (1");
}

TEST(CertificateLine, SaysRegretAndDisagreement) {
  Certificate certificate = Sample();
  certificate.goal.loss = Loss::kRegret;
  EXPECT_EQ(certificate.ToLine(),
            "regret at most 2.0 points of probability with 95 % confidence (1612 images, mean "
            "0.74); saves at least 30.1 % of MACs");
  certificate.goal.loss = Loss::kDisagreement;
  EXPECT_EQ(certificate.ToLine(),
            "disagreement with the full run at most 2.0 % with 95 % confidence (1612 images, 31 "
            "other answers); saves at least 30.1 % of MACs");
}

TEST(CertificateLine, PromisesNoSavingWhereNoneIsCertain) {
  Certificate certificate = Sample();
  certificate.verdict.saving_at_least = -0.01;
  EXPECT_NE(certificate.ToLine().find("; saved 32.0 % of MACs there"), std::string::npos);
}

TEST(CertificateLine, OfNoneSaysThatTheNetworkRunsInFull) {
  Certificate certificate = Sample();
  certificate.verdict = {};
  certificate.verdict.images = 1612;
  EXPECT_EQ(certificate.ToLine(),
            "none: nothing that saves keeps accuracy drop at most 2.0 points with 95 % confidence "
            "(1612 images); the network runs in full");
}

TEST(CertificateIdentity, WhatDiffersIsNamed) {
  const Certificate certificate = Sample();
  EXPECT_NO_THROW(CheckIdentity(certificate, certificate.identity, "c.json"));
  const auto complaint = [&](Identity found) -> std::string {
    try {
      CheckIdentity(certificate, found, "c.json");
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(complaint({"other", "224, lanczos", "menu", "policy"}),
            "c.json: is for the network \"net\", found \"other\"; certify this one anew");
  EXPECT_NE(complaint({"net", "192", "menu", "policy"}).find("preprocessing \"224"),
            std::string::npos);
  EXPECT_NE(complaint({"net", "224, lanczos", "x", "policy"}).find("menu"), std::string::npos);
  EXPECT_NE(complaint({"net", "224, lanczos", "menu", "x"}).find("policy"), std::string::npos);
}

}  // namespace
}  // namespace aqua::policy
