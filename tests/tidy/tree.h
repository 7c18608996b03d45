// The project's own files as text, and what a rule finds in them. A rule is a function from a tree
// to findings, so that a test can hand it a made-up tree.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace aqua::tidy {

struct SourceFile {
  std::string path;  // From the root, with slashes: "aqua/core/error.h".
  std::vector<std::string> lines;

  bool IsUnder(const std::string& folder) const { return path.starts_with(folder + "/"); }
  bool EndsWith(const std::string& ending) const { return path.ends_with(ending); }
  bool IsCpp() const { return EndsWith(".cpp") || EndsWith(".h"); }
};

struct Tree {
  std::vector<SourceFile> files;  // Text files only, sorted by path.
  std::set<std::string> paths;    // Every file and folder.

  const SourceFile* Find(const std::string& path) const;
};

// All that git would keep: everything under `root` but .git, build folders and caches.
Tree ReadTree(const std::filesystem::path& root);

// A tree made of (path, text) pairs.
Tree MakeTree(const std::vector<std::pair<std::string, std::string>>& files);

struct Finding {
  std::string path;
  size_t line = 0;  // From 1; 0: the file as a whole.
  std::string text;

  std::string ToString() const;
};

using Findings = std::vector<Finding>;

}  // namespace aqua::tidy
