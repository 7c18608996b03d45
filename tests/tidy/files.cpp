#include <fmt/format.h>

#include <cctype>

#include "tests/tidy/rules.h"

namespace aqua::tidy {
namespace {

namespace fs = std::filesystem;

bool IsBuilt(const SourceFile& file) {
  return file.IsCpp() && (file.IsUnder("aqua") || file.IsUnder("cli") || file.IsUnder("tests") ||
                          file.IsUnder("bench"));
}

bool IsPathLetter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '/';
}

// Every path that a CMakeLists.txt names, from the root.
std::set<std::string> ListedFiles(const Tree& tree) {
  std::set<std::string> listed;
  for (const SourceFile& file : tree.files) {
    if (!file.EndsWith("CMakeLists.txt")) continue;
    const fs::path folder = fs::path(file.path).parent_path();
    for (const std::string& line : file.lines) {
      std::string word;
      for (const char c : line + ' ') {
        if (IsPathLetter(c)) {
          word += c;
          continue;
        }
        // "${PROJECT_SOURCE_DIR}/tests/x.cpp" arrives as "/tests/x.cpp": from the root.
        if (word.ends_with(".cpp")) {
          const fs::path path = word[0] == '/' ? fs::path(word.substr(1)) : folder / word;
          listed.insert(path.lexically_normal().generic_string());
        }
        word.clear();
      }
    }
  }
  return listed;
}

std::set<std::string> IncludedFiles(const Tree& tree) {
  constexpr std::string_view kInclude = "#include \"";
  std::set<std::string> included;
  for (const SourceFile& file : tree.files) {
    for (const std::string& line : file.lines) {
      if (!line.starts_with(kInclude)) continue;
      included.insert(line.substr(kInclude.size(), line.rfind('"') - kInclude.size()));
    }
  }
  return included;
}

// The targets of "[text](target)" in a line.
std::vector<std::string> LinkTargets(const std::string& line) {
  constexpr std::string_view kOpen = "](";
  std::vector<std::string> targets;
  for (size_t at = line.find(kOpen); at != std::string::npos; at = line.find(kOpen, at + 1)) {
    const size_t begin = at + kOpen.size();
    const size_t end = line.find(')', begin);
    if (end != std::string::npos) targets.push_back(line.substr(begin, end - begin));
  }
  return targets;
}

// The target of a link from a page, from the root; empty for a page elsewhere or an anchor.
std::string LinkedPath(const std::string& page, std::string target) {
  target = target.substr(0, target.find('#'));
  if (target.empty() || target.find(':') != std::string::npos) return "";
  return (fs::path(page).parent_path() / target).lexically_normal().generic_string();
}

std::string WithoutSlash(std::string path) {
  if (path.ends_with("/")) path.pop_back();
  return path;
}

}  // namespace

Findings CheckDeadFiles(const Tree& tree) {
  const std::set<std::string> listed = ListedFiles(tree);
  const std::set<std::string> included = IncludedFiles(tree);
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!IsBuilt(file)) continue;
    if (file.EndsWith(".cpp") && listed.count(file.path) == 0) {
      findings.push_back({file.path, 0, "no CMakeLists.txt lists it: list it or delete it"});
    }
    if (file.EndsWith(".h") && included.count(file.path) == 0) {
      findings.push_back({file.path, 0, "nobody includes it by this path: delete it"});
    }
  }
  return findings;
}

Findings CheckHeaderComments(const Tree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.EndsWith(".h") || (!file.lines.empty() && file.lines[0].starts_with("//"))) continue;
    findings.push_back({file.path, 1, "begins without a comment: say what it is, in and out"});
  }
  return findings;
}

Findings CheckLinks(const Tree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.EndsWith(".md")) continue;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      for (const std::string& target : LinkTargets(file.lines[i])) {
        const std::string path = WithoutSlash(LinkedPath(file.path, target));
        if (path.empty() || path == "." || tree.paths.count(path) != 0) continue;
        findings.push_back(
            {file.path, i + 1, fmt::format("links to {}, which is not there", target)});
      }
    }
  }
  return findings;
}

}  // namespace aqua::tidy
