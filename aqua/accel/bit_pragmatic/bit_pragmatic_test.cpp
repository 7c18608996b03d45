#include "aqua/accel/bit_pragmatic/bit_pragmatic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/lanes/testing/plain_steps.h"
#include "aqua/accel/published_networks.h"
#include "aqua/accel/stripes/stripes.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using published::Convolution;

AcceleratorPtr With(int first_stage_bits, int column_registers) {
  return MakeBitPragmatic({{},
                           {{"first_stage_bits", std::to_string(first_stage_bits)},
                            {"column_registers", std::to_string(column_registers)}}});
}

const Accelerator& BuiltIn() {
  static const AcceleratorPtr made = MakeBitPragmatic({});
  return *made;
}

std::vector<PlainStep> Steps(const LayerWithInput& layer) {
  return PlainSteps(layer.work, layer.input, PlainCanFold(layer.work));
}

bool Holds(int32_t value, int place) { return (value >> place) % 2 == 1; }

// 16 where no value has a one left.
int LowestPlace(const LaneValues& values) {
  int place = 0;
  while (place < 16 && std::none_of(values.begin(), values.end(),
                                    [&](int32_t value) { return Holds(value, place); })) {
    ++place;
  }
  return place;
}

void DropLowest(int32_t& value, int first_place, int places) {
  for (int place = first_place; place < first_place + places; ++place) {
    if (!Holds(value, place)) continue;
    value -= 1 << place;
    return;
  }
}

// Bit by bit; column_cycles_test.cpp judges the same rule in more ways.
PlainRule ColumnRule(int first_stage_bits) {
  return [first_stage_bits](LaneValues values) {
    for (int32_t& value : values) value = std::abs(value);
    int64_t cycles = 0;
    for (int lowest = LowestPlace(values); lowest < 16; lowest = LowestPlace(values)) {
      for (int32_t& value : values) DropLowest(value, lowest, 1 << first_stage_bits);
      ++cycles;
    }
    return std::max<int64_t>(cycles, 1);
  };
}

// One filter pass of 16 columns with a register each, watched cycle by cycle: a column may begin a
// step when every column has ended the step before last.
class RunAheadClock {
 public:
  RunAheadClock(const std::vector<PlainStep>& steps, const PlainRule& rule)
      : steps_(steps), rule_(rule), columns_(16) {}

  int64_t Run() {
    int64_t cycle = 0;
    for (; Slowest() < steps_.size(); ++cycle) Tick(Slowest());
    return cycle;
  }

 private:
  struct Column {
    size_t ended = 0;
    int64_t left = 0;
  };

  // A column without a position in this pallet holds nobody up: pallets after it have none either.
  size_t Ended(size_t column) const {
    const size_t next = columns_[column].ended;
    const bool idle = next < steps_.size() && column >= steps_[next].columns.size();
    return idle ? steps_.size() : next;
  }

  size_t Slowest() const {
    size_t least = steps_.size();
    for (size_t column = 0; column < columns_.size(); ++column) {
      least = std::min(least, Ended(column));
    }
    return least;
  }

  void Tick(size_t all_ended) {
    for (size_t column = 0; column < columns_.size(); ++column) {
      Column& state = columns_[column];
      const bool may_begin = Ended(column) < steps_.size() && state.ended <= all_ended + 1;
      if (state.left == 0 && may_begin) state.left = rule_(steps_[state.ended].columns[column]);
    }
    for (Column& state : columns_) {
      if (state.left > 0 && --state.left == 0) ++state.ended;
    }
  }

  const std::vector<PlainStep>& steps_;
  const PlainRule& rule_;
  std::vector<Column> columns_;
};

int64_t PlainRunAhead(const std::vector<PlainStep>& steps, const PlainRule& rule) {
  return RunAheadClock(steps, rule).Run();
}

TEST(BitPragmatic, RandomConvolutionsTakeWhatThePlainLoopsSay) {
  for (uint32_t seed = 200; seed < 240; ++seed) {
    const LayerWithInput layer = RandomConvolution(seed);
    const int bits = static_cast<int>(seed % 5);
    EXPECT_EQ(CountOne(*With(bits, 0), "compute_cycles", layer.work, &layer.input),
              PlainPalletCycles(Steps(layer), ColumnRule(bits)))
        << seed;
  }
}

TEST(BitPragmatic, RandomDenseLayersTakeWhatTheClockSays) {
  for (uint32_t seed = 200; seed < 240; ++seed) {
    LayerWithInput layer = RandomDense(seed);
    layer.work.output_height = 1;
    layer.input = RandomInput(layer.work, layer.input.is_signed, seed);
    const int bits = static_cast<int>(seed % 5);
    EXPECT_EQ(CountOne(*With(bits, static_cast<int>(seed % 2)), "compute_cycles", layer.work,
                       &layer.input),
              PlainDenseCycles(Steps(layer), 16, ColumnRule(bits)))
        << seed;
  }
}

TEST(BitPragmatic, ColumnsRunAheadAsTheClockSays) {
  for (uint32_t seed = 300; seed < 330; ++seed) {
    const LayerWithInput layer = RandomConvolution(seed);
    int64_t cycles = 0;
    std::vector<PlainStep> pass;
    for (const PlainStep& step : Steps(layer)) {
      if (!pass.empty() && pass[0].pass != step.pass) {
        cycles += PlainRunAhead(pass, ColumnRule(2));
        pass.clear();
      }
      pass.push_back(step);
    }
    cycles += PlainRunAhead(pass, ColumnRule(2));
    const int64_t counted = CountOne(*With(2, 1), "compute_cycles", layer.work, &layer.input);
    EXPECT_EQ(counted, cycles) << seed;
    EXPECT_LE(counted, CountOne(*With(2, 0), "compute_cycles", layer.work, &layer.input)) << seed;
  }
}

TEST(BitPragmatic, EssentialBitsAreTheOnesOfAllSteps) {
  for (uint32_t seed = 0; seed < 40; ++seed) {
    const LayerWithInput layer = seed % 4 == 0 ? RandomDense(seed) : RandomConvolution(seed);
    int64_t ones = 0;
    for (const PlainStep& step : Steps(layer)) {
      for (const LaneValues& column : step.columns) {
        for (const int32_t value : column) {
          ones += std::popcount(static_cast<unsigned>(std::abs(value)));
        }
      }
    }
    EXPECT_EQ(CountOne(BuiltIn(), "essential_bits", layer.work, &layer.input), ones) << seed;
    EXPECT_LE(ones, CountOne(BuiltIn(), "essential_bits", layer.work)) << seed;
  }
}

TEST(BitPragmatic, WithoutValuesItTakesEveryBit) {
  const AcceleratorPtr stripes = MakeStripes({});
  for (const Workload& work : published::TorchvisionAlexNet({16, 9})) {
    EXPECT_EQ(CountOne(BuiltIn(), "compute_cycles", work),
              CountOne(*stripes, "compute_cycles", work))
        << work.layer;
  }
  EXPECT_EQ(CountOne(BuiltIn(), "essential_bits", Convolution("conv", 2, 3, 20, 300, 3, {16, 9})),
            2 * 2 * 9 * 9 * 20 * 9);
}

TEST(BitPragmatic, AllOnesTakeTheWorstCase) {
  const Workload work = Convolution("conv", 1, 3, 20, 64, 5, {16, 9});
  const LayerInput ones = Filled(work, 511);
  EXPECT_EQ(CountOne(BuiltIn(), "compute_cycles", work, &ones),
            CountOne(BuiltIn(), "compute_cycles", work));
  EXPECT_EQ(CountOne(BuiltIn(), "essential_bits", work, &ones),
            CountOne(BuiltIn(), "essential_bits", work));
}

TEST(BitPragmatic, ThePowersOfTwoTakeACycle) {
  const Workload work = Convolution("conv", 1, 3, 20, 64, 5);
  const LayerInput ones = Filled(work, 1 << 14);
  EXPECT_EQ(CountOne(BuiltIn(), "compute_cycles", work, &ones), CountOne(BuiltIn(), "steps", work));
}

TEST(BitPragmatic, DrawsThePowerAndAreaOfItsPublishedGains) {
  double cycle_pj = 0;
  for (const EnergyPrice& price : BuiltIn().Prices()) cycle_pj += price.energy_pj;
  EXPECT_NEAR(cycle_pj, 9713 * 1000 / 606.0 * 4.31 / 1.70, 1e-6);
  double area_mm2 = 0;
  for (const ComponentArea& part : BuiltIn().Area(BuiltIn().Map({}))) area_mm2 += part.area_mm2;
  EXPECT_NEAR(area_mm2, 1.68 * (33.22 + 16.22 + 15.7) + 22.88, 1e-9);
}

TEST(BitPragmatic, SettingsAndFilesAreChecked) {
  ExpectRefused(MakeBitPragmatic, "first_stage_bits", "5", {"first_stage_bits", "0 to 4"});
  ExpectRefused(MakeBitPragmatic, "column_registers", "2", {"column_registers", "0, 1"});
  ExpectRefused(MakeBitPragmatic, "encoding", "booth", {"first_stage_bits", "column_registers"});
  EXPECT_THROW(MakeBitPragmatic({"no/such/file.json", {}}), Error);
  EXPECT_NO_THROW(
      MakeBitPragmatic({AQUA_SOURCE_DIR "/aqua/accel/bit_pragmatic/bit_pragmatic.json", {}}));
}

}  // namespace
}  // namespace aqua::accel
