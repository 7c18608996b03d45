// Figures that others published, recomputed with this program's own models: no input, one row a
// figure out. The figures are data (published.json, one a line, each with its source); how each is
// recomputed is code (subjects/).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace aqua::validation {

enum class ToleranceKind {
  kNone,      // The row is shown, and its note says why it is not asserted.
  kRelative,  // |ours - published| <= value * |published|
  kAbsolute,  // |ours - published| <= value, in the row's unit
  kDigits,    // Equal when both are rounded to `value` decimals: the digits that were printed.
};

struct Tolerance {
  ToleranceKind kind = ToleranceKind::kNone;
  double value = 0;
};

struct PublishedFigure {
  std::string id;  // "isaac_chip.power": the subject, a point, the figure.
  std::string title;
  double value = 0;
  std::string unit;  // Empty for a ratio.
  Tolerance tolerance;
  std::string mark;  // How it is known: "VERIFIED S1", "DERIVED", "MEMORY", ... (SOURCES.md)
  std::string source;
  std::string note;  // Why ours differs, or why nothing is asserted; often empty.

  std::string Subject() const { return id.substr(0, id.find('.')); }
};

enum class Verdict {
  kWithin,
  kOutside,
  kShown,  // Nothing is asserted.
};

struct Row {
  PublishedFigure published;
  double ours = 0;  // NaN: nothing of this program's is comparable; only where nothing is asserted.
  Verdict verdict = Verdict::kShown;
};

// Every figure whose id begins with `prefix`, in the order of published.json.
std::vector<Row> Validate(std::string_view prefix = {});

// Whether `ours` is as the figure says. A number that is not finite is outside, where anything is
// asserted.
Verdict Judge(const PublishedFigure& figure, double ours);

// "within", "OUTSIDE", "shown".
std::string_view ToString(Verdict verdict);

}  // namespace aqua::validation
