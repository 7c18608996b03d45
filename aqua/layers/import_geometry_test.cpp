#include "aqua/layers/import_geometry.h"

#include <gtest/gtest.h>

#include <limits>

#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

KernelGeometry Import(const TestNode& node, const std::vector<int64_t>& kernel = {3, 5}) {
  return ImportGeometry(node.Context(), kernel);
}

TEST(ImportGeometry, TakesRowsFirst) {
  const TestNode node = TestNode("Conv")
                            .Ints("strides", {1, 2})
                            .Ints("dilations", {3, 4})
                            .Ints("pads", {5, 6, 7, 8})
                            .With("ceil_mode", int64_t{1});
  const KernelGeometry geometry = Import(node);
  EXPECT_EQ(geometry.rows.kernel, 3);
  EXPECT_EQ(geometry.rows.stride, 1);
  EXPECT_EQ(geometry.rows.dilation, 3);
  EXPECT_EQ(geometry.rows.pad_begin, 5);
  EXPECT_EQ(geometry.rows.pad_end, 7);
  EXPECT_EQ(geometry.columns.kernel, 5);
  EXPECT_EQ(geometry.columns.stride, 2);
  EXPECT_EQ(geometry.columns.dilation, 4);
  EXPECT_EQ(geometry.columns.pad_begin, 6);
  EXPECT_EQ(geometry.columns.pad_end, 8);
  EXPECT_TRUE(geometry.ceil_mode);
  EXPECT_EQ(geometry.padding, PaddingMode::kExplicit);
}

TEST(ImportGeometry, KnowsEveryAutoPad) {
  const auto mode = [](const std::string& text) {
    return Import(TestNode("Conv").With("auto_pad", text)).padding;
  };
  EXPECT_EQ(mode("NOTSET"), PaddingMode::kExplicit);
  EXPECT_EQ(mode("SAME_UPPER"), PaddingMode::kSameUpper);
  EXPECT_EQ(mode("SAME_LOWER"), PaddingMode::kSameLower);
  EXPECT_EQ(mode("VALID"), PaddingMode::kValid);
  EXPECT_THROW(mode("SAME"), ImportError);
}

TEST(ImportGeometry, RefusesWrongLengthsSignsAndSizes) {
  const int64_t huge = std::numeric_limits<int64_t>::max();
  EXPECT_THROW(Import(TestNode("Conv").Ints("strides", {1})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("strides", {1, 0})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("strides", {1, huge})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("dilations", {huge, 1})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("dilations", {1, 1, 1})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("pads", {1, 1})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("pads", {0, 0, 0, -1})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("pads", {0, huge, 0, 0})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv").Ints("kernel_shape", {3, 3})), ImportError);
  EXPECT_THROW(Import(TestNode("Conv"), {3}), ImportError);
  EXPECT_THROW(Import(TestNode("Conv"), {3, 0}), ImportError);
  EXPECT_THROW(Import(TestNode("Conv"), {huge, 1}), ImportError);
}

}  // namespace
}  // namespace aqua::layers
