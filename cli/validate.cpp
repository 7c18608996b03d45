// aqua validate: published figures beside what this program's models make of them.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/validation/validation.h"
#include "cli/commands.h"
#include "cli/figures.h"

namespace aqua::cli {
namespace {

using nlohmann::ordered_json;
using validation::PublishedFigure;
using validation::Row;
using validation::ToleranceKind;
using validation::Verdict;

constexpr int kRowOutside = 1;

struct Options {
  std::string only;
  bool json = false;
};

struct Tally {
  size_t within = 0;
  size_t shown = 0;
  size_t outside = 0;
};

Tally Count(const std::vector<Row>& rows) {
  Tally tally;
  for (const Row& row : rows) {
    if (row.verdict == Verdict::kWithin) ++tally.within;
    if (row.verdict == Verdict::kShown) ++tally.shown;
    if (row.verdict == Verdict::kOutside) ++tally.outside;
  }
  return tally;
}

std::vector<Row> CheckedRows(const std::string& prefix) {
  std::vector<Row> rows = validation::Validate(prefix);
  if (!rows.empty()) return rows;
  std::vector<std::string> subjects;
  for (const Row& row : validation::Validate()) {
    const std::string subject = row.published.Subject();
    if (subjects.empty() || subjects.back() != subject) subjects.push_back(subject);
  }
  throw Error("--only \"{}\": no figure begins so; the subjects are {}", prefix,
              fmt::join(subjects, ", "));
}

// To the digits that were printed where those are what counts.
std::string Number(const PublishedFigure& figure, double value) {
  if (!std::isfinite(value)) return "-";
  if (figure.tolerance.kind != ToleranceKind::kDigits) return fmt::format("{:.5g}", value);
  return fmt::format("{:.{}f}", value, static_cast<int>(figure.tolerance.value));
}

std::string Difference(const Row& row) {
  if (!std::isfinite(row.ours) || row.published.value == 0) return "-";
  const double percent = 100 * (row.ours - row.published.value) / row.published.value;
  constexpr double kLeastPrinted = 0.005;
  return std::abs(percent) < kLeastPrinted ? "0.00 %" : fmt::format("{:+.2f} %", percent);
}

std::string ToleranceText(const PublishedFigure& figure) {
  switch (figure.tolerance.kind) {
    case ToleranceKind::kRelative:
      return fmt::format("{:g} %", 100 * figure.tolerance.value);
    case ToleranceKind::kAbsolute:
      return fmt::format("+-{:g}", figure.tolerance.value);
    case ToleranceKind::kDigits:
      return "as printed";
    case ToleranceKind::kNone:
      break;
  }
  return "-";
}

void PrintFigures(const Row& row) {
  const PublishedFigure& figure = row.published;
  fmt::print("    {:<46} {:>10} {:>10} {:<12} {:>10} {:>11}  {}\n", Shorten(figure.title, 46),
             Number(figure, figure.value), Number(figure, row.ours), figure.unit, Difference(row),
             ToleranceText(figure), validation::ToString(row.verdict));
}

// In lines of a terminal's width, at blanks, each after `indent` blanks.
void PrintWrapped(const std::string& text, size_t indent) {
  constexpr size_t kWidth = 118;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = text.size();
    if (end - begin > kWidth - indent) {
      const size_t blank = text.rfind(' ', begin + kWidth - indent);
      if (blank != std::string::npos && blank > begin) end = blank;
    }
    fmt::print("{:{}}{}\n", "", indent, text.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::string FullSource(const PublishedFigure& figure) {
  return fmt::format("{} [{}]", figure.source, figure.mark);
}

// A row under its subject and source, where those are new; its note, where the next has another.
void PrintRow(const std::vector<Row>& rows, size_t index) {
  constexpr size_t kSourceIndent = 2;
  constexpr size_t kNoteIndent = 6;
  const PublishedFigure& figure = rows[index].published;
  const PublishedFigure before = index == 0 ? PublishedFigure() : rows[index - 1].published;
  const bool last = index + 1 == rows.size();
  if (figure.Subject() != before.Subject()) fmt::print("\n{}\n", figure.Subject());
  if (figure.Subject() != before.Subject() || FullSource(figure) != FullSource(before)) {
    PrintWrapped(FullSource(figure), kSourceIndent);
  }
  PrintFigures(rows[index]);
  if (last || rows[index + 1].published.note != figure.note) {
    PrintWrapped(figure.note, kNoteIndent);
  }
}

void PrintText(const std::vector<Row>& rows) {
  fmt::print("{:<50} {:>10} {:>10} {:<12} {:>10} {:>11}  {}\n", "", "published", "ours", "",
             "difference", "tolerance", "verdict");
  for (size_t index = 0; index < rows.size(); ++index) PrintRow(rows, index);
  const Tally tally = Count(rows);
  fmt::print("\n{} rows within, {} shown, {} outside\n", tally.within, tally.shown, tally.outside);
}

ordered_json ToleranceJson(const PublishedFigure& figure) {
  switch (figure.tolerance.kind) {
    case ToleranceKind::kRelative:
      return {{"relative", figure.tolerance.value}};
    case ToleranceKind::kAbsolute:
      return {{"absolute", figure.tolerance.value}};
    case ToleranceKind::kDigits:
      return {{"digits", static_cast<int>(figure.tolerance.value)}};
    case ToleranceKind::kNone:
      break;
  }
  return nullptr;
}

ordered_json ToJson(const std::vector<Row>& rows) {
  ordered_json json_rows = ordered_json::array();
  for (const Row& row : rows) {
    const PublishedFigure& figure = row.published;
    ordered_json json{{"id", figure.id}, {"title", figure.title}, {"published", figure.value}};
    // JSON knows no NaN: null.
    json["ours"] = std::isfinite(row.ours) ? ordered_json(row.ours) : ordered_json(nullptr);
    json["unit"] = figure.unit;
    json["tolerance"] = ToleranceJson(figure);
    json["verdict"] = row.verdict == Verdict::kOutside ? "outside" : ToString(row.verdict);
    json["mark"] = figure.mark;
    json["source"] = figure.source;
    json["note"] = figure.note;
    json_rows.push_back(json);
  }
  const Tally tally = Count(rows);
  return {{"rows", json_rows},
          {"within", tally.within},
          {"shown", tally.shown},
          {"outside", tally.outside}};
}

int Run(const Options& options) {
  const std::vector<Row> rows = CheckedRows(options.only);
  if (options.json) {
    fmt::print("{}\n", ToJson(rows).dump(2));
  } else {
    PrintText(rows);
  }
  return Count(rows).outside > 0 ? kRowOutside : 0;
}

}  // namespace

void AddValidate(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "validate", "Published figures, recomputed; exit code 1 when one is outside its tolerance");
  command->add_option("--only", options->only,
                      "Figures whose id begins so: a subject, as crops, or more of an id");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace aqua::cli
