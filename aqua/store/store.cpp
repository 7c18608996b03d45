#include "aqua/store/store.h"

#include "aqua/core/error.h"
#include "aqua/store/internal/database.h"
#include "aqua/store/internal/image_rows.h"
#include "aqua/store/internal/policy_tables.h"
#include "aqua/store/internal/schema.h"

namespace aqua::store {
namespace {

constexpr const char* kSelectTaken = "SELECT id, file FROM image WHERE id = ?1 OR file = ?2";

// The rows of one image, of the statement bound to it.
template <typename Row>
void ReadRows(Statement& select, int64_t image, Row (*read)(const Statement&),
              std::vector<Row>& rows) {
  rows.clear();
  select.Bind(1, image);
  while (select.Step()) rows.push_back(read(select));
  select.Reset();
}

}  // namespace

struct Store::Connection {
  Connection(const std::filesystem::path& path, Database::Mode mode) : database(path, mode) {}

  // A study that is written holds its lock until it is closed or its process ends.
  void BeginWriting(const StudyIdentity& identity) {
    database.Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL");
    database.Execute("BEGIN EXCLUSIVE");
    if (IsBlank(database)) {
      CreateStudy(database, identity);
    } else {
      CheckFormat(database);
      CheckIdentity(database, identity);
    }
    database.Execute("COMMIT");
    database.Execute("PRAGMA journal_mode = WAL");
    writing.emplace(database);
  }

  // Prepared once, for every image that is added.
  struct Writing {
    explicit Writing(const Database& to)
        : image(to, kInsertImage),
          outcome(to, kInsertOutcome),
          decision(to, kInsertDecision),
          attempt(to, kInsertAttempt),
          taken(to, kSelectTaken) {}

    Statement image;
    Statement outcome;
    Statement decision;
    Statement attempt;
    Statement taken;
  };

  void CheckFree(const ImageRow& image) {
    Statement& select = writing->taken;
    select.Bind(1, image.id);
    select.Bind(2, image.file);
    if (select.Step()) {
      const std::string taken = select.Text(1);
      const int64_t id = select.Integer(0);
      select.Reset();
      throw Error(
          "{}: has image {} as number {}, so {} cannot be number {}: the folder has changed "
          "since the study began; choose another --out or delete the file",
          database.name(), taken, id, image.file, image.id);
    }
    select.Reset();
  }

  template <typename Row>
  void Insert(Statement& insert, int64_t image, std::span<const Row> rows) {
    for (const Row& row : rows) {
      Bind(insert, image, row);
      insert.Run();
    }
  }

  Database database;
  std::optional<Writing> writing;  // Set while the study is written.
};

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;

Store& Store::operator=(Store&& other) noexcept {
  std::swap(connection_, other.connection_);
  return *this;
}

Store::~Store() {
  try {
    Close();
  } catch (const Error&) {
    // The log stays beside the file; the next Open merges it.
  }
}

Store Store::Open(const std::filesystem::path& path, const StudyIdentity& identity) {
  auto connection = std::make_unique<Connection>(path, Database::Mode::kReadWriteCreate);
  connection->BeginWriting(identity);
  return Store(std::move(connection));
}

Store Store::OpenForReading(const std::filesystem::path& path) {
  auto connection = std::make_unique<Connection>(path, Database::Mode::kReadWrite);
  CheckFormat(connection->database);
  return Store(std::move(connection));
}

Store::Connection& Store::Opened() const {
  AQUA_CHECK(connection_ != nullptr);
  return *connection_;
}

void Store::AddWhole(const ImageRow& image, const std::function<void(Connection&)>& add_rows) {
  Connection& connection = Opened();
  AQUA_CHECK(connection.writing.has_value());
  Transaction transaction(connection.database);
  connection.CheckFree(image);
  Bind(connection.writing->image, image);
  connection.writing->image.Run();
  add_rows(connection);
  transaction.Commit();
}

void Store::Add(const ImageRow& image, std::span<const OutcomeRow> outcomes) {
  AQUA_CHECK(image.status == ImageStatus::kOk || outcomes.empty());
  AddWhole(image, [&](Connection& connection) {
    connection.Insert(connection.writing->outcome, image.id, outcomes);
  });
}

void Store::Add(const ImageRow& image, std::span<const DecisionRow> decisions,
                std::span<const AttemptRow> attempts) {
  AQUA_CHECK(image.status == ImageStatus::kOk || (decisions.empty() && attempts.empty()));
  AddWhole(image, [&](Connection& connection) {
    connection.Insert(connection.writing->decision, image.id, decisions);
    connection.Insert(connection.writing->attempt, image.id, attempts);
  });
}

std::vector<std::string> Store::FinishedFiles() const {
  Statement select(Opened().database, "SELECT file FROM image ORDER BY id");
  std::vector<std::string> files;
  while (select.Step()) files.push_back(select.Text(0));
  return files;
}

std::optional<std::string> Store::FindSetting(std::string_view name) const {
  Statement select(Opened().database, "SELECT value FROM study WHERE name = ?1");
  select.Bind(1, name);
  if (!select.Step()) return std::nullopt;
  return select.Text(0);
}

std::vector<SetRow> Store::Sets() const { return ReadSets(Opened().database); }

std::vector<CropRow> Store::Crops() const { return ReadCrops(Opened().database); }

void Store::ForEachImage(const Visitor& visit) const {
  Statement images(Opened().database, kSelectImages);
  Statement select(Opened().database, kSelectOutcomes);
  std::vector<OutcomeRow> outcomes;
  while (images.Step()) {
    const ImageRow image = ReadImage(images);
    ReadRows(select, image.id, ReadOutcome, outcomes);
    visit(image, outcomes);
  }
}

std::vector<PolicyRow> Store::Policies() const { return ReadPolicies(Opened().database); }

std::vector<OptionRow> Store::Options() const { return ReadOptions(Opened().database); }

void Store::ForEachDecision(const DecisionVisitor& visit) const {
  Statement images(Opened().database, kSelectImages);
  Statement select_decisions(Opened().database, kSelectDecisions);
  Statement select_attempts(Opened().database, kSelectAttempts);
  std::vector<DecisionRow> decisions;
  std::vector<AttemptRow> attempts;
  while (images.Step()) {
    const ImageRow image = ReadImage(images);
    ReadRows(select_decisions, image.id, ReadDecision, decisions);
    ReadRows(select_attempts, image.id, ReadAttempt, attempts);
    visit(image, decisions, attempts);
  }
}

void Store::Close() {
  if (connection_ == nullptr) return;
  const std::unique_ptr<Connection> closing = std::move(connection_);
  if (!closing->writing.has_value()) return;
  closing->writing.reset();
  // Back to a plain file, which any SQLite reads from a folder that cannot be written.
  closing->database.Execute("PRAGMA journal_mode = DELETE");
}

}  // namespace aqua::store
