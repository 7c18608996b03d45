#include <gtest/gtest.h>

#include "aqua/image/preprocess.h"
#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

constexpr const char* kLeast = R"({"size": [160, 192], "mean": [1, 2, 3], "scale": [1, 0.5, -2]})";

// The error of a sidecar that is kLeast with one text replaced.
std::string ErrorWith(const std::string& from, const std::string& to) {
  const TempFolder folder;
  std::string text = kLeast;
  text.replace(text.find(from), from.size(), to);
  folder.Write("net.preprocess.json", text);
  return ErrorOf([&] { ReadSidecar(folder.path() / "net.onnx"); });
}

std::string ErrorAdding(const std::string& pair) { return ErrorWith("{", "{" + pair + ","); }

void ExpectHolds(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(Sidecar, StandsBesideTheModelUnderItsStem) {
  EXPECT_EQ(SidecarPath("a/efficientnet-lite0.v2.onnx"), "a/efficientnet-lite0.v2.preprocess.json");
}

TEST(Sidecar, NoFileIsNothing) {
  const TempFolder folder;
  EXPECT_EQ(ReadSidecar(folder.path() / "net.onnx"), std::nullopt);
}

TEST(Sidecar, EveryKeyIsRead) {
  const TempFolder folder;
  folder.Write("net.preprocess.json", R"({"size": [224, 192], "resize": 256,
    "interpolation": "bilinear", "mean": [127, 126.5, 125], "scale": [0.0078125, 0.5, 1],
    "layout": "NCHW", "channels": "BGR", "labels": "names.txt"})");
  Preprocess expected;
  expected.height = 224;
  expected.width = 192;
  expected.resize = 256;
  expected.interpolation = Interpolation::kBilinear;
  expected.channels = ChannelOrder::kBgr;
  expected.mean = {127, 126.5, 125};
  expected.scale = {0.0078125, 0.5, 1};
  expected.labels = folder.path() / "names.txt";
  EXPECT_EQ(ReadSidecar(folder.path() / "net.onnx"), expected);
}

TEST(Sidecar, KeysLeftOutTakeTheStatedDefaults) {
  const TempFolder folder;
  folder.Write("net.preprocess.json", kLeast);
  const Preprocess preprocess = ReadSidecar(folder.path() / "net.onnx").value();
  EXPECT_EQ(preprocess.resize, 183);  // round(160 / 0.875)
  EXPECT_EQ(preprocess.interpolation, Interpolation::kBicubic);
  EXPECT_EQ(preprocess.channels, ChannelOrder::kRgb);
  EXPECT_TRUE(preprocess.labels.empty());
}

TEST(Sidecar, FaultsNameFileAndKey) {
  ExpectHolds(ErrorAdding(R"("sizes": 3)"), "net.preprocess.json: unknown key \"sizes\", expected");
  ExpectHolds(ErrorWith("\"mean\": [1, 2, 3], ", ""), ".json: \"mean\": is missing");
  ExpectHolds(ErrorWith("[160, 192]", "224"), ".json: \"size\": expected a list of 2 numbers");
  ExpectHolds(ErrorWith("160", "160.5"), ".json: \"size\": expected whole numbers");
  ExpectHolds(ErrorWith("160", "0"), ".json: \"size\": 0 pixels are out of range");
  ExpectHolds(ErrorWith("160", "18446744073709551615"), ".json: \"size\": 1.8");
  ExpectHolds(ErrorWith("[1, 2, 3]", "[1, 2, \"3\"]"), ".json: \"mean\": expected a list of 3");
  ExpectHolds(ErrorWith("[1, 2, 3]", "[1, 2, 1e300]"), ".json: \"mean\": 1e+300 is out of range");
  ExpectHolds(ErrorWith("0.5", "0"), ".json: \"scale\": 0 is out of range");
  ExpectHolds(ErrorWith("0.5", "1e999"), ".json: not valid JSON");
  ExpectHolds(ErrorWith("0.5", "NaN"), ".json: not valid JSON");
  ExpectHolds(ErrorAdding(R"("resize": 100)"), ".json: \"resize\": 100 pixels are out of range");
  ExpectHolds(ErrorAdding(R"("interpolation": "nearest")"), "\"interpolation\": is \"nearest\"");
  ExpectHolds(ErrorAdding(R"("channels": 3)"), ".json: \"channels\": expected a string");
  ExpectHolds(ErrorAdding(R"("layout": "NHWC")"), ".json: \"layout\": expected \"NCHW\"");
  ExpectHolds(ErrorAdding(R"("labels": "")"), ".json: \"labels\": expected the name");
}

TEST(Sidecar, WhatIsNoJsonObjectIsAnErrorOfOneLine) {
  for (const std::string& text : {std::string(), std::string("[]"), std::string("\xFF\xFE\n\n"),
                                  std::string(30'000, '['), std::string(1 << 17, ' ')}) {
    const TempFolder folder;
    folder.Write("net.preprocess.json", text);
    const std::string error = ErrorOf([&] { ReadSidecar(folder.path() / "net.onnx"); });
    ExpectHolds(error, "net.preprocess.json: ");
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
  }
}

}  // namespace
}  // namespace aqua::image
