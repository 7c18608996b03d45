#include "aqua/image/labels.h"

#include <gtest/gtest.h>

#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

using Files = std::vector<LabeledFile>;

Files Labels(const std::string& text) {
  const TempFolder folder;
  return ReadLabels(folder.Write("labels.csv", text));
}

void ExpectError(const std::string& text, const std::string& part) {
  const std::string error = ErrorOf([&] { Labels(text); });
  EXPECT_NE(error.find("labels.csv"), std::string::npos) << error;
  EXPECT_NE(error.find(part), std::string::npos) << error;
  EXPECT_EQ(error.find('\n'), std::string::npos) << error;
}

TEST(ReadLabels, OneSeveralAndNoLabel) {
  EXPECT_EQ(Labels("file,label\na.jpg,7\nb/c.jpg,3|17\nd.png,\n"),
            (Files{{"a.jpg", {7}}, {"b/c.jpg", {3, 17}}, {"d.png", {}}}));
}

TEST(ReadLabels, CrlfAndNoEndOfLastLineAreFine) {
  EXPECT_EQ(Labels("file,label\r\na.jpg,7\r\n\r\nb.jpg,"), (Files{{"a.jpg", {7}}, {"b.jpg", {}}}));
}

TEST(ReadLabels, ByteOrderMarkIsSkipped) {
  EXPECT_EQ(Labels("\xEF\xBB\xBF"
                   "file,label\na.jpg,7\n"),
            (Files{{"a.jpg", {7}}}));
}

TEST(ReadLabels, QuotedFieldsMayHoldCommasQuotesAndLineEnds) {
  EXPECT_EQ(Labels("file,\"label\"\n\"a, \"\"b\"\".jpg\",\"1|2\"\r\n\"c\nd.jpg\",3\n"),
            (Files{{"a, \"b\".jpg", {1, 2}}, {"c\nd.jpg", {3}}}));
}

TEST(ReadLabels, FaultsNameFileAndLine) {
  ExpectError("", "line 1: expected the header");
  ExpectError("name,class\na,1\n", "line 1: expected the header");
  ExpectError("file,label\na.jpg\n", "line 2: 1 fields");
  ExpectError("file,label\na.jpg,1,2\n", "line 2: 3 fields");
  ExpectError("file,label\n,1\n", "line 2: 2 fields and no file name");
  ExpectError("file,label\na,1\n\nb,cat\n", "line 4: label \"cat\"");
  ExpectError("file,label\na,-1\n", "line 2: label \"-1\"");
  ExpectError("file,label\na,1|\n", "line 2: label \"\"");
  ExpectError("file,label\na,99999999999\n", "line 2: label \"99999999999\"");
  ExpectError("file,label\na,1|1\n", "line 2: class 1 is given twice");
  ExpectError("file,label\na,1\nb,2\na,1\n", "line 4: file \"a\" stands in line 2 already");
  ExpectError("file,label\n\"a\nb,1\n", "line 2: a quote that opens here is never closed");
  ExpectError("file,label\n\"a\"b,1\n", "line 2: text after a closing quote");
  ExpectError("file,label\na\"b,1\n", "line 2: a quote or carriage return inside");
}

TEST(ReadClassNames, OneNameALineInOrder) {
  const TempFolder folder;
  EXPECT_EQ(ReadClassNames(folder.Write("n.txt", "tench, Tinca\r\ngreat white\n\n")),
            (std::vector<std::string>{"tench, Tinca", "great white"}));
}

TEST(ReadClassNames, FaultsNameFileAndLine) {
  const TempFolder folder;
  const auto error_of = [&](const std::string& text) {
    return ErrorOf([&] { ReadClassNames(folder.Write("n.txt", text)); });
  };
  EXPECT_NE(error_of("").find("n.txt: empty"), std::string::npos);
  EXPECT_NE(error_of("a\n\nb\n").find("n.txt, line 2: an empty line"), std::string::npos);
  EXPECT_NE(error_of("a\nb\x1B[31m\n").find("n.txt, line 2: control"), std::string::npos);
  EXPECT_NE(ErrorOf([&] { ReadClassNames(folder.path() / "m.txt"); }).find("m.txt: no such file"),
            std::string::npos);
}

}  // namespace
}  // namespace aqua::image
