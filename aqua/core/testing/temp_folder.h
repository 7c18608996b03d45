// A folder of its own for one test, gone when the test ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace aqua {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // A file of the folder, which may lie in folders below it.
  std::filesystem::path Write(const std::string& name, const std::string& text) const;
  std::filesystem::path Write(const std::string& name, std::span<const uint8_t> bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace aqua
