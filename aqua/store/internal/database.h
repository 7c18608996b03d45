// SQLite with destructors and errors: a connection, a prepared statement, a transaction.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace aqua::store {

class Database {
 public:
  enum class Mode { kReadWriteCreate, kReadWrite };

  // Throws Error when the file cannot be opened. SQLite looks into it at the first statement only.
  Database(const std::filesystem::path& path, Mode mode);
  ~Database() { sqlite3_close_v2(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void Execute(const char* sql);
  int64_t QueryInteger(const char* sql);

  sqlite3* handle() const { return handle_; }
  const std::string& name() const { return name_; }

  // Throws Error that names the file and says what `code` means for it.
  [[noreturn]] void Fail(int code) const;
  void Check(int code) const {
    if (code != SQLITE_OK) Fail(code);
  }

 private:
  std::string name_;
  sqlite3* handle_ = nullptr;
};

// Parameters count from 1, columns from 0, as in SQLite.
class Statement {
 public:
  Statement(const Database& database, const char* sql);
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // The text must outlive the next Step.
  void Bind(int parameter, std::string_view text);
  void Bind(int parameter, int64_t value);
  void Bind(int parameter, double value);
  void Bind(int parameter, const std::optional<double>& value);  // Nothing is NULL.

  bool Step();  // False when there are no more rows. A failure leaves it ready to be bound again.
  void Run();   // Steps to the end; ready to be bound again.
  void Reset() { sqlite3_reset(handle_); }

  int64_t Integer(int column) const { return sqlite3_column_int64(handle_, column); }
  double Real(int column) const { return sqlite3_column_double(handle_, column); }
  std::optional<double> MaybeReal(int column) const;  // NULL is nothing.
  std::string Text(int column) const;

 private:
  const Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

// Rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void Commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace aqua::store
