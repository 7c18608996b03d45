#include "aqua/validation/validation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "aqua/validation/published.h"
#include "aqua/validation/subjects/cimloop_adc.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

PublishedFigure Figure(double value, Tolerance tolerance) {
  PublishedFigure figure;
  figure.id = "made.up";
  figure.value = value;
  figure.tolerance = tolerance;
  return figure;
}

TEST(Verdict, FollowsTheKindOfTolerance) {
  const PublishedFigure relative = Figure(-200, {ToleranceKind::kRelative, 0.01});
  EXPECT_EQ(Judge(relative, -202), Verdict::kWithin);
  EXPECT_EQ(Judge(relative, -197.9), Verdict::kOutside);
  const PublishedFigure absolute = Figure(1928, {ToleranceKind::kAbsolute, 10});
  EXPECT_EQ(Judge(absolute, 1938), Verdict::kWithin);
  EXPECT_EQ(Judge(absolute, 1917.9), Verdict::kOutside);
  const PublishedFigure digits = Figure(5.42, {ToleranceKind::kDigits, 2});
  EXPECT_EQ(Judge(digits, 5.4249), Verdict::kWithin);
  EXPECT_EQ(Judge(digits, 5.4251), Verdict::kOutside);
  EXPECT_EQ(Judge(Figure(5, {}), 500), Verdict::kShown);
}

TEST(Verdict, WhatIsNoNumberIsOutside) {
  const double nan = std::nan("");
  for (const ToleranceKind kind :
       {ToleranceKind::kRelative, ToleranceKind::kAbsolute, ToleranceKind::kDigits}) {
    EXPECT_EQ(Judge(Figure(1, {kind, 1}), nan), Verdict::kOutside);
    EXPECT_EQ(Judge(Figure(1, {kind, 1}), INFINITY), Verdict::kOutside);
  }
}

TEST(Validation, EveryFigureHasAFunctionAndEveryFunctionAFigure) {
  std::set<std::string> figures;
  for (const PublishedFigure& figure : PublishedFigures()) figures.insert(figure.id);
  std::set<std::string> functions;
  for (const auto& [id, function] : AllRecomputations()) functions.insert(id);
  for (const std::string& id : figures) EXPECT_EQ(functions.count(id), 1U) << id;
  for (const std::string& id : functions) EXPECT_EQ(figures.count(id), 1U) << id;
}

class EveryFigure : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryFigure, IsNotOutside) {
  for (const Row& row : Validate(GetParam() + ".")) {
    EXPECT_NE(row.verdict, Verdict::kOutside) << row.published.id << ": " << row.ours << " against "
                                              << row.published.value << " " << row.published.unit;
  }
}

std::vector<std::string> Subjects() {
  std::set<std::string> subjects;
  for (const PublishedFigure& figure : PublishedFigures()) subjects.insert(figure.Subject());
  return {subjects.begin(), subjects.end()};
}

INSTANTIATE_TEST_SUITE_P(Of, EveryFigure, ::testing::ValuesIn(Subjects()),
                         [](const ::testing::TestParamInfo<std::string>& test) {
                           return test.param;
                         });

TEST(Validation, FiguresFromMemoryAreShownAndNeverAsserted) {
  size_t shown = 0;
  for (const Row& row : Validate()) {
    if (MayBeAsserted(row.published.mark)) continue;
    EXPECT_EQ(row.verdict, Verdict::kShown) << row.published.id;
    ++shown;
  }
  EXPECT_GE(shown, 14U);
}

TEST(Validation, APrefixChoosesRows) {
  const std::vector<Row> rows = Validate("crops.alexnet.25.floor.");
  ASSERT_EQ(rows.size(), 5U);
  for (const Row& row : rows) EXPECT_TRUE(row.published.id.starts_with("crops.alexnet.25.floor."));
  EXPECT_TRUE(Validate("no such row").empty());
  EXPECT_EQ(Validate("crops.").size(), 40U);
}

TEST(Validation, RowsKeepTheOrderOfTheFile) {
  const std::vector<Row> rows = Validate();
  ASSERT_EQ(rows.size(), PublishedFigures().size());
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].published.id, PublishedFigures()[i].id);
  }
}

TEST(CimLoopAdc, IsTheOneThatItsSuccessorMeasured) {
  // hwcomponents-adc charges 80 % of it to a conversion, the rest to leakage: 1.543 pJ, 6469 um2.
  const CimLoopAdc adc = MakeCimLoopAdc();
  EXPECT_NEAR(0.8 * adc.conversion_energy_pj, 1.543, 0.0005);
  EXPECT_NEAR(adc.area_um2, 6469, 0.5);
}

}  // namespace
}  // namespace aqua::validation
