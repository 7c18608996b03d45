#include "aqua/image/labels.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_map>

#include "aqua/core/error.h"
#include "aqua/image/internal/csv.h"
#include "aqua/image/internal/read_file.h"

namespace aqua::image {
namespace {

constexpr int64_t kMaxTextBytes = int64_t{1} << 28;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::vector<std::string> SplitAt(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

int ParseLabel(std::string_view text, const std::string& where) {
  int label = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), label);
  if (error != std::errc() || end != text.data() + text.size() || label < 0 || label > kMaxLabel) {
    throw Error("{}: label \"{}\", expected class numbers from 0 to {} such as 3 or 3|17", where,
                text.substr(0, 40), kMaxLabel);
  }
  return label;
}

std::vector<int> ParseLabels(const std::string& field, const std::string& where) {
  std::vector<int> labels;
  if (field.empty()) return labels;
  for (const std::string& part : SplitAt(field, '|')) {
    const int label = ParseLabel(part, where);
    if (std::find(labels.begin(), labels.end(), label) != labels.end()) {
      throw Error("{}: class {} is given twice", where, label);
    }
    labels.push_back(label);
  }
  return labels;
}

void CheckHeader(const std::vector<internal::CsvRow>& rows, const std::string& name) {
  const std::vector<std::string> header = {"file", "label"};
  if (rows.empty() || rows[0].fields != header) {
    throw Error("{}, line 1: expected the header \"file,label\"", name);
  }
}

}  // namespace

std::vector<std::string> ReadClassNames(const std::filesystem::path& path) {
  std::string text = internal::ReadFile(path, kMaxTextBytes, "class names, one a line");
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  std::vector<std::string> names = SplitAt(text, '\n');
  for (std::string& name : names) {
    if (name.ends_with('\r')) name.pop_back();
  }
  while (!names.empty() && names.back().empty()) names.pop_back();
  if (names.empty()) throw Error("{}: empty, expected class names, one a line", path.string());
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty() || std::any_of(names[i].begin(), names[i].end(), IsControl)) {
      throw Error("{}, line {}: {}, expected the name of class {}", path.string(), i + 1,
                  names[i].empty() ? "an empty line" : "control characters", i);
    }
  }
  return names;
}

std::vector<LabeledFile> ReadLabels(const std::filesystem::path& path) {
  const std::string text =
      internal::ReadFile(path, kMaxTextBytes, "a CSV file with the header \"file,label\"");
  const std::vector<internal::CsvRow> rows = internal::ParseCsv(text, path.string());
  CheckHeader(rows, path.string());
  std::vector<LabeledFile> files;
  std::unordered_map<std::string, int64_t> lines;
  for (size_t i = 1; i < rows.size(); ++i) {
    const std::vector<std::string>& fields = rows[i].fields;
    const std::string where = fmt::format("{}, line {}", path.string(), rows[i].line);
    if (fields.size() != 2 || fields[0].empty()) {
      throw Error("{}: {} fields{}, expected a file and a label", where, fields.size(),
                  fields[0].empty() ? " and no file name" : "");
    }
    const auto [known, is_new] = lines.emplace(fields[0], rows[i].line);
    if (!is_new) {
      throw Error("{}: file \"{}\" stands in line {} already; keep one", where, fields[0],
                  known->second);
    }
    files.push_back({fields[0], ParseLabels(fields[1], where)});
  }
  return files;
}

}  // namespace aqua::image
