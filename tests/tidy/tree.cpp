#include "tests/tidy/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace aqua::tidy {
namespace {

namespace fs = std::filesystem;

const std::set<std::string> kSkippedFolders = {".git", "build", "__pycache__", ".pytest_cache"};
const std::set<std::string> kTextEndings = {"",      ".cpp",  ".h",    ".txt", ".md",
                                            ".py",   ".sh",   ".csv",  ".in",  ".yml",
                                            ".toml", ".json", ".cmake"};

std::vector<std::string> SplitLines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string ReadText(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void AddPath(Tree& tree, const std::string& path) {
  for (fs::path part = path; !part.empty(); part = part.parent_path()) {
    tree.paths.insert(part.generic_string());
  }
}

void SortFiles(Tree& tree) {
  std::sort(tree.files.begin(), tree.files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
}

}  // namespace

const SourceFile* Tree::Find(const std::string& path) const {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const SourceFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

Tree ReadTree(const fs::path& root) {
  Tree tree;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
    const fs::path& path = at->path();
    if (at->is_directory() && kSkippedFolders.count(path.filename().string()) != 0) {
      at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file()) continue;
    const std::string name = path.lexically_relative(root).generic_string();
    AddPath(tree, name);
    if (kTextEndings.count(path.extension().string()) == 0) continue;
    const std::string text = ReadText(path);
    const bool is_text = text.find('\0') == std::string::npos;
    if (is_text) tree.files.push_back({name, SplitLines(text)});
  }
  SortFiles(tree);
  return tree;
}

Tree MakeTree(const std::vector<std::pair<std::string, std::string>>& files) {
  Tree tree;
  for (const auto& [path, text] : files) {
    AddPath(tree, path);
    tree.files.push_back({path, SplitLines(text)});
  }
  SortFiles(tree);
  return tree;
}

std::string Finding::ToString() const {
  if (line == 0) return fmt::format("{}: {}", path, text);
  return fmt::format("{}:{}: {}", path, line, text);
}

}  // namespace aqua::tidy
