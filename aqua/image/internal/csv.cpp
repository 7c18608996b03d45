#include "aqua/image/internal/csv.h"

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::image::internal {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Parser {
 public:
  Parser(std::string_view text, const std::string& name) : rest_(text), name_(name) {
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  std::vector<CsvRow> Rows() {
    std::vector<CsvRow> rows;
    while (!rest_.empty()) {
      CsvRow row{line_, {}};
      do {
        row.fields.push_back(Field());
      } while (Take(","));
      const bool is_empty = row.fields.size() == 1 && row.fields[0].empty();
      if (!is_empty) rows.push_back(std::move(row));
      EndRow();
    }
    return rows;
  }

 private:
  bool Take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  void EndRow() {
    if (!Take("\r\n") && !Take("\n") && !rest_.empty()) {
      throw Error("{}, line {}: text after a closing quote, expected a comma or the line's end",
                  name_, line_);
    }
    ++line_;
  }

  std::string Field() { return Take("\"") ? Quoted() : Plain(); }

  std::string Plain() {
    std::string field(rest_.substr(0, rest_.find_first_of(",\n")));
    rest_.remove_prefix(field.size());
    if (field.ends_with('\r') && !rest_.starts_with(',')) field.pop_back();
    if (field.find_first_of("\"\r") != std::string::npos) {
      throw Error(
          "{}, line {}: a quote or carriage return inside a field, expected the whole field "
          "in quotes and quotes doubled",
          name_, line_);
    }
    return field;
  }

  std::string Quoted() {
    const int64_t first_line = line_;
    std::string field;
    while (true) {
      const size_t end = rest_.find('"');
      if (end == std::string_view::npos) {
        throw Error("{}, line {}: a quote that opens here is never closed", name_, first_line);
      }
      const std::string_view part = rest_.substr(0, end);
      line_ += std::count(part.begin(), part.end(), '\n');
      field += part;
      rest_.remove_prefix(end + 1);
      if (!Take("\"")) return field;
      field += '"';
    }
  }

  std::string_view rest_;
  std::string name_;
  int64_t line_ = 1;
};

}  // namespace

std::vector<CsvRow> ParseCsv(std::string_view text, const std::string& name) {
  return Parser(text, name).Rows();
}

}  // namespace aqua::image::internal
