#include "aqua/core/quoted.h"

#include <gtest/gtest.h>

namespace aqua {
namespace {

TEST(Quoted, StaysOnOneLineAndInAscii) {
  EXPECT_EQ(Quoted("rows"), "\"rows\"");
  EXPECT_EQ(Quoted("a\nb\"c"), R"("a\nb\"c")");
  EXPECT_EQ(Quoted("\x1b[31m"), R"("\u001b[31m")");
  EXPECT_EQ(Quoted("\u00e4"), R"("\u00e4")");
}

TEST(Quoted, BytesThatAreNoTextAreReplaced) { EXPECT_EQ(Quoted("\xff"), R"("\ufffd")"); }

TEST(Quoted, IsCutShort) { EXPECT_EQ(Quoted(std::string(1000, 'x')).size(), 82u); }

}  // namespace
}  // namespace aqua
