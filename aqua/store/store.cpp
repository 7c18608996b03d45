#include "aqua/store/store.h"

#include <cmath>

#include "aqua/core/error.h"
#include "aqua/store/internal/database.h"
#include "aqua/store/internal/schema.h"

namespace aqua::store {
namespace {

constexpr const char* kInsertImage =
    "INSERT INTO image (id, file, status, error, labels) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr const char* kInsertOutcome =
    "INSERT INTO outcome VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
constexpr const char* kSelectTaken = "SELECT id, file FROM image WHERE id = ?1 OR file = ?2";
constexpr const char* kSelectImages =
    "SELECT id, file, status, error, labels FROM image ORDER BY id";
constexpr const char* kSelectOutcomes =
    "SELECT * FROM outcome WHERE image = ?1 ORDER BY weight_set, crop";

constexpr int kFirstClass = 3;  // Column of outcome, counted from 0.
constexpr int kFirstProbability = kFirstClass + kTopCount;

void BindOutcome(Statement& insert, int64_t image, const OutcomeRow& row) {
  insert.Bind(1, image);
  insert.Bind(2, int64_t{row.set});
  insert.Bind(3, int64_t{row.crop});
  for (int place = 0; place < kTopCount; ++place) {
    const auto index = static_cast<size_t>(place);
    AQUA_CHECK(std::isfinite(row.probabilities[index]));
    insert.Bind(1 + kFirstClass + place, int64_t{row.classes[index]});
    insert.Bind(1 + kFirstProbability + place, static_cast<double>(row.probabilities[index]));
  }
}

OutcomeRow ReadOutcome(const Statement& select) {
  OutcomeRow row;
  row.set = static_cast<int>(select.Integer(1));
  row.crop = static_cast<int>(select.Integer(2));
  for (int place = 0; place < kTopCount; ++place) {
    const auto index = static_cast<size_t>(place);
    row.classes[index] = static_cast<int>(select.Integer(kFirstClass + place));
    row.probabilities[index] = static_cast<float>(select.Real(kFirstProbability + place));
  }
  return row;
}

ImageRow ReadImage(const Statement& select) {
  const ImageStatus status = select.Text(2) == "ok" ? ImageStatus::kOk : ImageStatus::kFailed;
  return {select.Integer(0), select.Text(1), status, select.Text(3), select.Text(4)};
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
    insert_image.emplace(database, kInsertImage);
    insert_outcome.emplace(database, kInsertOutcome);
    select_taken.emplace(database, kSelectTaken);
  }

  void CheckFree(const ImageRow& image) {
    select_taken->Bind(1, image.id);
    select_taken->Bind(2, image.file);
    if (select_taken->Step()) {
      const std::string taken = select_taken->Text(1);
      const int64_t id = select_taken->Integer(0);
      select_taken->Reset();
      throw Error(
          "{}: has image {} as number {}, so {} cannot be number {}: the folder has changed "
          "since the study began; choose another --out or delete the file",
          database.name(), taken, id, image.file, image.id);
    }
    select_taken->Reset();
  }

  void InsertImage(const ImageRow& image) {
    insert_image->Bind(1, image.id);
    insert_image->Bind(2, image.file);
    insert_image->Bind(3, image.status == ImageStatus::kOk ? "ok" : "failed");
    insert_image->Bind(4, image.error);
    insert_image->Bind(5, image.labels);
    insert_image->Run();
  }

  Database database;
  std::optional<Statement> insert_image;  // Set while the study is written.
  std::optional<Statement> insert_outcome;
  std::optional<Statement> select_taken;
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

void Store::Add(const ImageRow& image, std::span<const OutcomeRow> outcomes) {
  Connection& connection = Opened();
  AQUA_CHECK(connection.insert_image.has_value());
  AQUA_CHECK(image.status == ImageStatus::kOk || outcomes.empty());
  Transaction transaction(connection.database);
  connection.CheckFree(image);
  connection.InsertImage(image);
  for (const OutcomeRow& row : outcomes) {
    BindOutcome(*connection.insert_outcome, image.id, row);
    connection.insert_outcome->Run();
  }
  transaction.Commit();
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
    outcomes.clear();
    select.Bind(1, image.id);
    while (select.Step()) outcomes.push_back(ReadOutcome(select));
    select.Reset();
    visit(image, outcomes);
  }
}

void Store::Close() {
  if (connection_ == nullptr) return;
  const std::unique_ptr<Connection> closing = std::move(connection_);
  if (!closing->insert_image.has_value()) return;
  closing->insert_image.reset();
  closing->insert_outcome.reset();
  closing->select_taken.reset();
  // Back to a plain file, which any SQLite reads from a folder that cannot be written.
  closing->database.Execute("PRAGMA journal_mode = DELETE");
}

}  // namespace aqua::store
