#include <fmt/format.h>

#include <cctype>

#include "tests/tidy/rules.h"

namespace aqua::tidy {
namespace {

// The code without comments, strings and character literals; line breaks stay where they are.
class Stripper {
 public:
  explicit Stripper(const std::string& text) : text_(text) {}

  std::string Run() {
    while (at_ < text_.size()) {
      if (StartsWith("//")) {
        SkipTo("\n", 0);
      } else if (StartsWith("/*")) {
        SkipTo("*/", 2);
      } else if (StartsWith("R\"")) {
        const size_t open = text_.find('(', at_);
        const std::string name = text_.substr(at_ + 2, open - at_ - 2);
        SkipTo(fmt::format("){}\"", name), open - at_ + 1);
      } else if (text_[at_] == '"' || IsCharacterLiteral()) {
        SkipQuoted(text_[at_]);
      } else {
        result_ += text_[at_++];
      }
    }
    return result_;
  }

 private:
  bool StartsWith(const char* start) const { return text_.compare(at_, 2, start) == 0; }

  // Not the separator in 1'000.
  bool IsCharacterLiteral() const {
    return text_[at_] == '\'' &&
           (at_ == 0 || std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) == 0);
  }

  void SkipTo(const std::string& end, size_t from) {
    const size_t found = text_.find(end, at_ + from);
    const size_t stop = found == std::string::npos ? text_.size()
                        : end == "\n"              ? found
                                                   : found + end.size();
    for (; at_ < stop; ++at_) {
      if (text_[at_] == '\n') result_ += '\n';
    }
  }

  void SkipQuoted(char quote) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
  }

  const std::string& text_;
  std::string result_;
  size_t at_ = 0;
};

// Finds the functions: braces outside of all others, but for namespaces and classes, that follow a
// parameter list.
class FunctionFinder {
 public:
  explicit FunctionFinder(const SourceFile& file) : file_(file) {}

  Findings Run() {
    std::string text;
    for (const std::string& line : file_.lines) text += line + '\n';
    for (const char c : Stripper(text).Run()) Take(c);
    return findings_;
  }

 private:
  bool HeaderHas(const char* word) const {
    const size_t at = header_.find(word);
    return at != std::string::npos && header_.find('(') == std::string::npos;
  }

  bool OpensContainer() const {
    return HeaderHas("namespace") || HeaderHas("class ") || HeaderHas("struct ") ||
           HeaderHas("enum ") || HeaderHas("extern ");
  }

  void Take(char c) {
    const bool is_space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (c == '\n') ++line_;
    if (c == '{') {
      Open();
    } else if (c == '}') {
      Close();
    } else if (body_depth_ > 0) {
      return;
    } else if (c == ';') {
      header_.clear();
    } else {
      if (after_body_ && c != ',' && !is_space) header_.clear();
      if (!is_space) after_body_ = false;
      header_ += is_space ? ' ' : c;
    }
  }

  void Open() {
    if (body_depth_ == 0 && OpensContainer()) {
      ++container_depth_;
      header_.clear();
      return;
    }
    if (body_depth_++ == 0) first_line_ = line_;
  }

  void Close() {
    if (body_depth_ == 0) {
      --container_depth_;
      header_.clear();
      return;
    }
    if (--body_depth_ > 0) return;
    // A member initialised with braces may follow: the header goes on until something else does.
    after_body_ = true;
    const size_t lines = line_ - first_line_ + 1;
    if (header_.find(')') == std::string::npos || lines <= kFunctionLinesMax) return;
    findings_.push_back({file_.path, first_line_,
                         fmt::format("a function of {} lines, at most {}: look for the second idea "
                                     "in it",
                                     lines, kFunctionLinesMax)});
  }

  const SourceFile& file_;
  Findings findings_;
  std::string header_;
  size_t line_ = 1;
  size_t first_line_ = 0;
  int container_depth_ = 0;
  int body_depth_ = 0;
  bool after_body_ = false;
};

bool IsMeasured(const SourceFile& file) {
  return file.IsCpp() && (file.IsUnder("aqua") || file.IsUnder("cli"));
}

}  // namespace

Findings CheckFunctionLengths(const Tree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!IsMeasured(file)) continue;
    for (const Finding& finding : FunctionFinder(file).Run()) findings.push_back(finding);
  }
  return findings;
}

Findings CheckFileLengths(const Tree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!IsMeasured(file) || file.lines.size() <= kFileLinesMax) continue;
    findings.push_back({file.path, 0,
                        fmt::format("{} lines, at most {}: look for the second idea "
                                    "in it",
                                    file.lines.size(), kFileLinesMax)});
  }
  return findings;
}

}  // namespace aqua::tidy
