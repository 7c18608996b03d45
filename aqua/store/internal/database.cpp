#include "aqua/store/internal/database.h"

#include <fmt/format.h>

#include <cstring>

#include "aqua/core/error.h"

namespace aqua::store {
namespace {

constexpr const char* kChooseAnother = "choose another --out or delete the file";

std::string SystemReason(sqlite3* handle) {
  const int code = handle == nullptr ? 0 : sqlite3_system_errno(handle);
  return code == 0 ? "" : fmt::format(" ({})", std::strerror(code));
}

}  // namespace

Database::Database(const std::filesystem::path& path, Mode mode) : name_(path.string()) {
  std::error_code failure;
  if (path.empty()) throw Error("the path of the study is empty; give a file with --out");
  if (std::filesystem::is_directory(path, failure)) {
    throw Error("{}: is a folder, expected a study file; choose another --out", name_);
  }
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                    (mode == Mode::kReadWriteCreate ? SQLITE_OPEN_CREATE : 0);
  // Absolute, because SQLite gives names such as ":memory:" a meaning of their own.
  const std::string absolute = std::filesystem::absolute(path).string();
  const int code = sqlite3_open_v2(absolute.c_str(), &handle_, flags, nullptr);
  if (code == SQLITE_OK) return;
  const std::string reason = SystemReason(handle_);
  sqlite3_close_v2(handle_);
  throw Error("{}: cannot be opened{}; choose another --out", name_, reason);
}

void Database::Fail(int code) const {
  const std::string detail = sqlite3_errmsg(handle_) + SystemReason(handle_);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(
          "{}: is being written by another aqua study; wait for it, or choose another --out",
          name_);
    case SQLITE_NOTADB:
      throw Error("{}: is not a study of aqua (not a SQLite file); {}", name_, kChooseAnother);
    case SQLITE_FULL:
      throw Error(
          "{}: the disk is full; free some space and run the same command again, finished "
          "images are kept",
          name_);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      throw Error("{}: it or its folder cannot be written ({}); choose another --out", name_,
                  detail);
    case SQLITE_IOERR:
      throw Error("{}: cannot be read or written ({}); finished images are kept", name_, detail);
    default:
      throw Error("{}: is damaged ({}); {}", name_, detail, kChooseAnother);
  }
}

void Database::Execute(const char* sql) {
  Check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

int64_t Database::QueryInteger(const char* sql) {
  Statement statement(*this, sql);
  return statement.Step() ? statement.Integer(0) : 0;
}

Statement::Statement(const Database& database, const char* sql) : database_(database) {
  database_.Check(sqlite3_prepare_v3(database_.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                     &handle_, nullptr));
}

void Statement::Bind(int parameter, std::string_view text) {
  // An empty view may hold a null pointer, which SQLite would store as NULL.
  const char* data = text.empty() ? "" : text.data();
  database_.Check(
      sqlite3_bind_text64(handle_, parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::Bind(int parameter, int64_t value) {
  database_.Check(sqlite3_bind_int64(handle_, parameter, value));
}

void Statement::Bind(int parameter, double value) {
  database_.Check(sqlite3_bind_double(handle_, parameter, value));
}

void Statement::Bind(int parameter, const std::optional<double>& value) {
  if (value) return Bind(parameter, *value);
  database_.Check(sqlite3_bind_null(handle_, parameter));
}

std::optional<double> Statement::MaybeReal(int column) const {
  if (sqlite3_column_type(handle_, column) == SQLITE_NULL) return std::nullopt;
  return Real(column);
}

bool Statement::Step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW || code == SQLITE_DONE) return code == SQLITE_ROW;
  // The text of the failure is read before the reset, which would replace it.
  try {
    database_.Fail(code);
  } catch (...) {
    Reset();
    throw;
  }
}

void Statement::Run() {
  while (Step()) {
  }
  Reset();
}

std::string Statement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_, column);
  const int bytes = sqlite3_column_bytes(handle_, column);
  return text == nullptr
             ? ""
             : std::string(reinterpret_cast<const char*>(text), static_cast<size_t>(bytes));
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.Execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::Commit() {
  database_.Execute("COMMIT");
  open_ = false;
}

}  // namespace aqua::store
