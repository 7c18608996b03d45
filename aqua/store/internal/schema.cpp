#include "aqua/store/internal/schema.h"

#include <fmt/format.h>

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/store/internal/policy_tables.h"

namespace aqua::store {
namespace {

constexpr int64_t kApplicationId = 0x41517541;  // "AQuA"
constexpr int64_t kFormatVersion = 3;
constexpr size_t kShownLength = 60;

// Rows are found by image, so outcome, decision and attempt are stored in the order of their keys.
constexpr const char* kTables = R"(
CREATE TABLE study (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE weight_set (
  weight_set INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL,
  energy_counted_at TEXT NOT NULL);
CREATE TABLE crop (
  weight_set INTEGER NOT NULL REFERENCES weight_set (weight_set), crop INTEGER NOT NULL,
  code TEXT NOT NULL, macs INTEGER NOT NULL, energy_pj REAL NOT NULL,
  PRIMARY KEY (weight_set, crop)) WITHOUT ROWID;
CREATE TABLE image (
  id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('ok', 'failed')),
  error TEXT NOT NULL, labels TEXT NOT NULL);
CREATE TABLE outcome (
  image INTEGER NOT NULL REFERENCES image (id), weight_set INTEGER NOT NULL, crop INTEGER NOT NULL,
  class_1 INTEGER NOT NULL, class_2 INTEGER NOT NULL, class_3 INTEGER NOT NULL,
  class_4 INTEGER NOT NULL, class_5 INTEGER NOT NULL,
  probability_1 REAL NOT NULL, probability_2 REAL NOT NULL, probability_3 REAL NOT NULL,
  probability_4 REAL NOT NULL, probability_5 REAL NOT NULL,
  PRIMARY KEY (image, weight_set, crop),
  FOREIGN KEY (weight_set, crop) REFERENCES crop (weight_set, crop)) WITHOUT ROWID;
)";

// One line, short enough to read in an error.
std::string Shown(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() <= kShownLength) return text;
  return text.substr(0, kShownLength) + "...";
}

std::string ToText(const SetRow& row) {
  const std::string hash = row.hash.empty() ? "" : fmt::format(", hash {},", row.hash);
  return fmt::format("weight set {}{} {} with energy at {}", row.set, hash, row.name,
                     row.precision);
}

std::string ToText(const CropRow& row) {
  return fmt::format("crop {} of weight set {} with {} MACs and {} pJ", row.code, row.set, row.macs,
                     row.energy_pj);
}

void WriteSettings(Database& database, const std::vector<Setting>& settings) {
  Statement insert(database, "INSERT INTO study (name, value) VALUES (?1, ?2)");
  for (const Setting& setting : settings) {
    insert.Bind(1, setting.name);
    insert.Bind(2, setting.value);
    insert.Run();
  }
}

[[noreturn]] void FailDiffering(const Database& database, const std::string& found,
                                const std::string& expected) {
  throw Error(
      "{}: is the study of another run: it holds {}, this run has {}; choose another --out "
      "or delete the file",
      database.name(), found, expected);
}

// Names the first row in which the two lists differ.
template <typename Row>
void CheckRows(const Database& database, const std::vector<Row>& found,
               const std::vector<Row>& expected, std::string_view what) {
  const auto [in_file, in_run] =
      std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  if (in_file == found.end() && in_run == expected.end()) return;
  FailDiffering(database,
                in_file == found.end() ? fmt::format("no more {}", what) : Shown(ToText(*in_file)),
                in_run == expected.end() ? "no more" : Shown(ToText(*in_run)));
}

void WriteSets(Database& database, const std::vector<SetRow>& sets) {
  Statement insert(database, "INSERT INTO weight_set VALUES (?1, ?2, ?3, ?4)");
  for (const SetRow& row : sets) {
    insert.Bind(1, int64_t{row.set});
    insert.Bind(2, row.name);
    insert.Bind(3, row.hash);
    insert.Bind(4, row.precision);
    insert.Run();
  }
}

void WriteCrops(Database& database, const std::vector<CropRow>& crops) {
  Statement insert(database, "INSERT INTO crop VALUES (?1, ?2, ?3, ?4, ?5)");
  for (const CropRow& row : crops) {
    insert.Bind(1, int64_t{row.set});
    insert.Bind(2, int64_t{row.crop});
    insert.Bind(3, row.code);
    insert.Bind(4, row.macs);
    insert.Bind(5, row.energy_pj);
    insert.Run();
  }
}

}  // namespace

bool IsBlank(Database& database) {
  return database.QueryInteger("PRAGMA application_id") == 0 &&
         database.QueryInteger("PRAGMA user_version") == 0 &&
         database.QueryInteger("SELECT count(*) FROM sqlite_master") == 0;
}

void CheckFormat(Database& database) {
  if (database.QueryInteger("PRAGMA application_id") != kApplicationId) {
    throw Error("{}: is not a study of aqua; choose another --out", database.name());
  }
  const int64_t version = database.QueryInteger("PRAGMA user_version");
  if (version != kFormatVersion) {
    throw Error(
        "{}: is a study in format version {}, this program writes version {}; choose "
        "another --out or delete the file",
        database.name(), version, kFormatVersion);
  }
}

void CreateStudy(Database& database, const StudyIdentity& identity) {
  database.Execute(kTables);
  database.Execute(kPolicyTables);
  database.Execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                               kApplicationId, kFormatVersion)
                       .c_str());
  WriteSettings(database, identity.settings);
  WriteSettings(database, identity.notes);
  WriteSets(database, identity.sets);
  WriteCrops(database, identity.crops);
  WritePolicies(database, identity.policies);
  WriteOptions(database, identity.options);
}

void CheckIdentity(Database& database, const StudyIdentity& identity) {
  Statement select(database, "SELECT value FROM study WHERE name = ?1");
  for (const Setting& setting : identity.settings) {
    select.Bind(1, setting.name);
    const std::string found = select.Step() ? select.Text(0) : "(none)";
    select.Reset();
    if (found != setting.value) {
      FailDiffering(database, fmt::format("{} \"{}\"", setting.name, Shown(found)),
                    fmt::format("\"{}\"", Shown(setting.value)));
    }
  }
  CheckRows(database, ReadSets(database), identity.sets, "weight sets");
  CheckRows(database, ReadCrops(database), identity.crops, "crops");
  CheckRows(database, ReadPolicies(database), identity.policies, "policies");
  CheckRows(database, ReadOptions(database), identity.options, "options");
}

std::vector<SetRow> ReadSets(const Database& database) {
  Statement select(database,
                   "SELECT weight_set, name, hash, energy_counted_at FROM weight_set "
                   "ORDER BY weight_set");
  std::vector<SetRow> rows;
  while (select.Step()) {
    rows.push_back(
        {static_cast<int>(select.Integer(0)), select.Text(1), select.Text(2), select.Text(3)});
  }
  return rows;
}

std::vector<CropRow> ReadCrops(const Database& database) {
  Statement select(database,
                   "SELECT weight_set, crop, code, macs, energy_pj FROM crop "
                   "ORDER BY weight_set, crop");
  std::vector<CropRow> rows;
  while (select.Step()) {
    rows.push_back({static_cast<int>(select.Integer(0)), static_cast<int>(select.Integer(1)),
                    select.Text(2), select.Integer(3), select.Real(4)});
  }
  return rows;
}

}  // namespace aqua::store
