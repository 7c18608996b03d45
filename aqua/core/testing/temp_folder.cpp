#include "aqua/core/testing/temp_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "aqua/core/error.h"

namespace aqua {

namespace fs = std::filesystem;

TempFolder::TempFolder() {
  constexpr const char* kPattern = "aqua_XXXXXX";  // mkdtemp fills in the end.
  std::string name = (fs::path(::testing::TempDir()) / kPattern).string();
  AQUA_CHECK(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TempFolder::Write(const std::string& name, const std::string& text) const {
  fs::path path = path_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

fs::path TempFolder::Write(const std::string& name, std::span<const uint8_t> bytes) const {
  return Write(name, std::string(bytes.begin(), bytes.end()));
}

}  // namespace aqua
