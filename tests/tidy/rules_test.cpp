// Shows on made-up trees that every rule finds what it is for, and nothing else.
#include "tests/tidy/rules.h"

#include <gtest/gtest.h>

namespace aqua::tidy {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> Texts(const Findings& findings) {
  std::vector<std::string> texts;
  for (const Finding& finding : findings) texts.push_back(finding.ToString());
  return texts;
}

const char* const kArrows = "# comment\ncore:\ncrop: core\nexec: core crop\n";

std::vector<std::string> ArrowTexts(const std::string& path, const std::string& text) {
  return Texts(CheckArrows(MakeTree({{"aqua/ARROWS", kArrows}, {path, text}})));
}

TEST(Arrows, AllowWhatTheyName) {
  EXPECT_TRUE(ArrowTexts("aqua/exec/a.cpp",
                         "#include \"aqua/crop/plan.h\"\n"
                         "#include \"aqua/exec/internal/arena.h\"\n")
                  .empty());
  EXPECT_TRUE(ArrowTexts("cli/main.cpp", "#include \"aqua/exec/engine.h\"\n").empty());
}

TEST(Arrows, AMissingArrowIsNamedWithFileAndRoom) {
  EXPECT_EQ(ArrowTexts("aqua/crop/a.h", "\n#include \"aqua/exec/engine.h\"\n"),
            std::vector<std::string>{"aqua/crop/a.h:2: room crop includes aqua/exec/engine.h, but "
                                     "aqua/ARROWS has no arrow crop -> exec"});
}

TEST(Arrows, ARoomWithoutALineIsNamed) {
  EXPECT_EQ(ArrowTexts("aqua/attic/a.cpp", "#include \"aqua/core/error.h\"\n").size(), 1U);
}

TEST(Arrows, InternalFoldersAreClosedToOtherRooms) {
  const char* const kText = "#include \"aqua/crop/internal/a.h\"\n";
  EXPECT_EQ(ArrowTexts("aqua/exec/a.cpp", kText).size(), 1U);
  EXPECT_EQ(ArrowTexts("cli/main.cpp", kText).size(), 1U);
  EXPECT_TRUE(ArrowTexts("aqua/crop/a.cpp", kText).empty());
}

TEST(Arrows, ACycleIsFound) {
  const Tree tree = MakeTree({{"aqua/ARROWS", "a: b\nb: c\nc: a\nd: a\n"}});
  EXPECT_EQ(CheckArrows(tree).size(), 1U);
}

TEST(Arrows, AMissingFileIsFound) { EXPECT_EQ(CheckArrows(MakeTree({})).size(), 1U); }

std::string Lines(size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += "  a();\n";
  return text;
}

size_t LongFunctions(const std::string& text) {
  return CheckFunctionLengths(MakeTree({{"aqua/core/a.cpp", text}})).size();
}

TEST(FunctionLength, CountsFromBraceToBrace) {
  EXPECT_EQ(LongFunctions("int F(int a) {\n" + Lines(68) + "}\n"), 0U);
  EXPECT_EQ(LongFunctions("int F(int a) {\n" + Lines(69) + "}\n"), 1U);
}

TEST(FunctionLength, LooksIntoNamespacesAndClasses) {
  const std::string method =
      "class A : public B {\n  void F() const override {\n" + Lines(80) + "}};";
  EXPECT_EQ(LongFunctions("namespace a::b {\nnamespace {\n" + method + "}}"), 1U);
}

TEST(FunctionLength, SeesConstructorsWithBracedMembers) {
  EXPECT_EQ(LongFunctions("A::A(int b) : b_{b}, c_{1} {\n" + Lines(80) + "}\n"), 1U);
}

TEST(FunctionLength, TwoShortOnesAreNotOneLong) {
  EXPECT_EQ(LongFunctions("int F() {\n" + Lines(40) + "}\n\nint G() {\n" + Lines(40) + "}\n"), 0U);
}

TEST(FunctionLength, BracesInTextAndCommentsDoNotCount) {
  const std::string odd = "  f(\"{\\\"{\", '{', R\"x({)\")x\", 1'000);  // {\n  /* {\n { */\n";
  EXPECT_EQ(LongFunctions("int F() {\n" + odd + "}\nint G() {\n" + Lines(80) + "}\n"), 1U);
}

TEST(FunctionLength, TablesAreNoFunctions) {
  EXPECT_EQ(LongFunctions("const std::vector<A> kTable = {\n" + Lines(80) + "};\n"), 0U);
}

TEST(FileLength, HasALimit) {
  EXPECT_EQ(CheckFileLengths(MakeTree({{"cli/a.cpp", Lines(300)}})).size(), 0U);
  EXPECT_EQ(CheckFileLengths(MakeTree({{"cli/a.cpp", Lines(301)}})).size(), 1U);
  EXPECT_EQ(CheckFileLengths(MakeTree({{"docs/a.md", Lines(301)}})).size(), 0U);
}

TEST(Words, AreFoundWithTheWordToUse) {
  const std::string word = std::string("TO") + "DO";
  const Tree tree = MakeTree({{"aqua/a.h", "// " + word + ": more\n// " + word + "S\n"}});
  EXPECT_EQ(Texts(CheckWords(tree)),
            std::vector<std::string>{"aqua/a.h:1: \"" + word + "\": do it, or open an issue"});
}

TEST(Words, NamesThatFitAnythingAreFound) {
  const auto count = [](const std::string& path) {
    return CheckWords(MakeTree({{path, ""}})).size();
  };
  const std::string name = std::string("com") + "mon";
  EXPECT_EQ(count("aqua/core/" + name + ".h"), 1U);
  EXPECT_EQ(count("aqua/" + name + "/a.h"), 1U);
  EXPECT_EQ(count("aqua/core/un" + name + ".h"), 0U);
}

TEST(Places, PathsOfOneMachineAndRegistriesAreFound) {
  const auto count = [](const std::string& line) {
    return CheckPlaces(MakeTree({{"scripts/a.sh", line}})).size();
  };
  const std::string home = std::string("ho") + "me/";
  EXPECT_EQ(count("cd /" + home + "me/aqua"), 1U);
  EXPECT_EQ(count("cd ../" + home + "aqua; ls a/" + home), 0U);
  EXPECT_EQ(count(std::string("pip install --index-url https://py") + "pi.org/simple"), 1U);
}

TEST(DeadFiles, AreThoseThatNobodyNames) {
  const Tree tree = MakeTree({{"aqua/core/CMakeLists.txt", "SOURCES a.cpp internal/b.cpp)"},
                              {"aqua/core/a.cpp", "#include \"aqua/core/a.h\"\n"},
                              {"aqua/core/internal/b.cpp", ""},
                              {"aqua/core/b.cpp", ""},
                              {"aqua/core/a.h", ""},
                              {"aqua/core/c.h", ""}});
  const Findings findings = CheckDeadFiles(tree);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].path, "aqua/core/b.cpp");
  EXPECT_EQ(findings[1].path, "aqua/core/c.h");
}

TEST(HeaderComments, ComeFirst) {
  EXPECT_EQ(CheckHeaderComments(MakeTree({{"aqua/a.h", "// What.\n#pragma once\n"}})).size(), 0U);
  EXPECT_EQ(CheckHeaderComments(MakeTree({{"aqua/a.h", "#pragma once\n// What.\n"}})).size(), 1U);
  EXPECT_EQ(CheckHeaderComments(MakeTree({{"aqua/a.h", ""}})).size(), 1U);
}

TEST(Links, MustLeadSomewhere) {
  const Pairs files = {{"README.md",
                        "[a](docs/A.md) [b](docs/) [c](docs/A.md#part) [d](#here)\n"
                        "[e](https://example.org) [f](docs/B.md)\n"},
                       {"docs/A.md", "[up](../README.md) [g](A.md) [h](README.md)\n"}};
  EXPECT_EQ(Texts(CheckLinks(MakeTree(files))),
            (std::vector<std::string>{"README.md:2: links to docs/B.md, which is not there",
                                      "docs/A.md:1: links to README.md, which is not there"}));
}

}  // namespace
}  // namespace aqua::tidy
