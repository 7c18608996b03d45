#include "aqua/study/image_list.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "aqua/core/error.h"

namespace aqua::study {
namespace {

namespace fs = std::filesystem;

class ImageList : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / (std::string("image_list_") + info->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "photos/sub");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }

  std::vector<ListedImage> List(const std::string& labels) {
    Write("labels.csv", labels);
    return ListStudyImages(folder_ / "photos", folder_ / "labels.csv", 10);
  }

  fs::path folder_;
};

TEST_F(ImageList, JoinsLabelsToTheSortedImages) {
  for (const char* name : {"photos/b.png", "photos/a.jpg", "photos/sub/c.jpeg"}) Write(name, "x");
  const auto images = List("file,label\nsub/c.jpeg,3|7\na.jpg,\n");
  ASSERT_EQ(images.size(), 3U);
  EXPECT_EQ(images[0].file, "a.jpg");
  EXPECT_EQ(images[1].file, "b.png");
  EXPECT_EQ(images[2].file, "sub/c.jpeg");
  EXPECT_TRUE(images[0].labels.empty());
  EXPECT_EQ(images[2].labels, (std::vector<int>{3, 7}));
}

TEST_F(ImageList, RefusesLabelsThatNameNoImage) {
  Write("photos/a.jpg", "x");
  EXPECT_THROW(List("file,label\nz.jpg,1\n"), Error);
}

TEST_F(ImageList, RefusesClassesThatTheNetworkDoesNotHave) {
  Write("photos/a.jpg", "x");
  EXPECT_THROW(List("file,label\na.jpg,10\n"), Error);
}

TEST_F(ImageList, RefusesAFolderWithoutImages) {
  EXPECT_THROW(ListStudyImages(folder_ / "photos", {}, 10), Error);
}

TEST(Labels, SplitIsTheReverseOfJoin) {
  EXPECT_EQ(JoinLabels({3, 17}), "3|17");
  EXPECT_EQ(SplitLabels("3|17"), (std::vector<int>{3, 17}));
  EXPECT_EQ(SplitLabels(""), std::vector<int>());
}

}  // namespace
}  // namespace aqua::study
