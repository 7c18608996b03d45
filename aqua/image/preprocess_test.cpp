#include "aqua/image/preprocess.h"

#include <gtest/gtest.h>

#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

Preprocess Plain(int64_t height, int64_t width, int64_t resize) {
  Preprocess preprocess;
  preprocess.height = height;
  preprocess.width = width;
  preprocess.resize = resize;
  return preprocess;
}

TEST(DefaultPreprocess, FollowsTorchvisionsImageNetHabit) {
  const Preprocess preprocess = DefaultPreprocess(3, 224, 224);
  EXPECT_EQ(preprocess.resize, 256);
  EXPECT_EQ(preprocess.interpolation, Interpolation::kBicubic);
  EXPECT_FLOAT_EQ(preprocess.mean[0], 123.675F);
  EXPECT_FLOAT_EQ(preprocess.mean[2], 103.53F);
  EXPECT_FLOAT_EQ(preprocess.scale[1], 1 / 57.12F);
  EXPECT_EQ(DefaultPreprocess(3, 160, 192).resize, 183);
}

TEST(DefaultPreprocess, SaysWhatCannotBeGuessed) {
  EXPECT_NE(ErrorOf([] { DefaultPreprocess(1, 28, 28); }).find("takes 1 channels"),
            std::string::npos);
  EXPECT_NE(ErrorOf([] { DefaultPreprocess(3, -1, 224); }).find("open"), std::string::npos);
  EXPECT_NE(ErrorOf([] { DefaultPreprocess(3, 100'000, 224); }).find("100000"), std::string::npos);
}

TEST(WithSize, KeepsTheRatioOfResizeToSize) {
  const Preprocess preprocess = WithSize(DefaultPreprocess(3, 224, 224), 160, 192);
  EXPECT_EQ(preprocess.height, 160);
  EXPECT_EQ(preprocess.width, 192);
  EXPECT_EQ(preprocess.resize, 183);
  EXPECT_EQ(WithSize(preprocess, 160, 192), preprocess);
  EXPECT_THROW(WithSize(preprocess, 0, 192), Error);
  EXPECT_THROW(WithSize(preprocess, 160, 5000), Error);
}

TEST(PrepareImage, EqualsResizeThenCentreCrop) {
  for (const Size& size : {Size{80, 61}, Size{61, 80}, Size{10, 12}, Size{20, 90}}) {
    const Image image = NoiseImage(static_cast<int>(size.width), static_cast<int>(size.height));
    EXPECT_EQ(PrepareImage(image, Plain(28, 28, 32)),
              CenterCrop(ResizeShorterSide(image, 32), 28, 28))
        << size.width;
  }
}

// Ratio 32/28 of 28 x 56 is a box of 32 x 64. A 60 x 60 photo must become 64 x 64 to cover it.
TEST(PrepareImage, NonSquareCropIsCoveredOnBothSides) {
  const Image image = NoiseImage(60, 60);
  EXPECT_EQ(PrepareImage(image, Plain(28, 56, 32)), CenterCrop(Resize(image, 64, 64), 56, 28));
  EXPECT_EQ(PrepareImage(image, Plain(56, 28, 32)), CenterCrop(Resize(image, 64, 64), 28, 56));
}

TEST(PrepareImage, AThreadOfAnImageCostsNoMoreThanItsCrop) {
  const Image image = PrepareImage(MakeImage(1, 1'000'000), Plain(224, 224, 256));
  EXPECT_EQ(SizeOf(image), (Size{224, 224}));
}

TEST(Prepare, SubtractsMeanThenScalesEachChannelIntoItsPlane) {
  Image image = MakeImage(2, 2);
  image.rgb = {10, 20, 30, 11, 21, 31, 12, 22, 32, 13, 23, 33};
  Preprocess preprocess = Plain(2, 2, 2);
  preprocess.mean = {10, 20, 30};
  preprocess.scale = {1, 2, 4};
  const Tensor tensor = Prepare(image, preprocess);
  EXPECT_EQ(tensor.shape(), (Shape{1, 3, 2, 2}));
  const std::vector<float> expected = {0, 1, 2, 3, 0, 2, 4, 6, 0, 4, 8, 12};
  EXPECT_EQ(std::vector<float>(tensor.values().begin(), tensor.values().end()), expected);
}

TEST(Prepare, EveryLevelOfEveryChannelIsTheFormulaToTheBit) {
  Image image = MakeImage(256, 3);
  for (size_t i = 0; i < image.rgb.size(); ++i) {
    image.rgb[i] = static_cast<uint8_t>(i / 3 + 85 * (i % 3));
  }
  for (const ChannelOrder order : {ChannelOrder::kRgb, ChannelOrder::kBgr}) {
    Preprocess preprocess = DefaultPreprocess(3, 3, 256);
    preprocess.channels = order;
    const Tensor tensor = ToTensor(image, preprocess);
    for (int64_t i = 0; i < tensor.size(); ++i) {
      const auto plane = static_cast<size_t>(i / 768);
      const size_t channel = order == ChannelOrder::kRgb ? plane : 2 - plane;
      const auto level = static_cast<float>(image.rgb[static_cast<size_t>(i % 768) * 3 + channel]);
      EXPECT_EQ(tensor[i], (level - preprocess.mean[plane]) * preprocess.scale[plane]) << i;
    }
  }
}

TEST(Prepare, BgrPutsBlueFirstAndMeanFollowsTheOrder) {
  Image image = MakeImage(1, 1);
  image.rgb = {10, 20, 30};
  Preprocess preprocess = Plain(1, 1, 1);
  preprocess.channels = ChannelOrder::kBgr;
  preprocess.mean = {1, 2, 3};
  const Tensor tensor = Prepare(image, preprocess);
  EXPECT_EQ(std::vector<float>(tensor.values().begin(), tensor.values().end()),
            (std::vector<float>{29, 18, 7}));
}

}  // namespace
}  // namespace aqua::image
