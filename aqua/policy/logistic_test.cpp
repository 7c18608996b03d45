#include "aqua/policy/logistic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "aqua/core/error.h"

namespace aqua::policy {
namespace {

using Rows = std::vector<std::vector<float>>;

struct Data {
  Rows rows;
  std::vector<bool> labels;
};

// Three features of different scales; the label hangs on the first two and on chance.
Data NoisyData(size_t count, uint32_t seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  Data data;
  for (size_t i = 0; i < count; ++i) {
    const std::vector<float> row = {normal(engine), 100 + 30 * normal(engine),
                                    0.01F * normal(engine)};
    data.labels.push_back(row[0] - (row[1] - 100) / 30 + normal(engine) > 0.5F);
    data.rows.push_back(row);
  }
  return data;
}

double Sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

// The gradient of (|w|^2 + b^2) / 2 + c sum log(1 + exp(-y z)); the bias last.
std::vector<double> PlainGradient(const Logistic& model, const Data& data, double c) {
  std::vector<double> gradient = model.weights;
  gradient.push_back(model.bias);
  for (size_t i = 0; i < data.rows.size(); ++i) {
    std::vector<double> x;
    double z = model.bias;
    for (size_t j = 0; j < model.weights.size(); ++j) {
      x.push_back((data.rows[i][j] - model.mean[j]) / model.deviation[j]);
      z += model.weights[j] * x[j];
    }
    x.push_back(1);
    const double residual = Sigmoid(z) - (data.labels[i] ? 1 : 0);
    for (size_t j = 0; j < x.size(); ++j) gradient[j] += c * residual * x[j];
  }
  return gradient;
}

TEST(Logistic, TheGradientVanishesAtTheSolution) {
  const Data data = NoisyData(300, 1);
  for (const double c : {0.01, 1.0, 50.0}) {
    const Logistic model = Logistic::Fit(data.rows, data.labels, c);
    for (const double slope : PlainGradient(model, data, c)) EXPECT_NEAR(slope, 0, 1e-5 * (1 + c));
    Logistic moved = model;
    moved.weights[0] += 0.01;
    EXPECT_GT(std::abs(PlainGradient(moved, data, c)[0]), 1e-3);
  }
}

TEST(Logistic, StandardisesByMeanAndPopulationDeviation) {
  const Rows rows = {{1, 5}, {3, 5}, {1, 5}, {3, 5}};
  const Logistic model = Logistic::Fit(rows, {false, true, false, true});
  EXPECT_EQ(model.mean, (std::vector<double>{2, 5}));
  EXPECT_EQ(model.deviation, (std::vector<double>{1, 1}));
  EXPECT_GT(model.weights[0], 0);
  EXPECT_EQ(model.weights[1], 0);  // It never varied.
}

TEST(Logistic, AFeatureThatNeverVariesMakesNoNoise) {
  const Rows rows(7, {0.1F});
  const Logistic model = Logistic::Fit(rows, {true, false, true, false, true, false, true});
  EXPECT_EQ(model.deviation[0], 1);
  EXPECT_EQ(model.weights[0], 0);
}

// At -1 one of four is true, at +1 three of four: by symmetry there is no bias.
const Data kFourEach = {{{-1}, {-1}, {-1}, {-1}, {1}, {1}, {1}, {1}},
                        {false, false, false, true, true, true, true, false}};

TEST(Logistic, WithoutMuchPenaltyItIsTheLogOdds) {
  const Logistic model = Logistic::Fit(kFourEach.rows, kFourEach.labels, 1e6);
  EXPECT_NEAR(model.weights[0], std::log(3.0), 1e-5);
  EXPECT_NEAR(model.bias, 0, 1e-5);
  EXPECT_NEAR(model.Probability(std::vector<float>{1}), 0.75, 1e-5);
  EXPECT_NEAR(model.Probability(std::vector<float>{-1}), 0.25, 1e-5);
}

TEST(Logistic, WithPenaltyItSolvesTheOneEquation) {
  // Six examples on the right side of the weight, two on the wrong one: w = 6 s(-w) - 2 s(w).
  double low = 0;
  double high = 2;
  for (int i = 0; i < 100; ++i) {
    const double w = (low + high) / 2;
    (w < 6 * Sigmoid(-w) - 2 * Sigmoid(w) ? low : high) = w;
  }
  EXPECT_NEAR(Logistic::Fit(kFourEach.rows, kFourEach.labels).weights[0], low, 1e-6);
}

TEST(Logistic, TheFirstLabelMakesNoDifference) {
  Data turned = kFourEach;
  std::reverse(turned.rows.begin(), turned.rows.end());
  std::reverse(turned.labels.begin(), turned.labels.end());
  turned.labels[0] = true;  // Both orders of first labels: false above, true here.
  turned.labels[4] = false;
  EXPECT_GT(Logistic::Fit(turned.rows, turned.labels).weights[0], 0);
}

TEST(Logistic, TheSameDataGiveTheSameBits) {
  const Data data = NoisyData(200, 3);
  const Logistic first = Logistic::Fit(data.rows, data.labels);
  Logistic::Fit(kFourEach.rows, kFourEach.labels);
  EXPECT_EQ(first, Logistic::Fit(data.rows, data.labels));
}

TEST(Logistic, OneClassIsASmoothedConstant) {
  const Rows rows = {{1}, {2}, {4}};
  const std::vector<float> any = {17};
  EXPECT_NEAR(Logistic::Fit(rows, {true, true, true}).Probability(any), 3.5 / 4, 1e-12);
  EXPECT_NEAR(Logistic::Fit(rows, {false, false, false}).Probability(any), 0.5 / 4, 1e-12);
}

TEST(Logistic, IsSilent) {
  testing::internal::CaptureStdout();
  Logistic::Fit(kFourEach.rows, kFourEach.labels);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(Logistic, WhatDoesNotFitIsRefused) {
  const Rows rows = {{1, 2}, {3, 4}};
  EXPECT_THROW(Logistic::Fit({}, {}), Error);
  EXPECT_THROW(Logistic::Fit(rows, {true}), Error);
  EXPECT_THROW(Logistic::Fit(Rows{{1, 2}, {3}}, {true, false}), Error);
  EXPECT_THROW(Logistic::Fit(Rows{{1}, {NAN}}, {true, false}), Error);
  for (const double c : {0.0, -1.0, 1e10, std::numeric_limits<double>::infinity(), std::nan("")}) {
    EXPECT_THROW(Logistic::Fit(rows, {true, false}, c), Error);
  }
}

TEST(Logistic, SeparableDataWithTheLargestCStayFinite) {
  const Rows rows = {{-3}, {-2}, {2}, {3}};
  const Logistic model = Logistic::Fit(rows, {false, false, true, true}, kLargestC);
  EXPECT_GT(model.Probability(rows[3]), 0.999);
  EXPECT_LT(model.Probability(rows[0]), 0.001);
}

TEST(Logistic, AnswersAboutItsOwnNumberOfFeaturesOnly) {
  const Logistic model = Logistic::Fit(kFourEach.rows, kFourEach.labels);
  EXPECT_THROW(model.Probability(std::vector<float>{1, 2}), Error);
  EXPECT_THROW(model.Probability(std::vector<float>{NAN}), Error);
  Logistic torn = model;
  torn.deviation.clear();
  EXPECT_THROW(torn.Probability(std::vector<float>{1}), Error);
}

}  // namespace
}  // namespace aqua::policy
