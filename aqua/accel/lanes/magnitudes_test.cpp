#include "aqua/accel/lanes/magnitudes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/lanes/testing/plain_steps.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;

LaneLayer Layer(const Workload& work) {
  return MakeLaneLayer({16, 16, 16, 16, 16}, FirstLayer::kFolded, work);
}

Workload FirstOf(int64_t groups) {
  Workload work = Convolution("first", groups, 5, 3, 8, 3, {16, 8});
  work.stride_height = 2;
  work.stride_width = 3;
  return work;
}

TEST(Magnitudes, SignsAreCarriedApart) {
  const Workload work = Convolution("conv", 1, 1, 3, 1, 1);
  LayerInput input = Filled(work, 0, true);
  input.values = {-32768, 32767, -1};
  const MagnitudeMap map = ReadMagnitudes(Layer(work), input);
  EXPECT_TRUE(map.is_signed);
  EXPECT_EQ(map.values, (std::vector<uint16_t>{32768, 32767, 1}));
}

TEST(Magnitudes, AFoldedMapHoldsEveryCellOnce) {
  for (const int64_t groups : {1, 2}) {
    const Workload work = FirstOf(groups);
    const LayerInput input = RandomInput(work, false, 3);
    const MagnitudeMap map = ReadMagnitudes(Layer(work), input);
    EXPECT_EQ(map.height, 2 + 3);
    EXPECT_EQ(map.width, 2 + 2);
    EXPECT_EQ(map.channels, groups * 18);
    std::vector<uint16_t> folded = map.values;
    std::vector<uint16_t> given(input.values.begin(), input.values.end());
    given.resize(folded.size(), 0);
    std::sort(folded.begin(), folded.end());
    std::sort(given.begin(), given.end());
    EXPECT_EQ(folded, given);
  }
}

TEST(Magnitudes, AFoldedBrickIsTheOneOfTheDefinition) {
  const Workload work = FirstOf(2);
  const LayerInput input = RandomInput(work, true, 4);
  const MagnitudeMap map = ReadMagnitudes(Layer(work), input);
  // The second group's first brick at the last position and the first kernel cell.
  const std::vector<PlainStep> steps = PlainSteps(work, input, true);
  const LaneValues& brick = steps[steps.size() / 2].columns.back();
  const uint16_t* found = map.values.data() + (2 * map.width + 2) * map.channels + 18;
  for (size_t lane = 0; lane < brick.size(); ++lane) {
    EXPECT_EQ(found[lane], std::abs(brick[lane])) << lane;
  }
}

TEST(Magnitudes, AValueThatItsBitsDoNotHoldIsNamed) {
  const Workload work = Convolution("conv", 1, 1, 4, 1, 1, {16, 8});
  for (const auto& [value, is_signed] : std::vector<std::pair<int32_t, bool>>{
           {256, false}, {-1, false}, {128, true}, {-129, true}}) {
    try {
      ReadMagnitudes(Layer(work), Filled(work, value, is_signed));
      ADD_FAILURE() << value << " was taken";
    } catch (const Error& error) {
      const std::string text = error.what();
      EXPECT_NE(text.find("\"conv\""), std::string::npos) << text;
      EXPECT_NE(text.find(std::to_string(value)), std::string::npos) << text;
    }
  }
  EXPECT_NO_THROW(ReadMagnitudes(Layer(work), Filled(work, 255, false)));
  EXPECT_NO_THROW(ReadMagnitudes(Layer(work), Filled(work, -128, true)));
  EXPECT_THROW(ReadMagnitudes(Layer(work), Filled(work, INT32_MIN, true)), Error);
}

TEST(Magnitudes, AMapOfAnotherShapeIsABug) {
  const Workload work = Convolution("conv", 1, 3, 4, 1, 5);
  LayerInput input = Filled(work, 1);
  input.height -= 1;
  EXPECT_THROW(ReadMagnitudes(Layer(work), input), InternalError);
  input = Filled(work, 1);
  input.values.pop_back();
  EXPECT_THROW(ReadMagnitudes(Layer(work), input), InternalError);
}

}  // namespace
}  // namespace aqua::accel
