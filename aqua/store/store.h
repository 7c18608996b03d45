// A study on disk: one SQLite file, written image by image, that survives being killed at any
// moment. Everything else sees rows; SQLite is seen nowhere else.
//
// While a study is written its file is locked, so a second writer is refused. Beside it lies a
// write-ahead log; Close() merges that, and then the study is the one file.
// Every function throws Error, one line that names the file: a disk that is full, a folder that
// cannot be written, a file that is no study or is damaged. What was added before stays.
// One object serves one thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aqua/store/rows.h"

namespace aqua::store {

class Store {
 public:
  // Creates the study, or continues the one that is there. Throws Error when the file there is not
  // a study, has another format version, belongs to another identity, or is being written.
  static Store Open(const std::filesystem::path& path, const StudyIdentity& identity);
  // An existing study of any identity, finished or cut short.
  static Store OpenForReading(const std::filesystem::path& path);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();  // Closes; a failure to merge the log is left for the next Open.

  // An image and its outcomes with every weight set under every crop, all or nothing. A failed
  // image has no outcomes. Throws Error when the study already holds that id or file.
  void Add(const ImageRow& image, std::span<const OutcomeRow> outcomes);
  // The same of a study of policies: decisions of every policy and their attempts.
  void Add(const ImageRow& image, std::span<const DecisionRow> decisions,
           std::span<const AttemptRow> attempts);

  // Files of all images added so far, failed ones too, by id.
  std::vector<std::string> FinishedFiles() const;

  // A setting or a note; nullopt if the study has none of that name.
  std::optional<std::string> FindSetting(std::string_view name) const;
  std::vector<SetRow> Sets() const;
  std::vector<CropRow> Crops() const;  // By set, then crop.

  // Calls `visit` with every image by id, and its outcomes by set, then crop.
  using Visitor = std::function<void(const ImageRow&, std::span<const OutcomeRow>)>;
  void ForEachImage(const Visitor& visit) const;

  std::vector<PolicyRow> Policies() const;
  std::vector<OptionRow> Options() const;  // By policy, then option.

  // Calls `visit` with every image by id, its decisions by policy, and its attempts by policy, then
  // order.
  using DecisionVisitor = std::function<void(const ImageRow&, std::span<const DecisionRow>,
                                             std::span<const AttemptRow>)>;
  void ForEachDecision(const DecisionVisitor& visit) const;

  void Close();

 private:
  struct Connection;
  explicit Store(std::unique_ptr<Connection> connection);
  Connection& Opened() const;
  // An image, and what `add_rows` adds of it, within one transaction.
  void AddWhole(const ImageRow& image, const std::function<void(Connection&)>& add_rows);

  std::unique_ptr<Connection> connection_;
};

}  // namespace aqua::store
