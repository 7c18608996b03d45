#include "aqua/quant/internal/pending_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "aqua/core/error.h"

namespace aqua::quant {
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

  void Write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) Fail();
      text.remove_prefix(static_cast<size_t>(written));
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
    return path.parent_path() / fmt::format(".aqua-profile-{}-{}.part", getpid(), count++);
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

void WriteWhole(std::string_view text, const fs::path& path) {
  PendingFile file(path);
  file.Write(text);
  file.Keep();
}

}  // namespace aqua::quant
