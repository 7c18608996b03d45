#include "aqua/policy/menu.h"

#include <gtest/gtest.h>

#include "aqua/policy/testing/outcomes.h"

namespace aqua::policy {
namespace {

TEST(Menu, NamesSayWhatIsRun) {
  const Menu menu = SyntheticMenu();
  const std::vector<std::string> expected = {"96",
                                             "128",
                                             "160",
                                             "224",
                                             "224/1111",
                                             "224/1100",
                                             "224/0011",
                                             "224 grown from 224/1111",
                                             "224 grown from 224/1111, exactly",
                                             "160 up to block3/add",
                                             "rest of 160",
                                             "224/1111 up to block3/add",
                                             "rest of 224/1111"};
  ASSERT_EQ(menu.options.size(), expected.size());
  for (size_t option = 0; option < expected.size(); ++option) {
    EXPECT_EQ(menu.Name(option), expected[option]);
    EXPECT_EQ(menu.IsPlain(option), option < 7) << option;
  }
}

TEST(Menu, ANameOfUnequalSidesHoldsBothHeightFirst) {
  Menu menu = SyntheticMenu();
  menu.options[4].scale = {320, 224};
  EXPECT_EQ(menu.Name(4), "224x320/1111");
}

TEST(Menu, RelativeCostIsOfTheFullRun) {
  const Menu menu = ScalesMenu({0.25, 1.5});
  EXPECT_DOUBLE_EQ(menu.RelativeCost(0), 1);
  EXPECT_DOUBLE_EQ(menu.RelativeCost(1), 0.25);
  EXPECT_DOUBLE_EQ(menu.RelativeCost(2), 1.5);
}

TEST(Cost, AddsUpByField) {
  Cost cost{1, 2, 3, 4};
  cost += {10, 20, 30, 40};
  EXPECT_EQ(cost, (Cost{11, 22, 33, 44}));
}

}  // namespace
}  // namespace aqua::policy
