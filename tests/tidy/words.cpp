#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "tests/tidy/rules.h"

namespace aqua::tidy {
namespace {

struct Banned {
  std::string text;
  const char* instead;
};

// A ~ in the lists below is dropped: it keeps this file within its own rules.
std::string Joined(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '~'), text.end());
  return text;
}

const std::vector<Banned> kWords = {
    {Joined("TO~DO"), "do it, or open an issue"},
    {Joined("FIX~ME"), "fix it, or open an issue"},
    {Joined("XX~X"), "say what is meant"},
    {Joined("ut~ils"), "name what it holds"},
    {Joined("previous~ly"), "say what is, not what was: git keeps history"},
    {Joined("input pa~tch"), "position"},
    {Joined("til~ing"), "mapping, or pass"},
};

const std::vector<Banned> kMachinePaths = {
    {Joined("/ho~me/"), "a path of one machine: take it from the environment or the build"},
    {Joined("/wo~rk/"), "a path of one machine: take it from the environment or the build"},
    {Joined("/ro~ot/"), "a path of one machine: take it from the environment or the build"},
};

const std::vector<Banned> kHosts = {
    {Joined("py~pi.org"), "a registry's host: pip knows it"},
    {Joined("python~hosted.org"), "a registry's host: pip knows it"},
    {Joined("deb~ian.org"), "a registry's host: apt knows it"},
    {Joined("npm~js.org"), "a registry's host: npm knows it"},
    {Joined("crates~.io"), "a registry's host: cargo knows it"},
    {Joined("proxy.gol~ang.org"), "a registry's host: go knows it"},
    {Joined("docker~.io"), "a registry's host: docker knows it"},
    {Joined("ghcr~.io"), "a registry's host: docker knows it"},
};

// Names of files and folders that say nothing, without what follows a dot or an underscore.
const std::vector<std::string> kEmptyNames = {"com~mon", "hel~per", "hel~pers",
                                              "mi~sc",   "ut~il",   "ut~ils"};

// The page that says which words not to use.
constexpr const char* kGlossary = "docs/GLOSSARY.md";

bool IsWordLetter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool StandsAlone(const std::string& line, size_t at, size_t length) {
  const bool begins = at == 0 || !IsWordLetter(line[at - 1]);
  return begins && (at + length == line.size() || !IsWordLetter(line[at + length]));
}

bool IsAbsolute(const std::string& line, size_t at, size_t /*length*/) {
  return at == 0 || (!IsWordLetter(line[at - 1]) && line[at - 1] != '.' && line[at - 1] != '}');
}

bool Anywhere(const std::string& /*line*/, size_t /*at*/, size_t /*length*/) { return true; }

using Condition = bool (*)(const std::string& line, size_t at, size_t length);

bool Holds(const std::string& line, const std::string& text, Condition condition) {
  for (size_t at = line.find(text); at != std::string::npos; at = line.find(text, at + 1)) {
    if (condition(line, at, text.size())) return true;
  }
  return false;
}

void Check(const Tree& tree, const std::vector<Banned>& list, Condition condition,
           Findings& findings) {
  for (const SourceFile& file : tree.files) {
    if (file.path == kGlossary) continue;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      for (const Banned& banned : list) {
        if (!Holds(file.lines[i], banned.text, condition)) continue;
        findings.push_back(
            {file.path, i + 1, fmt::format("\"{}\": {}", banned.text, banned.instead)});
      }
    }
  }
}

bool SaysNothing(const std::filesystem::path& path) {
  return std::any_of(path.begin(), path.end(), [](const std::filesystem::path& part) {
    const std::string name = part.string();
    const std::string stem = name.substr(0, name.find_first_of("._"));
    return std::any_of(kEmptyNames.begin(), kEmptyNames.end(),
                       [&](const std::string& empty) { return stem == Joined(empty); });
  });
}

}  // namespace

Findings CheckWords(const Tree& tree) {
  Findings findings;
  Check(tree, kWords, StandsAlone, findings);
  for (const SourceFile& file : tree.files) {
    if (!SaysNothing(file.path)) continue;
    findings.push_back({file.path, 0, "a name that fits anything: name what it holds"});
  }
  return findings;
}

Findings CheckPlaces(const Tree& tree) {
  Findings findings;
  Check(tree, kMachinePaths, IsAbsolute, findings);
  Check(tree, kHosts, Anywhere, findings);
  return findings;
}

}  // namespace aqua::tidy
