// Comma-separated text, RFC 4180: quoted fields, doubled quotes, LF or CRLF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aqua::image::internal {

struct CsvRow {
  int64_t line = 0;  // Of the text, from 1, where the row begins.
  std::vector<std::string> fields;
};

// Empty lines are left out, and a byte order mark at the start. Throws Error naming `name` and the
// line for quotes that do not close or stand in the wrong place.
std::vector<CsvRow> ParseCsv(std::string_view text, const std::string& name);

}  // namespace aqua::image::internal
