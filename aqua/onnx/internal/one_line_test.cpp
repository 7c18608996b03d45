#include "aqua/onnx/internal/one_line.h"

#include <gtest/gtest.h>

namespace aqua::onnx {
namespace {

TEST(OneLine, KeepsText) {
  EXPECT_EQ(OneLine(""), "");
  EXPECT_EQ(OneLine("layer1/conv.0~"), "layer1/conv.0~");
  // Two, three and four bytes.
  EXPECT_EQ(OneLine("caf\u00e9 \u5c42 \U0001f600"), "caf\u00e9 \u5c42 \U0001f600");
}

TEST(OneLine, WritesControlCharactersAsNumbers) {
  EXPECT_EQ(OneLine("a\nb\r\t\x7F"), "a\\x0Ab\\x0D\\x09\\x7F");
  EXPECT_EQ(OneLine(std::string_view("a\0b", 3)), "a\\x00b");
}

TEST(OneLine, WritesWhatIsNoUtf8AsNumbers) {
  EXPECT_EQ(OneLine("\xFF\x80z"), "\\xFF\\x80z");
  EXPECT_EQ(OneLine("\xC3"), "\\xC3");                     // Cut short.
  EXPECT_EQ(OneLine("\xC0\xAF"), "\\xC0\\xAF");            // A longer form than needed.
  EXPECT_EQ(OneLine("\xED\xA0\x80"), "\\xED\\xA0\\x80");   // Half of a pair.
  EXPECT_EQ(OneLine("\xE5\xB1z"), "\\xE5\\xB1z");          // The wrong third byte.
  EXPECT_EQ(OneLine("\xF4\x90\x80\x80").size(), 4U * 4U);  // Past the last character.
}

}  // namespace
}  // namespace aqua::onnx
