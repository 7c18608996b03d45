#include "aqua/image/internal/read_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include "aqua/core/error.h"

namespace aqua::image::internal {
namespace {

namespace fs = std::filesystem;

std::string LastErrorText() { return std::generic_category().message(errno); }

void RefuseUnlessPlain(const fs::path& path, std::string_view expected) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    throw Error("{}: no such file, expected {}", path.string(), expected);
  }
  if (status.type() == fs::file_type::directory) {
    throw Error("{}: is a folder, expected {}", path.string(), expected);
  }
  if (status.type() == fs::file_type::none) {
    throw Error("{}: {}, expected {}", path.string(), error.message(), expected);
  }
  if (status.type() != fs::file_type::regular) {
    throw Error("{}: is no plain file, expected {}", path.string(), expected);
  }
}

}  // namespace

std::string ReadFile(const fs::path& path, int64_t max_bytes, std::string_view expected) {
  RefuseUnlessPlain(path, expected);
  errno = 0;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) {
    throw Error("{}: cannot be opened ({}), expected {}", path.string(), LastErrorText(), expected);
  }
  const int64_t size = file.tellg();
  if (size > max_bytes) {
    throw Error("{}: {} bytes are over the limit of {} bytes for {}", path.string(), size,
                max_bytes, expected);
  }
  std::string bytes(static_cast<size_t>(size), '\0');
  file.seekg(0);
  if (size < 0 || !file.read(bytes.data(), size)) {
    throw Error("{}: cannot be read ({}), expected {}", path.string(), LastErrorText(), expected);
  }
  return bytes;
}

}  // namespace aqua::image::internal
