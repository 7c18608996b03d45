#include "aqua/image/write.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <iterator>

#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

namespace fs = std::filesystem;

int64_t FileCount(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

// Files may grow to `bytes` and no further, as on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(WritePng, ReadsBackEqualAndReplacesWhatWasThere) {
  const TempFolder folder;
  const fs::path path = folder.Write("out.png", "old");
  const Image image = NoiseImage(31, 17);
  WritePng(image, path);
  EXPECT_EQ(ReadImage(path), image);
  EXPECT_EQ(FileCount(folder.path()), 1);
}

TEST(WritePng, MissingFolderIsAnErrorThatNamesTheFile) {
  const TempFolder folder;
  const std::string error =
      ErrorOf([&] { WritePng(NoiseImage(3, 3), folder.path() / "none" / "out.png"); });
  EXPECT_NE(error.find("none/out.png: cannot be written (No such file"), std::string::npos)
      << error;
}

TEST(WritePng, FolderOfThatNameIsAnErrorAndLeavesNothing) {
  const TempFolder folder;
  fs::create_directory(folder.path() / "out.png");
  EXPECT_THROW(WritePng(NoiseImage(3, 3), folder.path() / "out.png"), Error);
  EXPECT_EQ(FileCount(folder.path()), 1);
}

TEST(WritePng, FullDiskKeepsTheOldFileAndLeavesNothing) {
  const TempFolder folder;
  const fs::path path = folder.path() / "out.png";
  const Image old = NoiseImage(3, 3);
  WritePng(old, path);
  {
    const FileSizeLimit limit(1000);
    EXPECT_THROW(WritePng(NoiseImage(100, 100), path), Error);
  }
  EXPECT_EQ(ReadImage(path), old);
  EXPECT_EQ(FileCount(folder.path()), 1);
}

TEST(DrawKeptWindow, KeepsTheInsideOutlinesTheEdgeDarkensTheRest) {
  Image image = MakeImage(8, 6);
  std::fill(image.rgb.begin(), image.rgb.end(), 200);
  const Image drawn = DrawKeptWindow(image, {{1, 6}, {2, 8}});
  const auto level = [&](int y, int x) { return drawn.Row(y)[x * 3 + 2]; };
  EXPECT_EQ(level(0, 4), 50);
  EXPECT_EQ(level(3, 1), 50);
  EXPECT_EQ(level(3, 4), 200);
  for (const auto& [y, x] : {std::pair{1, 2}, {1, 7}, {5, 2}, {5, 7}, {3, 2}, {1, 4}}) {
    EXPECT_EQ(level(y, x), 0) << y << " " << x;
  }
}

TEST(DrawKeptWindow, ASmallWindowIsAllLineAndAnEmptyOneAllDark) {
  Image image = MakeImage(4, 4);
  std::fill(image.rgb.begin(), image.rgb.end(), 200);
  EXPECT_EQ(DrawKeptWindow(image, {{1, 2}, {1, 2}}).Row(1)[3], 255);
  EXPECT_EQ(DrawKeptWindow(image, {{2, 2}, {0, 4}}).rgb, Bytes(48, 50));
}

}  // namespace
}  // namespace aqua::image
