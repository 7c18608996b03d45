#include "aqua/validation/published.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "aqua/core/error.h"

namespace aqua::validation {

extern const std::string_view kPublishedJson;

namespace {

using nlohmann::json;

constexpr double kMostDigits = 9;

// One object of the list, and what every complaint about it starts with.
class Entry {
 public:
  Entry(const json& object, std::string_view file, size_t index)
      : object_(object), place_(fmt::format("{}: entry {}", file, index + 1)) {
    if (!object_.is_object()) Fail("is no object");
    place_ += fmt::format(" (\"{}\")", Text("id", true));
    static const std::set<std::string> kKnown = {"id",        "title", "published", "unit",
                                                 "tolerance", "mark",  "source",    "note"};
    for (const auto& item : object_.items()) {
      if (kKnown.count(item.key()) == 0) Fail(fmt::format("unknown key \"{}\"", item.key()));
    }
  }

  [[noreturn]] void Fail(std::string_view what) const {
    throw Error("{}: {}; published.h shows the form", place_, what);
  }

  std::string Text(const std::string& key, bool required) const {
    const auto found = object_.find(key);
    if (found == object_.end() && !required) return "";
    if (found == object_.end() || !found->is_string() || found->get<std::string>().empty()) {
      Fail(fmt::format("\"{}\" holds no text", key));
    }
    return found->get<std::string>();
  }

  double Number(const json& holder, const std::string& key) const {
    const auto found = holder.find(key);
    if (found == holder.end() || !found->is_number()) {
      Fail(fmt::format("\"{}\" holds no number", key));
    }
    return found->get<double>();
  }

  double Published() const { return Number(object_, "published"); }

  Tolerance ReadTolerance() const {
    const auto found = object_.find("tolerance");
    if (found == object_.end()) return {};
    constexpr std::array<std::pair<const char*, ToleranceKind>, 3> kKinds = {
        {{"relative", ToleranceKind::kRelative},
         {"absolute", ToleranceKind::kAbsolute},
         {"digits", ToleranceKind::kDigits}}};
    if (!found->is_object() || found->size() != 1) Fail("\"tolerance\" holds not just one kind");
    for (const auto& [name, kind] : kKinds) {
      if (found->contains(name)) return Checked({kind, Number(*found, name)});
    }
    Fail("\"tolerance\" is neither relative, absolute nor digits");
  }

 private:
  Tolerance Checked(const Tolerance& tolerance) const {
    const double value = tolerance.value;
    if (tolerance.kind == ToleranceKind::kDigits) {
      if (value < 0 || value > kMostDigits || value != std::floor(value)) {
        Fail(fmt::format("{} digits, expected 0 to {}", value, kMostDigits));
      }
    } else if (!(value > 0)) {
      Fail(fmt::format("a tolerance of {}, expected more than 0", value));
    }
    return tolerance;
  }

  const json& object_;
  std::string place_;
};

PublishedFigure ReadFigure(const Entry& entry) {
  PublishedFigure figure;
  figure.id = entry.Text("id", true);
  figure.title = entry.Text("title", true);
  figure.value = entry.Published();
  figure.unit = entry.Text("unit", false);
  figure.tolerance = entry.ReadTolerance();
  figure.mark = entry.Text("mark", true);
  figure.source = entry.Text("source", true);
  figure.note = entry.Text("note", false);
  const bool asserted = figure.tolerance.kind != ToleranceKind::kNone;
  if (asserted && !MayBeAsserted(figure.mark)) {
    entry.Fail(fmt::format("marked {} and has a tolerance", figure.mark));
  }
  if (!asserted && figure.note.empty()) entry.Fail("no tolerance, and no note that says why");
  return figure;
}

json ParseList(std::string_view text, std::string_view file) {
  json list = json::parse(text, nullptr, false);
  if (!list.is_array()) throw Error("{}: no JSON list; published.h shows the form", file);
  return list;
}

}  // namespace

bool MayBeAsserted(std::string_view mark) {
  return !mark.starts_with("MEMORY") && !mark.starts_with("INFERENCE");
}

std::vector<PublishedFigure> ParsePublished(std::string_view text, std::string_view file) {
  const json list = ParseList(text, file);
  std::vector<PublishedFigure> figures;
  std::set<std::string> ids;
  for (size_t index = 0; index < list.size(); ++index) {
    const Entry entry(list[index], file, index);
    figures.push_back(ReadFigure(entry));
    if (!ids.insert(figures.back().id).second) entry.Fail("is there twice");
  }
  return figures;
}

const std::vector<PublishedFigure>& PublishedFigures() {
  static const std::vector<PublishedFigure> figures =
      ParsePublished(kPublishedJson, "published.json (built in)");
  return figures;
}

}  // namespace aqua::validation
