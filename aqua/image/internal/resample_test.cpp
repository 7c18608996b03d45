#include "aqua/image/internal/resample.h"

#include <gtest/gtest.h>
#include <hwy/highway.h>

#include <cmath>
#include <random>

#include "aqua/image/resize.h"
#include "aqua/image/test_images.h"

namespace aqua::image {
namespace {

// Pillow's 8-bit resize as plain loops: its coefficients, its sums, one sample after the other.
double Weight(Interpolation interpolation, double x) {
  x = std::abs(x);
  if (interpolation == Interpolation::kBilinear) return x < 1 ? 1 - x : 0;
  if (x < 1) return ((-0.5 + 2) * x - (-0.5 + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * -0.5;
  return 0;
}

struct Taps {
  int64_t first = 0;
  std::vector<int> coefficients;
};

Taps PlainTaps(int64_t input_size, int64_t output_size, int64_t output,
               Interpolation interpolation) {
  const double scale = static_cast<double>(input_size) / static_cast<double>(output_size);
  const double stretch = std::max(scale, 1.0);
  const double support = (interpolation == Interpolation::kBicubic ? 2 : 1) * stretch;
  const double center = (static_cast<double>(output) + 0.5) * scale;
  Taps taps{std::max<int64_t>(0, static_cast<int64_t>(center - support + 0.5)), {}};
  const int64_t end = std::min(input_size, static_cast<int64_t>(center + support + 0.5));
  std::vector<double> weights;
  double sum = 0;
  for (int64_t i = taps.first; i < end; ++i) {
    weights.push_back(
        Weight(interpolation, (static_cast<double>(i) - center + 0.5) * (1.0 / stretch)));
    sum += weights.back();
  }
  for (double weight : weights) {
    if (sum != 0) weight /= sum;
    taps.coefficients.push_back(static_cast<int>(weight * (1 << 22) + (weight < 0 ? -0.5 : 0.5)));
  }
  return taps;
}

uint8_t PlainSum(const Taps& taps, const uint8_t* samples, int64_t step) {
  int64_t sum = 1 << 21;
  for (const int coefficient : taps.coefficients) {
    sum += int64_t{coefficient} * *samples;
    samples += step;
  }
  return static_cast<uint8_t>(std::clamp<int64_t>(sum >> 22, 0, 255));
}

Image PlainColumns(const Image& image, int64_t whole, Span columns, Interpolation interpolation) {
  Image result = MakeImage(columns.size(), image.height);
  for (int64_t x = 0; x < columns.size(); ++x) {
    const Taps taps = PlainTaps(image.width, whole, columns.begin + x, interpolation);
    for (int64_t y = 0; y < image.height; ++y) {
      for (int64_t channel = 0; channel < 3; ++channel) {
        result.Row(y)[x * 3 + channel] = PlainSum(taps, image.Row(y) + taps.first * 3 + channel, 3);
      }
    }
  }
  return result;
}

Image PlainRows(const Image& image, int64_t whole, Span rows, Interpolation interpolation) {
  Image result = MakeImage(image.width, rows.size());
  for (int64_t y = 0; y < rows.size(); ++y) {
    const Taps taps = PlainTaps(image.height, whole, rows.begin + y, interpolation);
    for (int64_t i = 0; i < int64_t{image.width} * 3; ++i) {
      result.Row(y)[i] = PlainSum(taps, image.Row(taps.first) + i, int64_t{image.width} * 3);
    }
  }
  return result;
}

struct Case {
  Size from;
  Size whole;
  Window window;
  Interpolation interpolation = Interpolation::kBicubic;
};

std::string Text(const Case& c) {
  return std::to_string(c.from.width) + "x" + std::to_string(c.from.height) + " to " +
         std::to_string(c.whole.width) + "x" + std::to_string(c.whole.height) + ", " +
         c.window.ToString();
}

Image PlainResize(const Image& image, const Case& c) {
  const int64_t rows_lost = image.height - c.whole.height;
  if (rows_lost > 0 && rows_lost > 2 * (image.width - c.whole.width)) {
    return PlainColumns(PlainRows(image, c.whole.height, c.window.rows, c.interpolation),
                        c.whole.width, c.window.columns, c.interpolation);
  }
  return PlainRows(PlainColumns(image, c.whole.width, c.window.columns, c.interpolation),
                   c.whole.height, c.window.rows, c.interpolation);
}

Case Whole(Size from, Size whole) { return {from, whole, {{0, whole.height}, {0, whole.width}}}; }

// By the loops of every instruction set that this machine and this build have.
void ExpectEquals(const Image& plain, const Image& image, const Case& c) {
  int checked = 0;
  for (int64_t rest = hwy::SupportedTargets(); rest != 0; rest &= rest - 1) {
    const int64_t target = rest & -rest;
    hwy::SetSupportedTargetsForTest(target);
    if (internal::BestResampler().target != std::string(hwy::TargetName(target))) continue;
    EXPECT_EQ(ResizeWindow(image, c.whole, c.window, c.interpolation), plain)
        << Text(c) << " on " << hwy::TargetName(target);
    ++checked;
  }
  hwy::SetSupportedTargetsForTest(0);
  EXPECT_GE(checked, 1);
}

// Once with any pixels, once with black and white ones, whose overshoots are clipped on both sides.
void ExpectEqualsPlain(const Case& c) {
  Image image = NoiseImage(static_cast<int>(c.from.width), static_cast<int>(c.from.height));
  ExpectEquals(PlainResize(image, c), image, c);
  for (uint8_t& sample : image.rgb) sample = sample < 128 ? 0 : 255;
  ExpectEquals(PlainResize(image, c), image, c);
}

class Random {
 public:
  int64_t Between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(engine_() % static_cast<uint64_t>(most - least + 1));
  }
  // Small or larger: below and above a vector's length, with every remainder.
  int64_t Side() { return Between(0, 1) == 0 ? Between(1, 40) : Between(1, 250); }
  Span Part(int64_t size) {
    const int64_t begin = Between(0, size - 1);
    return {begin, Between(begin + 1, size)};
  }

 private:
  std::mt19937 engine_{7};
};

TEST(Resample, EqualsPillowsLoopsForRandomSizesAndWindows) {
  Random random;
  for (int i = 0; i < 120; ++i) {
    Case c{{random.Side(), random.Side()}, {random.Side(), random.Side()}, {}, {}};
    c.window = {random.Part(c.whole.height), random.Part(c.whole.width)};
    c.interpolation = i % 2 == 0 ? Interpolation::kBicubic : Interpolation::kBilinear;
    ExpectEqualsPlain(c);
  }
}

TEST(Resample, EqualsPillowsLoopsAtExtremeRatios) {
  for (const Case& c :
       {Whole({1, 1}, {70, 90}), Whole({70, 90}, {1, 1}), Whole({9000, 3}, {2, 2}),
        Whole({3, 9000}, {2, 2}), Whole({70'001, 1}, {1, 1}), Whole({1, 70'001}, {1, 1}),
        Whole({1500, 37}, {13, 40}), Whole({37, 1500}, {90, 7}), Whole({2, 1}, {1000, 1})}) {
    ExpectEqualsPlain(c);
  }
}

TEST(Resample, EqualsPillowsLoopsFarInsideAHugeResult) {
  ExpectEqualsPlain({{40, 30}, {4'000'000, 3'000'000}, {{1'499'990, 1'500'020}, {0, 50}}});
  ExpectEqualsPlain({{40, 900}, {4'000'000, 100}, {{10, 90}, {3'999'950, 4'000'000}}});
}

TEST(Resample, EqualsPillowsLoopsForWhatA224PixelNetworkSees) {
  ExpectEqualsPlain({{600, 400}, {384, 256}, {{16, 240}, {80, 304}}});
}

}  // namespace
}  // namespace aqua::image
