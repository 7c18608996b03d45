#include "aqua/accel/lanes/folding.h"

#include <gtest/gtest.h>

#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;

Workload Strided(int64_t kernel, int64_t channels, int64_t stride) {
  Workload work = Convolution("conv", 1, kernel, channels, 64, 55);
  work.stride_height = stride;
  work.stride_width = stride;
  return work;
}

TEST(Folding, AlexNetsFirstLayerBecomesThreeByThreeOf48Channels) {
  const Workload folded = Fold(published::TorchvisionAlexNet()[0]);
  EXPECT_EQ(folded.input_channels, 48);
  EXPECT_EQ(folded.kernel_height, 3);
  EXPECT_EQ(folded.kernel_width, 3);
  EXPECT_EQ(folded.stride_height, 1);
  EXPECT_EQ(folded.stride_width, 1);
  EXPECT_EQ(folded.positions(), 55 * 55);
  EXPECT_EQ(folded.output_channels, 64);
}

TEST(Folding, OnlyStridedLayersOfThreeChannelsFold) {
  EXPECT_TRUE(CanFold(Strided(7, 3, 2)));
  EXPECT_FALSE(CanFold(Strided(7, 3, 1)));
  EXPECT_FALSE(CanFold(Strided(7, 4, 2)));
  EXPECT_FALSE(CanFold(Strided(1, 3, 2)));
  Workload dilated = Strided(7, 3, 2);
  dilated.dilation_width = 2;
  EXPECT_FALSE(CanFold(dilated));
  EXPECT_FALSE(CanFold(published::Dense("dense", 3, 10)));
  EXPECT_THROW(Fold(dilated), InternalError);
}

TEST(Folding, StridesMayDifferByAxis) {
  Workload work = Strided(5, 3, 1);
  work.stride_width = 3;
  const Workload folded = Fold(work);
  EXPECT_EQ(folded.input_channels, 9);
  EXPECT_EQ(folded.kernel_height, 5);
  EXPECT_EQ(folded.kernel_width, 2);
}

TEST(Folding, AbsurdStridesEndInAnError) {
  const int64_t huge = int64_t{1} << 31;
  EXPECT_THROW(Fold(Strided(huge, 3, huge)), Error);
}

}  // namespace
}  // namespace aqua::accel
