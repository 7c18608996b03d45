#include "aqua/accel/isaac/placement.h"

#include <gtest/gtest.h>

namespace aqua::accel {
namespace {

std::vector<ChipRange> Place(const std::vector<int64_t>& arrays) {
  CountTable resources(arrays.size(), 2);
  for (size_t layer = 0; layer < arrays.size(); ++layer) resources.Layer(layer)[1] = arrays[layer];
  return PlaceOnChips(resources, 1, 10);
}

TEST(Placement, LayersGoOnWithTheNextChipWhereOneIsFull) {
  const std::vector<ChipRange> chips = Place({4, 0, 6, 25, 1});
  EXPECT_EQ(chips[0].first, 0);
  EXPECT_EQ(chips[0].last, 0);
  EXPECT_TRUE(chips[1].empty());
  EXPECT_EQ(chips[2].last, 0);
  EXPECT_EQ(chips[3].first, 1);
  EXPECT_EQ(chips[3].last, 3);
  EXPECT_EQ(chips[4].first, 3);
}

TEST(Placement, EveryChipIsOpenedByOneLayer) {
  const std::vector<ChipRange> chips = Place({4, 0, 6, 25, 1, 4, 1});
  const std::vector<int64_t> opened = {1, 0, 0, 3, 0, 0, 1};
  for (size_t layer = 0; layer < opened.size(); ++layer) {
    EXPECT_EQ(chips[layer].opened, opened[layer]) << layer;
  }
}

TEST(Placement, ResultsCrossToANextLayerThatLiesElsewhereEvenInPart) {
  const std::vector<ChipRange> chips = Place({4, 5, 2, 19, 1});
  EXPECT_FALSE(Crosses(chips[0], chips[1]));
  EXPECT_TRUE(Crosses(chips[1], chips[2]));  // Partly on chip 1.
  EXPECT_TRUE(Crosses(chips[2], chips[3]));  // From chip 1 to chips 1 and 2.
  EXPECT_TRUE(Crosses(chips[3], chips[4]));  // From chip 2, full, to chip 3.
}

}  // namespace
}  // namespace aqua::accel
