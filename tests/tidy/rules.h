// What the tree must keep to. Each rule returns what breaks it; nothing found is the good case.
#pragma once

#include "tests/tidy/tree.h"

namespace aqua::tidy {

// aqua/ARROWS: a room includes only rooms that its line names, the lines make no cycle, and nobody
// includes another room's internal/ folder.
Findings CheckArrows(const Tree& tree);

// Functions of at most kFunctionLinesMax lines, files of at most kFileLinesMax, in aqua/ and cli/.
inline constexpr size_t kFunctionLinesMax = 70;
inline constexpr size_t kFileLinesMax = 300;
Findings CheckFunctionLengths(const Tree& tree);
Findings CheckFileLengths(const Tree& tree);

// Words that say too little or mean something else here, with the word to use.
Findings CheckWords(const Tree& tree);

// Paths of one machine, and names of package registries.
Findings CheckPlaces(const Tree& tree);

// C++ files of aqua/, cli/, tests/ and bench/ that no CMakeLists.txt lists, headers nobody
// includes.
Findings CheckDeadFiles(const Tree& tree);

// A header begins by saying what it is.
Findings CheckHeaderComments(const Tree& tree);

// Links in markdown lead to files that exist.
Findings CheckLinks(const Tree& tree);

}  // namespace aqua::tidy
