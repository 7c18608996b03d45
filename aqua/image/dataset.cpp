#include "aqua/image/dataset.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "aqua/core/error.h"

namespace aqua::image {
namespace {

namespace fs = std::filesystem;

char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool HasImageExtension(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(), ToLower);
  return extension == ".jpg" || extension == ".jpeg" || extension == ".png";
}

}  // namespace

std::vector<fs::path> ListImages(const fs::path& folder) {
  std::vector<std::string> names;
  try {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      std::error_code is_broken_link;
      if (HasImageExtension(entry.path()) && entry.is_regular_file(is_broken_link)) {
        names.push_back(entry.path().lexically_relative(folder).generic_string());
      }
    }
  } catch (const fs::filesystem_error& error) {
    const fs::path& at = error.path1().empty() ? folder : error.path1();
    throw Error("{}: {}, expected a folder of images that can be read", at.string(),
                error.code().message());
  }
  std::sort(names.begin(), names.end());
  return {names.begin(), names.end()};
}

}  // namespace aqua::image
