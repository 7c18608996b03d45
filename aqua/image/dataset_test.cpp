#include "aqua/image/dataset.h"

#include <gtest/gtest.h>

#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

namespace fs = std::filesystem;

TEST(ListImages, FindsImagesInSubfoldersSortedByBytes) {
  const TempFolder folder;
  for (const char* name : {"b.jpg", "a/z.PNG", "a/y.Jpeg", "B.jpg", "a.png", "a/deep/x.jpg",
                           "notes.txt", "jpg", "a/c.jpg.txt"}) {
    folder.Write(name, "x");
  }
  EXPECT_EQ(ListImages(folder.path()), (std::vector<fs::path>{"B.jpg", "a.png", "a/deep/x.jpg",
                                                              "a/y.Jpeg", "a/z.PNG", "b.jpg"}));
}

TEST(ListImages, FoldersBrokenLinksAndLinkedFoldersAreNoImages) {
  const TempFolder folder;
  folder.Write("real.jpg", "x");
  fs::create_directory(folder.path() / "folder.jpg");
  fs::create_symlink("nowhere", folder.path() / "broken.jpg");
  fs::create_symlink("real.jpg", folder.path() / "linked.jpg");
  fs::create_directory_symlink(folder.path(), folder.path() / "circle");
  EXPECT_EQ(ListImages(folder.path()), (std::vector<fs::path>{"linked.jpg", "real.jpg"}));
}

TEST(ListImages, WhatIsNoFolderIsAnErrorThatNamesIt) {
  const TempFolder folder;
  const std::string missing = ErrorOf([&] { ListImages(folder.path() / "none"); });
  EXPECT_NE(missing.find("none: "), std::string::npos) << missing;
  const fs::path file = folder.Write("a.jpg", "x");
  const std::string no_folder = ErrorOf([&] { ListImages(file); });
  EXPECT_NE(no_folder.find("a.jpg: "), std::string::npos) << no_folder;
}

}  // namespace
}  // namespace aqua::image
