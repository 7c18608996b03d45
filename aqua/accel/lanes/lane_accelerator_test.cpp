// What the whole family promises, whichever design is asked.
#include "aqua/accel/lanes/lane_accelerator.h"

#include <gtest/gtest.h>

#include <numeric>

#include "aqua/accel/lanes/testing/count_one.h"
#include "aqua/accel/published_networks.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

using layers::Workload;
using layers::Workloads;
using published::Convolution;

// A file of the family with round numbers.
std::string File(const std::string& more = "") {
  const auto entry = [](const std::string& name, double value, const std::string& unit) {
    return fmt::format(R"({{"name": "{}", "value": {}, "unit": "{}", "source": "test"}})", name,
                       value, unit);
  };
  std::string text = "[" + entry("lanes", 16, "lanes") + "," + entry("columns", 16, "columns") +
                     "," + entry("rows", 16, "rows") + "," + entry("tiles", 16, "tiles") + "," +
                     entry("pe_width", 16, "bits") + "," + entry("clock_mhz", 500, "MHz");
  for (const std::string part : {"edram", "nfu", "global_bus", "hypertransport"}) {
    text += "," + entry(part + "_power_w", 1, "W") + "," + entry(part + "_area_mm2", 10, "mm2");
  }
  for (const auto& [name, value] : std::vector<std::pair<std::string, double>>{
           {"size_ratio", 0.5}, {"speed_up", 3}, {"energy_gain", 2}, {"area_ratio", 1.5}}) {
    text += "," + entry(name, value, "ratio");
  }
  return text + more + "]";
}

using GivenSettings = std::map<std::string, std::string>;

class ThreeCycles final : public LaneAccelerator {
 public:
  explicit ThreeCycles(const GivenSettings& given = {}) : LaneAccelerator(Design(given)) {}

 private:
  static LaneDesign Design(const GivenSettings& given) {
    Settings settings("three", given);
    LaneDesign design =
        MakeLaneDesign("three", Constants::Parse(File(), "test", LaneRules(AreaRatio::kPublished)),
                       AreaRatio::kPublished, settings, {"own"});
    settings.RefuseOthers();
    return design;
  }

  int64_t CountLayer(const LaneLayer& layer, const LayerInput* input,
                     std::span<int64_t> events) const override {
    events[kOwnEvents] = input == nullptr ? -1 : input->channels;
    return EvenCycles(layer, 3);
  }
};

TEST(LaneAccelerator, CountsCyclesStepsAndWhatTheDesignAdds) {
  const ThreeCycles three;
  const Workload work = Convolution("conv", 2, 3, 20, 300, 9);
  EXPECT_EQ(CountOne(three, "steps", work), 2 * 2 * 6 * 9 * 2);
  EXPECT_EQ(CountOne(three, "compute_cycles", work), 3 * 2 * 2 * 6 * 9 * 2);
  EXPECT_EQ(CountOne(three, "own", work), -1);
  const LayerInput input = RandomInput(work, false, 1);
  EXPECT_EQ(CountOne(three, "own", work, &input), 40);
}

TEST(LaneAccelerator, ALayersFiltersAreHeldInTurns) {
  const Workloads network = {Convolution("conv", 2, 3, 20, 300, 9), published::Uncounted("pool")};
  const Mapping mapping = ThreeCycles().Map(network);
  EXPECT_EQ(mapping.resources.Layer(0)[LaneAccelerator::kFilterPasses], 4);
  EXPECT_EQ(mapping.resources.Layer(1)[LaneAccelerator::kFilterPasses], 0);
}

TEST(LaneAccelerator, PoolingCostsNothing) {
  Workload pool = Convolution("pool", 8, 2, 0, 0, 8);
  pool.kind = layers::WorkKind::kMaxPool;
  EXPECT_EQ(CountOne(ThreeCycles(), "compute_cycles", pool), 0);
  EXPECT_EQ(CountOne(ThreeCycles(), "own", pool), 0);
}

TEST(LaneAccelerator, ACycleCostsPowerTimesItsLength) {
  // 1 W * 2 ns * 0.5 * 3 / 2.
  const ThreeCycles three;
  EXPECT_EQ(three.CycleNs(), 2);
  ASSERT_EQ(three.Prices().size(), 3u);
  for (const EnergyPrice& price : three.Prices()) {
    EXPECT_EQ(price.event, LaneAccelerator::kComputeCycles);
    EXPECT_DOUBLE_EQ(price.energy_pj, 1500);
    EXPECT_NE(price.source.find("test"), std::string::npos);
  }
}

TEST(LaneAccelerator, FixedPowerIsCountedOnlyWhenAskedFor) {
  const ThreeCycles three(GivenSettings{{"fixed_power", "on"}});
  ASSERT_EQ(three.Prices().size(), 4u);
  EXPECT_EQ(three.Prices()[3].component, "hypertransport");
  EXPECT_DOUBLE_EQ(three.Prices()[3].energy_pj, 2000);
}

TEST(LaneAccelerator, OnlyPartsOnTheChipGrow) {
  const std::vector<ComponentArea> areas = ThreeCycles().Area(ThreeCycles().Map({}));
  ASSERT_EQ(areas.size(), 4u);
  for (const ComponentArea& area : areas) {
    EXPECT_DOUBLE_EQ(area.area_mm2, area.component == "hypertransport" ? 10 : 7.5);
    EXPECT_FALSE(area.source.empty());
  }
}

TEST(LaneAccelerator, LayersRunOneAfterTheOther) {
  const ThreeCycles three;
  const Workloads network = {Convolution("a", 1, 1, 16, 16, 4), Convolution("b", 1, 1, 16, 16, 8)};
  const ImageWork image(network);
  const Mapping mapping = three.Map(network);
  const EventCounts counts = three.Count(mapping, image);
  EXPECT_EQ(counts.cycles, (std::vector<int64_t>{3, 12}));
  EXPECT_DOUBLE_EQ(three.Time(mapping, image, counts).latency_ns, 30);
}

TEST(LaneAccelerator, AMappingOfAnotherNetworkIsABug) {
  const ThreeCycles three;
  const Workloads network = {Convolution("a", 1, 1, 16, 16, 4)};
  const Workloads other = {Convolution("a", 1, 1, 16, 600, 4)};
  EXPECT_THROW(three.Count(three.Map(network), ImageWork(other)), InternalError);
  EXPECT_THROW(three.Count(three.Map({}), ImageWork(network)), InternalError);
  const std::vector<LayerInput> inputs(2);
  EXPECT_THROW(three.Count(three.Map(network), ImageWork(network, inputs)), InternalError);
}

TEST(LaneConstants, AMissingOrUnknownEntryIsNamed) {
  const auto rules = LaneRules(AreaRatio::kPublished);
  EXPECT_NO_THROW(Constants::Parse(File(), "test", rules));
  EXPECT_THROW(Constants::Parse(File(), "test", LaneRules(AreaRatio::kUnpublished)), Error);
  const std::string unknown = R"(,{"name": "heads", "value": 1, "unit": "heads", "source": "x"})";
  EXPECT_THROW(Constants::Parse(File(unknown), "test", rules), Error);
  EXPECT_THROW(Constants::Parse("[]", "test", rules), Error);
}

}  // namespace
}  // namespace aqua::accel
