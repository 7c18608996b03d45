#include "aqua/core/error.h"

#include <gtest/gtest.h>

namespace aqua {
namespace {

TEST(ErrorTest, TextIsFormatted) {
  EXPECT_STREQ(Error("{}: {} rows", "labels.csv", 3).what(), "labels.csv: 3 rows");
}

TEST(ErrorTest, PlainTextKeepsItsBraces) {
  const std::string text = "a {} b";
  EXPECT_EQ(Error(text).what(), text);
}

TEST(Check, PassesWhatHolds) {
  EXPECT_NO_THROW(AQUA_CHECK(1 + 1 == 2));
  EXPECT_NO_THROW(AQUA_CHECK_EQ(1 + 1, 2));
}

TEST(Check, NamesConditionPlaceAndValues) {
  try {
    AQUA_CHECK_EQ(1 + 1, 3);
    FAIL() << "2 == 3 went unnoticed";
  } catch (const InternalError& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("1 + 1 == 3"), std::string::npos) << text;
    EXPECT_NE(text.find("2 against 3"), std::string::npos) << text;
    EXPECT_NE(text.find("error_test.cpp"), std::string::npos) << text;
  }
}

TEST(Check, AnInternalErrorIsNotAnInputError) {
  EXPECT_THROW(AQUA_CHECK(false), InternalError);
  EXPECT_FALSE((std::is_base_of_v<Error, InternalError>));
}

}  // namespace
}  // namespace aqua
