#include "aqua/store/internal/policy_tables.h"

#include <fmt/format.h>

namespace aqua::store {

const char* const kPolicyTables = R"(
CREATE TABLE policy (
  policy INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, hash TEXT NOT NULL,
  rung INTEGER NOT NULL, certificate TEXT NOT NULL, loss TEXT NOT NULL,
  seen_fitting INTEGER NOT NULL, seen_certifying INTEGER NOT NULL);
CREATE TABLE policy_option (
  policy INTEGER NOT NULL REFERENCES policy (policy), option INTEGER NOT NULL,
  name TEXT NOT NULL, macs REAL NOT NULL, energy_pj REAL NOT NULL, latency_ns REAL NOT NULL,
  PRIMARY KEY (policy, option)) WITHOUT ROWID;
CREATE TABLE decision (
  image INTEGER NOT NULL REFERENCES image (id),
  policy INTEGER NOT NULL REFERENCES policy (policy),
  macs REAL NOT NULL, energy_pj REAL NOT NULL, latency_ns REAL NOT NULL, cpu_ms REAL NOT NULL,
  loss REAL,
  class_1 INTEGER NOT NULL, class_2 INTEGER NOT NULL, class_3 INTEGER NOT NULL,
  class_4 INTEGER NOT NULL, class_5 INTEGER NOT NULL,
  probability_1 REAL NOT NULL, probability_2 REAL NOT NULL, probability_3 REAL NOT NULL,
  probability_4 REAL NOT NULL, probability_5 REAL NOT NULL,
  PRIMARY KEY (image, policy)) WITHOUT ROWID;
CREATE TABLE attempt (
  image INTEGER NOT NULL REFERENCES image (id), policy INTEGER NOT NULL,
  attempt_order INTEGER NOT NULL, option INTEGER NOT NULL, confidence REAL,
  first_class INTEGER NOT NULL, probability REAL NOT NULL,
  PRIMARY KEY (image, policy, attempt_order),
  FOREIGN KEY (policy, option) REFERENCES policy_option (policy, option)) WITHOUT ROWID;
)";

std::string ToText(const PolicyRow& row) {
  const std::string certificate =
      row.certificate.empty() ? "no certificate" : fmt::format("\"{}\"", row.certificate);
  return fmt::format("policy {}, hash {}, rung {}, {} with {}", row.policy, row.hash, row.rung,
                     row.name, certificate);
}

std::string ToText(const OptionRow& row) {
  return fmt::format("option {} of policy {} with {} MACs and {} pJ", row.name, row.policy,
                     row.macs, row.energy_pj);
}

void WritePolicies(Database& database, const std::vector<PolicyRow>& policies) {
  Statement insert(database, "INSERT INTO policy VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  for (const PolicyRow& row : policies) {
    insert.Bind(1, int64_t{row.policy});
    insert.Bind(2, row.name);
    insert.Bind(3, row.kind);
    insert.Bind(4, row.hash);
    insert.Bind(5, int64_t{row.rung});
    insert.Bind(6, row.certificate);
    insert.Bind(7, row.loss);
    insert.Bind(8, row.seen_fitting);
    insert.Bind(9, row.seen_certifying);
    insert.Run();
  }
}

void WriteOptions(Database& database, const std::vector<OptionRow>& options) {
  Statement insert(database, "INSERT INTO policy_option VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  for (const OptionRow& row : options) {
    insert.Bind(1, int64_t{row.policy});
    insert.Bind(2, int64_t{row.option});
    insert.Bind(3, row.name);
    insert.Bind(4, row.macs);
    insert.Bind(5, row.energy_pj);
    insert.Bind(6, row.latency_ns);
    insert.Run();
  }
}

std::vector<PolicyRow> ReadPolicies(const Database& database) {
  Statement select(database,
                   "SELECT policy, name, kind, hash, rung, certificate, loss, seen_fitting, "
                   "seen_certifying FROM policy ORDER BY policy");
  std::vector<PolicyRow> rows;
  while (select.Step()) {
    rows.push_back({static_cast<int>(select.Integer(0)), select.Text(1), select.Text(2),
                    select.Text(3), static_cast<int>(select.Integer(4)), select.Text(5),
                    select.Text(6), select.Integer(7), select.Integer(8)});
  }
  return rows;
}

std::vector<OptionRow> ReadOptions(const Database& database) {
  Statement select(database,
                   "SELECT policy, option, name, macs, energy_pj, latency_ns FROM policy_option "
                   "ORDER BY policy, option");
  std::vector<OptionRow> rows;
  while (select.Step()) {
    rows.push_back({static_cast<int>(select.Integer(0)), static_cast<int>(select.Integer(1)),
                    select.Text(2), select.Real(3), select.Real(4), select.Real(5)});
  }
  return rows;
}

}  // namespace aqua::store
