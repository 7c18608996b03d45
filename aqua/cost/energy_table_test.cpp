#include "aqua/cost/energy_table.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "aqua/core/error.h"

namespace aqua::cost {
namespace {

// Two events, priced as the test says; it counts nothing.
class PricedOnly final : public accel::Accelerator {
 public:
  explicit PricedOnly(std::vector<accel::EnergyPrice> prices) : prices_(std::move(prices)) {}

  std::string_view Name() const override { return "priced-only"; }
  std::span<const std::string> ResourceNames() const override { return {}; }
  std::span<const std::string> EventNames() const override { return names_; }
  std::span<const accel::EnergyPrice> Prices() const override { return prices_; }
  double CycleNs() const override { return 1; }
  accel::Mapping Map(std::span<const layers::Workload> network) const override {
    return {accel::CountTable(network.size(), 0)};
  }
  accel::EventCounts Count(const accel::Mapping& /*mapping*/,
                           const accel::ImageWork& image) const override {
    return {accel::CountTable(image.layers.size(), 2),
            std::vector<int64_t>(image.layers.size(), 0)};
  }

 private:
  std::array<std::string, 2> names_ = {"reads", "writes"};
  std::vector<accel::EnergyPrice> prices_;
};

TEST(EnergyTable, ChargesEveryComponentOfEveryEvent) {
  const PricedOnly accelerator(
      {{0, "array", 30, "a"}, {1, "buffer", 2, "b"}, {0, "buffer", 0.5, "c"}});
  const EnergyTable table(accelerator, accelerator.Prices());
  EXPECT_EQ(table.component_names(), (std::vector<std::string>{"array", "buffer"}));
  std::vector<double> breakdown_pj(2, 0.0);
  table.Charge(std::array<int64_t, 2>{10, 100}, breakdown_pj);
  EXPECT_DOUBLE_EQ(breakdown_pj[0], 300);
  EXPECT_DOUBLE_EQ(breakdown_pj[1], 205);
  EXPECT_DOUBLE_EQ(table.EventPj(0), 30.5);
  EXPECT_DOUBLE_EQ(table.EventPj(1), 2);
}

TEST(EnergyTable, AnEventWithoutAPriceIsFree) {
  const PricedOnly accelerator({{0, "array", 30, "a"}});
  EXPECT_EQ(EnergyTable(accelerator, accelerator.Prices()).EventPj(1), 0);
}

TEST(EnergyTable, NegativeAndInfinitePricesAreRefused) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double price : {-1.0, infinity, std::numeric_limits<double>::quiet_NaN()}) {
    const PricedOnly accelerator({{0, "array", price, "a"}});
    EXPECT_THROW(EnergyTable(accelerator, accelerator.Prices()), Error);
  }
}

TEST(EnergyTable, APriceOfNoEventIsABug) {
  const PricedOnly accelerator({{2, "array", 1, "a"}});
  EXPECT_THROW(EnergyTable(accelerator, accelerator.Prices()), InternalError);
}

}  // namespace
}  // namespace aqua::cost
