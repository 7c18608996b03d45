#include "aqua/exec/onednn/rounder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace aqua::exec::onednn {
namespace {

using layers::FixedPointLayer;

constexpr int64_t kChannels = 37;

// Values of both signs over the format's range and past it, with ties and infinities.
std::vector<float> ValuesFor(const FixedPoint& format) {
  std::mt19937 random(5);
  const auto most = static_cast<float>(format.Most() * format.Step());
  std::uniform_real_distribution<float> spread(-1.5F * most, 1.5F * most);
  std::vector<float> values(kChannels * 60);
  for (size_t i = 0; i < values.size(); ++i) {
    values[i] = spread(random);
    if (i % 3 != 0) continue;
    const double steps = std::floor(values[i] / format.Step()) + 0.5;
    values[i] = static_cast<float>(steps * format.Step());
  }
  values[7] = std::numeric_limits<float>::infinity();
  values[8] = -values[7];
  values[9] = 1e-42F;
  return values;
}

using Judge = std::function<int32_t(float value, int64_t channel)>;

void ExpectRounds(const Rounder& rounder, const FixedPoint& format, const Judge& judge) {
  std::vector<float> values = ValuesFor(format);
  const auto count = static_cast<int64_t>(values.size());
  std::vector<float> floats(values.size());
  EXPECT_TRUE(
      rounder.Run(values.data(), count, ElementType::f32, reinterpret_cast<char*>(floats.data())));
  for (int64_t i = 0; i < count; ++i) {
    const auto at = static_cast<size_t>(i);
    EXPECT_EQ(floats[at], judge(values[at], i % kChannels) * format.Step()) << values[at];
  }
  if (format.bits > 8) return;
  std::vector<char> bytes(values.size());
  const ElementType type = format.is_signed ? ElementType::s8 : ElementType::u8;
  EXPECT_FALSE(rounder.Run(values.data(), count, type, bytes.data()));  // There are infinities.
  for (int64_t i = 0; i < count; ++i) {
    const auto at = static_cast<size_t>(i);
    const int32_t found =
        format.is_signed ? static_cast<int8_t>(bytes[at]) : static_cast<uint8_t>(bytes[at]);
    EXPECT_EQ(found, judge(values[at], i % kChannels)) << values[at];
  }
  values[7] = values[8] = 0;
  EXPECT_TRUE(rounder.Run(values.data(), count, type, bytes.data()));
  values.back() = std::nanf("");
  EXPECT_FALSE(rounder.Run(values.data(), count, type, bytes.data()));
}

TEST(Rounder, AFormatRoundsAsFixedPointDoes) {
  for (int bits = kLeastBits; bits <= kMostBits; ++bits) {
    for (const bool is_signed : {false, true}) {
      const FixedPoint format{bits, bits - 9, is_signed};
      ExpectRounds(Rounder(FixedPointLayer(format)), format,
                   [&](float value, int64_t) { return format.Quantize(value); });
    }
  }
}

TEST(Rounder, ACodebookRoundsAsTheCodebookDoes) {
  const FixedPoint format{8, -3, true};
  const Codebook codebook{{-20, -9.5F, -1, 0, 0.25F, 3.5F, 12}, {-128, -70, -3, 0, 1, 29, 127}};
  ExpectRounds(Rounder(FixedPointLayer(format, codebook)), format,
               [&](float value, int64_t) { return codebook.Quantize(value); });
}

TEST(Rounder, ABorderRoundsAsTheBorderFormatDoes) {
  for (const bool is_signed : {false, true}) {
    for (const int bits : {8, 12}) {
      const FixedPoint format{bits, -4, is_signed};
      BorderFormat border{3, bits - 4 - 3, {}};
      for (int64_t c = 0; c < kChannels; ++c) {
        border.offsets.push_back(static_cast<int32_t>(c * 9 - 160));
      }
      const FixedPointLayer layer(format, {}, {border});
      ExpectRounds(Rounder(layer, border, kChannels), format, [&](float value, int64_t channel) {
        return BorderInteger(QuantizeBorder(value, format, border, channel), format, border,
                             channel);
      });
    }
  }
}

TEST(Rounder, FloatsHandOnANaN) {
  const float nan = std::nanf("");
  float out = 0;
  Rounder(FixedPointLayer({8, 0, true}))
      .Run(&nan, 1, ElementType::f32, reinterpret_cast<char*>(&out));
  EXPECT_TRUE(std::isnan(out));
}

}  // namespace
}  // namespace aqua::exec::onednn
