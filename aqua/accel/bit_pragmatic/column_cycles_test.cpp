#include "aqua/accel/bit_pragmatic/column_cycles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <random>
#include <set>
#include <vector>

namespace aqua::accel {
namespace {

using Places = std::set<int>;

Places PlacesOf(uint16_t magnitude) {
  Places places;
  for (int place = 0; place < 16; ++place) {
    if ((magnitude >> place) % 2 == 1) places.insert(place);
  }
  return places;
}

// 16 where no lane has a place left.
int Lowest(const std::vector<Places>& lanes) {
  int lowest = 16;
  for (const Places& lane : lanes) lowest = lane.empty() ? lowest : std::min(lowest, *lane.begin());
  return lowest;
}

// The rule in sets of places: each cycle, every lane presents its lowest place if that is within
// reach of the lowest of all.
int PlainCycles(const std::vector<uint16_t>& brick, int first_stage_bits) {
  std::vector<Places> lanes(brick.size());
  std::transform(brick.begin(), brick.end(), lanes.begin(), PlacesOf);
  int cycles = 0;
  for (int lowest = Lowest(lanes); lowest < 16; lowest = Lowest(lanes)) {
    const int reached = lowest + (1 << first_stage_bits) - 1;
    for (Places& lane : lanes) {
      if (!lane.empty() && *lane.begin() <= reached) lane.erase(lane.begin());
    }
    ++cycles;
  }
  return std::max(cycles, 1);
}

std::vector<uint16_t> RandomBrick(std::mt19937& engine, size_t lanes) {
  std::vector<uint16_t> brick(lanes);
  for (uint16_t& magnitude : brick) {
    magnitude = static_cast<uint16_t>(engine() & engine() & 0xffff);
    if (engine() % 3 == 0) magnitude = static_cast<uint16_t>(magnitude & engine() & engine());
  }
  return brick;
}

TEST(ColumnCycles, AreThoseOfTheRule) {
  std::mt19937 engine(5);
  for (int round = 0; round < 2000; ++round) {
    const std::vector<uint16_t> brick = RandomBrick(engine, 1 + engine() % 40);
    for (int bits = 0; bits <= 4; ++bits) {
      ASSERT_EQ(ColumnCycles(brick, bits), PlainCycles(brick, bits)) << round << ", " << bits;
    }
  }
}

TEST(ColumnCycles, WithoutAFirstStageCountThePlacesThatHoldAOne) {
  std::mt19937 engine(6);
  for (int round = 0; round < 200; ++round) {
    const std::vector<uint16_t> brick = RandomBrick(engine, 16);
    unsigned places = 0;
    for (const uint16_t magnitude : brick) places |= magnitude;
    EXPECT_EQ(ColumnCycles(brick, 0), std::max(std::popcount(places), 1));
  }
}

TEST(ColumnCycles, WithAFullFirstStageCountTheOnesOfTheRichestLane) {
  std::mt19937 engine(7);
  for (int round = 0; round < 200; ++round) {
    const std::vector<uint16_t> brick = RandomBrick(engine, 16);
    int most = 1;
    for (const uint16_t magnitude : brick) most = std::max(most, std::popcount(magnitude));
    EXPECT_EQ(ColumnCycles(brick, 4), most);
  }
}

TEST(ColumnCycles, ByHand) {
  // Places 0 and 4: one cycle each with F = 2, whose reach is 3.
  EXPECT_EQ(ColumnCycles(std::vector<uint16_t>{0b1, 0b10000}, 2), 2);
  EXPECT_EQ(ColumnCycles(std::vector<uint16_t>{0b1, 0b1000}, 2), 1);
  EXPECT_EQ(ColumnCycles(std::vector<uint16_t>{0b111, 0b1000}, 2), 3);
  EXPECT_EQ(ColumnCycles(std::vector<uint16_t>{0, 0}, 2), 1);
  EXPECT_EQ(ColumnCycles(std::vector<uint16_t>{0xffff}, 4), 16);
}

}  // namespace
}  // namespace aqua::accel
