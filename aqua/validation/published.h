// The text of published.json as figures: a JSON list of objects
//   {"id": "isaac_chip.power", "title": "power", "published": 65.8, "unit": "W",
//    "tolerance": {"relative": 0.005}, "mark": "VERIFIED S1", "source": "Table I", "note": ""}
// "tolerance" holds one of relative, absolute, digits; it is left out where nothing is asserted,
// and a note then says why. "unit" and "note" may be left out.
#pragma once

#include <string_view>
#include <vector>

#include "aqua/validation/validation.h"

namespace aqua::validation {

// Throws Error naming `file` and the entry: text that is no such list, a key that is missing or
// unknown, an id that is there twice, a number out of range, no tolerance and no note, a tolerance
// on a figure from memory or inference.
std::vector<PublishedFigure> ParsePublished(std::string_view text, std::string_view file);

// The built-in list.
const std::vector<PublishedFigure>& PublishedFigures();

// Whether a figure with this mark may be asserted: not from memory, not by inference.
bool MayBeAsserted(std::string_view mark);

}  // namespace aqua::validation
