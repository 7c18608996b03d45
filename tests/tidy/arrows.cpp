#include <fmt/format.h>

#include <map>
#include <optional>
#include <sstream>

#include "tests/tidy/rules.h"

namespace aqua::tidy {
namespace {

constexpr const char* kArrowsPath = "aqua/ARROWS";
constexpr std::string_view kInclude = "#include \"aqua/";

using Arrows = std::map<std::string, std::set<std::string>>;

Arrows ReadArrows(const SourceFile& file) {
  Arrows arrows;
  for (const std::string& line : file.lines) {
    const size_t colon = line.find(':');
    if (line.starts_with("#") || colon == std::string::npos) continue;
    std::set<std::string>& targets = arrows[line.substr(0, colon)];
    std::istringstream rest(line.substr(colon + 1));
    for (std::string room; rest >> room;) targets.insert(room);
  }
  return arrows;
}

// The room of "aqua/<room>/..."; nothing for files of aqua/ itself and for all others.
std::optional<std::string> RoomOf(const std::string& path) {
  constexpr size_t kBegin = 5;
  const size_t end = path.find('/', kBegin);
  if (!path.starts_with("aqua/") || end == std::string::npos) return std::nullopt;
  return path.substr(kBegin, end - kBegin);
}

std::optional<std::string> IncludedPath(const std::string& line) {
  if (!line.starts_with(kInclude)) return std::nullopt;
  const size_t begin = line.find('"') + 1;
  return line.substr(begin, line.find('"', begin) - begin);
}

// What is wrong with `from` including a file; empty if nothing.
std::string Objection(const Arrows& arrows, const std::optional<std::string>& from,
                      const std::string& included) {
  const std::optional<std::string> to = RoomOf(included);
  if (!to || from == to) return "";
  if (included.find("/internal/") != std::string::npos) {
    return fmt::format("includes {}, which is internal to room {}", included, *to);
  }
  if (!from) return "";
  const auto line = arrows.find(*from);
  if (line == arrows.end()) return fmt::format("room {} has no line in {}", *from, kArrowsPath);
  if (line->second.count(*to) != 0) return "";
  return fmt::format("room {} includes {}, but {} has no arrow {} -> {}", *from, included,
                     kArrowsPath, *from, *to);
}

// Drops rooms whose targets are all gone, until none can be: what is left lies on a cycle.
Findings CheckCycles(Arrows arrows) {
  for (bool dropped = true; dropped;) {
    dropped = false;
    for (auto at = arrows.begin(); at != arrows.end();) {
      bool waits = false;
      for (const std::string& target : at->second) waits = waits || arrows.count(target) != 0;
      dropped = dropped || !waits;
      at = waits ? std::next(at) : arrows.erase(at);
    }
  }
  if (arrows.empty()) return {};
  return {{kArrowsPath, 0, fmt::format("room {} lies on a cycle", arrows.begin()->first)}};
}

}  // namespace

Findings CheckArrows(const Tree& tree) {
  const SourceFile* file = tree.Find(kArrowsPath);
  if (file == nullptr) return {{kArrowsPath, 0, "is missing"}};
  const Arrows arrows = ReadArrows(*file);
  Findings findings = CheckCycles(arrows);
  for (const SourceFile& source : tree.files) {
    if (!source.IsCpp()) continue;
    for (size_t i = 0; i < source.lines.size(); ++i) {
      const std::optional<std::string> included = IncludedPath(source.lines[i]);
      if (!included) continue;
      const std::string objection = Objection(arrows, RoomOf(source.path), *included);
      if (!objection.empty()) findings.push_back({source.path, i + 1, objection});
    }
  }
  return findings;
}

}  // namespace aqua::tidy
