#include "aqua/accel/settings.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

template <typename Function>
std::string Complaint(const Function& function) {
  try {
    function();
    return "none";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Settings, WhatIsNotGivenTakesItsDefault) {
  Settings settings("design", {});
  EXPECT_EQ(settings.Choice("mode", {"slow", "fast"}), 0u);
  EXPECT_EQ(settings.Number("size", 1, 16, 7), 7);
  EXPECT_NO_THROW(settings.RefuseOthers());
}

TEST(Settings, WhatIsGivenIsTaken) {
  Settings settings("design", {{"mode", "fast"}, {"size", "16"}});
  EXPECT_EQ(settings.Choice("mode", {"slow", "fast"}), 1u);
  EXPECT_EQ(settings.Number("size", 1, 16, 7), 16);
  EXPECT_NO_THROW(settings.RefuseOthers());
}

TEST(Settings, AnUnknownValueListsTheKnown) {
  Settings settings("design", {{"mode", "fsat"}});
  EXPECT_EQ(Complaint([&] {
              settings.Choice("mode", {"slow", "fast"});
            }),
            "design: mode \"fsat\", expected one of: slow, fast");
}

TEST(Settings, ANumberIsWholeAndInRange) {
  for (const char* text : {"0", "17", "", "x", "3x", "-3", "2.5", " 3", "99999999999999999999"}) {
    Settings settings("design", {{"size", text}});
    EXPECT_EQ(Complaint([&] { settings.Number("size", 1, 16, 7); }),
              fmt::format("design: size \"{}\", expected a whole number from 1 to 16", text));
  }
}

TEST(Settings, AnUnknownKeyListsTheKnown) {
  Settings settings("design", {{"szie", "3"}});
  settings.Choice("mode", {"slow", "fast"});
  settings.Number("size", 1, 16, 7);
  EXPECT_EQ(Complaint([&] { settings.RefuseOthers(); }),
            "design: unknown setting \"szie\", expected one of: mode, size");
}

}  // namespace
}  // namespace aqua::accel
