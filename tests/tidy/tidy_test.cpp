// Holds the real tree to the rules.
#include <gtest/gtest.h>

#include "tests/tidy/rules.h"

namespace aqua::tidy {
namespace {

const Tree& ProjectTree() {
  static const Tree tree = ReadTree(AQUA_SOURCE_DIR);
  return tree;
}

void ExpectNothing(const Findings& findings) {
  for (const Finding& finding : findings) ADD_FAILURE() << finding.ToString();
}

TEST(ProjectIs, ReadAtAll) {
  EXPECT_GT(ProjectTree().files.size(), 50U);
  EXPECT_NE(ProjectTree().Find("aqua/core/error.h"), nullptr);
}

TEST(ProjectIs, WithinItsArrows) { ExpectNothing(CheckArrows(ProjectTree())); }
TEST(ProjectIs, MadeOfShortFunctions) { ExpectNothing(CheckFunctionLengths(ProjectTree())); }
TEST(ProjectIs, MadeOfShortFiles) { ExpectNothing(CheckFileLengths(ProjectTree())); }
TEST(ProjectIs, FreeOfEmptyWords) { ExpectNothing(CheckWords(ProjectTree())); }
TEST(ProjectIs, FreeOfPlaces) { ExpectNothing(CheckPlaces(ProjectTree())); }
TEST(ProjectIs, WithoutDeadFiles) { ExpectNothing(CheckDeadFiles(ProjectTree())); }
TEST(ProjectIs, ExplainedByItsHeaders) { ExpectNothing(CheckHeaderComments(ProjectTree())); }
TEST(ProjectIs, LinkedSoundly) { ExpectNothing(CheckLinks(ProjectTree())); }

}  // namespace
}  // namespace aqua::tidy
