#include "aqua/validation/validation.h"

#include <fmt/format.h>

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/validation/published.h"
#include "aqua/validation/subjects/subjects.h"

namespace aqua::validation {
namespace {

bool SameDigits(double a, double b, int digits) {
  return fmt::format("{:.{}f}", a, digits) == fmt::format("{:.{}f}", b, digits);
}

bool IsWithin(const PublishedFigure& figure, double ours) {
  const double difference = std::abs(ours - figure.value);
  const double value = figure.tolerance.value;
  switch (figure.tolerance.kind) {
    case ToleranceKind::kRelative:
      return difference <= value * std::abs(figure.value);
    case ToleranceKind::kAbsolute:
      return difference <= value;
    case ToleranceKind::kDigits:
      return SameDigits(ours, figure.value, static_cast<int>(value));
    case ToleranceKind::kNone:
      break;
  }
  return true;
}

}  // namespace

Verdict Judge(const PublishedFigure& figure, double ours) {
  if (figure.tolerance.kind == ToleranceKind::kNone) return Verdict::kShown;
  return std::isfinite(ours) && IsWithin(figure, ours) ? Verdict::kWithin : Verdict::kOutside;
}

std::string_view ToString(Verdict verdict) {
  switch (verdict) {
    case Verdict::kWithin:
      return "within";
    case Verdict::kOutside:
      return "OUTSIDE";
    case Verdict::kShown:
      break;
  }
  return "shown";
}

std::vector<Row> Validate(std::string_view prefix) {
  const Recomputations recomputations = AllRecomputations();
  std::vector<Row> rows;
  for (const PublishedFigure& figure : PublishedFigures()) {
    if (!figure.id.starts_with(prefix)) continue;
    const auto found = recomputations.find(figure.id);
    AQUA_CHECK(found != recomputations.end());
    const double ours = found->second();
    rows.push_back({figure, ours, Judge(figure, ours)});
  }
  return rows;
}

}  // namespace aqua::validation
