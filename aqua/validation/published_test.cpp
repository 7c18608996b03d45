#include "aqua/validation/published.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "aqua/core/error.h"

namespace aqua::validation {
namespace {

constexpr const char* kWhole =
    R"([{"id": "a.b", "title": "t", "published": 2.50, "unit": "W", "tolerance": {"digits": 1},
         "mark": "DERIVED", "source": "s"},
        {"id": "a.c", "title": "t", "published": 3, "mark": "MEMORY", "source": "s", "note": "n"}])";

std::string Message(const std::string& text) {
  try {
    ParsePublished(text, "p.json");
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "no Error for " << text;
  return "";
}

// kWhole with one part replaced.
std::string With(const std::string& part, const std::string& by) {
  std::string text = kWhole;
  const size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), by);
}

void ExpectMessage(const std::string& text, const std::string& part) {
  const std::string message = Message(text);
  EXPECT_NE(message.find("p.json"), std::string::npos) << message;
  EXPECT_NE(message.find(part), std::string::npos) << message;
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

TEST(Published, AnEntryIsReadWhole) {
  const std::vector<PublishedFigure> figures = ParsePublished(kWhole, "p.json");
  ASSERT_EQ(figures.size(), 2U);
  EXPECT_EQ(figures[0].id, "a.b");
  EXPECT_EQ(figures[0].Subject(), "a");
  EXPECT_EQ(figures[0].value, 2.5);
  EXPECT_EQ(figures[0].unit, "W");
  EXPECT_EQ(figures[0].tolerance.kind, ToleranceKind::kDigits);
  EXPECT_EQ(figures[0].tolerance.value, 1);
  EXPECT_EQ(figures[1].tolerance.kind, ToleranceKind::kNone);
  EXPECT_EQ(figures[1].note, "n");
}

TEST(Published, AFigureFromMemoryOrInferenceCannotBeAsserted) {
  ExpectMessage(With("\"DERIVED\"", "\"MEMORY\""), "marked MEMORY");
  ExpectMessage(With("\"DERIVED\"", "\"INFERENCE of a geometry\""), "marked INFERENCE");
}

TEST(Published, AFigureThatIsOnlyShownSaysWhy) {
  ExpectMessage(With(", \"note\": \"n\"", ""), "no note");
}

TEST(Published, WhatIsWrongIsNamed) {
  ExpectMessage("{}", "no JSON list");
  ExpectMessage("[", "no JSON list");
  ExpectMessage("[3]", "entry 1");
  ExpectMessage(With("a.c", "a.b"), "there twice");
  ExpectMessage(With("\"published\": 3", "\"published\": \"3\""), "\"published\"");
  ExpectMessage(With("\"title\"", "\"name\""), "unknown key \"name\"");
  ExpectMessage(With("\"source\": \"s\"}", "\"source\": \"\"}"), "\"source\"");
  ExpectMessage(With("{\"digits\": 1}", "{\"digits\": -1}"), "digits");
  ExpectMessage(With("{\"digits\": 1}", "{\"digits\": 0.5}"), "digits");
  ExpectMessage(With("{\"digits\": 1}", "{\"absolute\": 0}"), "tolerance of 0");
  ExpectMessage(With("{\"digits\": 1}", "{\"about\": 1}"), "tolerance");
  ExpectMessage(With("{\"digits\": 1}", "{\"digits\": 1, \"absolute\": 1}"), "one kind");
}

TEST(Published, TheShippedFileIsTheBuiltInOne) {
  std::ifstream file(AQUA_SOURCE_DIR "/aqua/validation/published.json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const std::vector<PublishedFigure> shipped = ParsePublished(text, "published.json");
  ASSERT_EQ(shipped.size(), PublishedFigures().size());
  for (size_t i = 0; i < shipped.size(); ++i) {
    EXPECT_EQ(shipped[i].id, PublishedFigures()[i].id);
    EXPECT_EQ(shipped[i].value, PublishedFigures()[i].value);
  }
}

TEST(Published, FiguresOfASubjectStandTogether) {
  std::string last;
  std::set<std::string> seen;
  for (const PublishedFigure& figure : PublishedFigures()) {
    if (figure.Subject() != last) {
      EXPECT_TRUE(seen.insert(figure.Subject()).second) << figure.id;
    }
    last = figure.Subject();
  }
}

}  // namespace
}  // namespace aqua::validation
