#include "aqua/core/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "aqua/core/error.h"

namespace aqua {
namespace {

namespace fs = std::filesystem;

// Gone again unless it is renamed to `path`.
class PendingFile {
 public:
  explicit PendingFile(const fs::path& path) : path_(path), pending_(PendingName(path)) {
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    descriptor_ = open(pending_.c_str(), flags, 0666);
    if (descriptor_ < 0) Fail();
  }
  ~PendingFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!is_kept_) unlink(pending_.c_str());
  }
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  void Write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) Fail();
      bytes.remove_prefix(static_cast<size_t>(written));
    }
  }

  void Keep() {
    if (fsync(descriptor_) != 0) Fail();
    if (close(std::exchange(descriptor_, -1)) != 0) Fail();
    if (std::rename(pending_.c_str(), path_.c_str()) != 0) Fail();
    is_kept_ = true;
  }

 private:
  static fs::path PendingName(const fs::path& path) {
    static std::atomic<int> count = 0;
    return path.parent_path() / fmt::format(".aqua-{}-{}.part", getpid(), count++);
  }

  [[noreturn]] void Fail() const {
    throw Error(
        "{}: cannot be written ({}), expected a folder that exists, with room and leave to "
        "write",
        path_.string(), std::generic_category().message(errno));
  }

  fs::path path_;
  fs::path pending_;
  int descriptor_ = -1;
  bool is_kept_ = false;
};

}  // namespace

void WriteWholeFile(const fs::path& path, std::initializer_list<std::string_view> parts) {
  PendingFile file(path);
  for (const std::string_view part : parts) file.Write(part);
  file.Keep();
}

std::string ReadWholeFile(const std::filesystem::path& path, uintmax_t most_bytes,
                          std::string_view expected) {
  const std::string file = path.string();
  std::error_code failure;
  // Not opened before it is known to be a plain file: a pipe would wait for ever.
  if (!fs::is_regular_file(path, failure)) {
    throw Error("{}: missing, or no plain file; expected {}", file, expected);
  }
  const uintmax_t bytes = fs::file_size(path, failure);
  if (failure || bytes > most_bytes) {
    throw Error("{}: larger than {} bytes; expected {}", file, most_bytes, expected);
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream) throw Error("{}: cannot be read", file);
  return text;
}

void CheckFolderOf(const std::filesystem::path& file) {
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  if (std::filesystem::is_directory(folder)) return;
  throw Error("{}: there is no folder {} to write it into", file.string(), folder.string());
}

}  // namespace aqua
