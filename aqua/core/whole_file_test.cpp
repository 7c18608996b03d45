#include "aqua/core/whole_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "aqua/core/error.h"
#include "aqua/core/testing/temp_folder.h"

namespace aqua {
namespace {

namespace fs = std::filesystem;

class WholeFile : public ::testing::Test {
 protected:
  static std::string TextOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  size_t FileCount() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }

  const TempFolder temp_;
  const fs::path& folder_ = temp_.path();
};

TEST_F(WholeFile, HoldsItsPartsInOrder) {
  WriteWholeFile(folder_ / "a", {"one ", "", std::string_view("t\0o", 3)});
  EXPECT_EQ(TextOf(folder_ / "a"), std::string("one t\0o", 7));
  EXPECT_EQ(FileCount(), 1u);
}

TEST_F(WholeFile, TakesThePlaceOfTheOldOne) {
  WriteWholeFile(folder_ / "a", {"a long text"});
  WriteWholeFile(folder_ / "a", {"short"});
  EXPECT_EQ(TextOf(folder_ / "a"), "short");
  EXPECT_EQ(FileCount(), 1u);
}

TEST_F(WholeFile, AFolderThatIsNotThereIsNamed) {
  try {
    WriteWholeFile(folder_ / "none" / "a", {"text"});
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("none/a: cannot be written"), std::string::npos);
  }
}

TEST_F(WholeFile, AFolderInItsPlaceStaysAndNothingIsLeftBehind) {
  fs::create_directories(folder_ / "a" / "inner");
  EXPECT_THROW(WriteWholeFile(folder_ / "a", {"text"}), Error);
  EXPECT_TRUE(fs::is_directory(folder_ / "a" / "inner"));
  EXPECT_EQ(FileCount(), 1u);
}

TEST_F(WholeFile, IsReadToTheByte) {
  const std::string text("one\r\n\0two", 9);
  WriteWholeFile(folder_ / "a", {text});
  EXPECT_EQ(ReadWholeFile(folder_ / "a", 9, "a text"), text);
}

TEST_F(WholeFile, WhatCannotBeReadNamesTheFileAndWhatItShouldHold) {
  WriteWholeFile(folder_ / "a", {"12345"});
  for (const fs::path& path : {folder_ / "none", folder_, folder_ / "a"}) {
    try {
      ReadWholeFile(path, 4, "a tiny text");
      FAIL() << path << ": no Error";
    } catch (const Error& error) {
      const std::string message = error.what();
      EXPECT_EQ(message.rfind(path.string() + ": ", 0), 0u) << message;
      EXPECT_NE(message.find("expected a tiny text"), std::string::npos) << message;
    }
  }
}

}  // namespace
}  // namespace aqua
