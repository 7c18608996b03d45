// Networks under a precision profile in int8, against exec/integer: bit for bit.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/exec/integer/integer_program.h"
#include "aqua/exec/integer/testing/one_layer.h"
#include "aqua/exec/onednn/element_types.h"
#include "aqua/exec/onednn/testing/pair_network.h"
#include "aqua/exec/testing/random_network.h"
#include "aqua/exec/testing/random_profile.h"
#include "aqua/layers/activation/activation.h"
#include "aqua/quant/quantized_graph.h"

namespace aqua::exec {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

Tensor Judge(const graph::Graph& graph, const quant::Profile& profile, const crop::CropSpec& crop,
             const Tensor& input) {
  ExactUnit unit;
  IntegerSpec spec;
  spec.profile = &profile;
  return RunInteger(graph, crop::MakePlan(graph, crop), spec, input, unit);
}

Tensor Fast(const graph::Graph& quantized, const crop::CropSpec& crop, const Tensor& input) {
  Engine engine(quantized);
  return engine.Compile(crop::MakePlan(quantized, crop))->Run(input);
}

void ExpectEqual(const Tensor& found, const Tensor& expected, const std::string& what) {
  ASSERT_EQ(found.shape(), expected.shape()) << what;
  int64_t wrong = 0;
  for (int64_t i = 0; i < found.size(); ++i) wrong += found[i] != expected[i] ? 1 : 0;
  EXPECT_EQ(wrong, 0) << what << ": of " << found.size();
}

void ExpectSameIntegers(const graph::Graph& graph, const ProfileSpec& spec,
                        const crop::CropSpec& crop, const std::string& what) {
  const Tensor input = RandomInput(graph, 1, 3);
  const quant::Profile profile = RandomProfile(graph, input, spec);
  ExpectEqual(Fast(quant::QuantizedGraph(graph, profile), crop, input),
              Judge(graph, profile, crop, input), what);
}

TEST(Int8, AllCropsHaveTheIntegersOfTheJudge) {
  const graph::Graph graph = ResidualNetwork(64, 48);
  for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
    for (const crop::CropCode& code : crop::AllCrops()) {
      const crop::CropSpec crop{
          .code = code, .depth = mode == crop::CropMode::kAligned ? 8 : 7, .mode = mode};
      ExpectSameIntegers(graph, {.per_channel = true}, crop, code.ToString());
    }
  }
}

TEST(Int8, ADenseHeadHasTheIntegersOfTheJudge) {
  const graph::Graph graph = DenseHeadNetwork(32, 40);
  for (const crop::CropCode& code : crop::AllCrops()) {
    ExpectSameIntegers(graph, {}, {.code = code, .depth = 8}, code.ToString());
  }
}

TEST(Int8, EveryNumberOfBitsHasTheIntegersOfTheJudge) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  for (int bits = 1; bits <= 8; ++bits) {
    for (const bool is_signed : {false, true}) {
      const bool per_channel = bits % 2 == 0;
      // Too small a range: values saturate.
      ExpectSameIntegers(graph, {bits, 9 - bits, per_channel, is_signed, 1}, {},
                         fmt::format("{} bits, signed {}", bits, is_signed));
      ExpectSameIntegers(graph, {bits, bits, !per_channel, is_signed, 0}, {},
                         fmt::format("{} bits, signed {}, covered", bits, is_signed));
    }
  }
}

std::shared_ptr<const layers::ActivationLayer> Activation6() {
  return std::make_shared<layers::ActivationLayer>(layers::ActivationFunction::kClip, 0.0F, 6.0F);
}

void ExpectPairIsExact(const Pair& pair, const std::string& what) {
  const graph::Graph graph = PairNetwork(pair);
  for (const bool is_signed : {false, true}) {
    for (const int clipped : {0, 2}) {
      ExpectSameIntegers(graph, {8, 8, true, is_signed, clipped}, {}, what);
      ExpectSameIntegers(graph, {6, 5, false, is_signed, clipped}, {}, what + ", few bits");
    }
  }
}

TEST(Int8, EveryKernelHasTheIntegersOfTheJudge) {
  for (const int64_t groups : {1, 2, 16}) {
    for (const int64_t stride : {1, 2, 3}) {
      for (const int64_t dilation : {1, 2}) {
        for (const int64_t pad : {0, 1, 3}) {
          ExpectPairIsExact({.groups = groups,
                             .stride = stride,
                             .dilation = dilation,
                             .pad_begin = pad,
                             .pad_end = pad / 2,
                             .activation = Activation6()},
                            fmt::format("groups {}, stride {}, dilation {}, pad {}", groups, stride,
                                        dilation, pad));
        }
      }
    }
  }
}

TEST(Int8, AnyNumberOfChannelsHasTheIntegersOfTheJudge) {
  for (const int64_t channels : {1, 3, 5, 17, 40, 72}) {
    for (const int64_t groups : {int64_t{1}, channels}) {
      ExpectPairIsExact({.channels = channels, .groups = groups, .activation = Activation6()},
                        fmt::format("{} channels, {} groups", channels, groups));
    }
  }
}

TEST(Int8, WhatFollowsAConvolutionIsExact) {
  using layers::ActivationFunction;
  using layers::ActivationLayer;
  const std::shared_ptr<const ActivationLayer> activations[] = {
      nullptr, Activation6(), std::make_shared<ActivationLayer>(ActivationFunction::kRelu),
      std::make_shared<ActivationLayer>(ActivationFunction::kRelu, 0.3F)};
  for (const auto& activation : activations) {
    for (const bool adds : {false, true}) {
      for (const bool has_bias : {false, true}) {
        ExpectPairIsExact({.adds = adds, .activation = activation, .has_bias = has_bias},
                          fmt::format("adds {}, bias {}", adds, has_bias));
      }
    }
  }
}

// Of the clips before and after an addition a kernel can do one only.
TEST(Int8, ClipsOnBothSidesOfAnAdditionAreExact) {
  graph::Graph graph = PairNetwork({.adds = true, .activation = Activation6()});
  const auto narrow =
      std::make_shared<layers::ActivationLayer>(layers::ActivationFunction::kClip, -0.5F, 1.5F);
  const graph::ValueIndex clipped = graph.values.size();
  graph.values.push_back(graph.values[graph.nodes[0].output]);
  graph.nodes.insert(graph.nodes.begin() + 1, {"clip", narrow, {graph.nodes[0].output}, clipped});
  graph.nodes[2].inputs[0] = clipped;
  for (const int bits : {8, 5}) ExpectSameIntegers(graph, {bits, bits}, {}, "two clips");
}

TEST(Int8, OtherFunctionsDifferByNoMoreThanTheirOwnRounding) {
  using layers::ActivationFunction;
  for (const auto function : {ActivationFunction::kSigmoid, ActivationFunction::kTanh}) {
    const graph::Graph graph =
        PairNetwork({.activation = std::make_shared<layers::ActivationLayer>(function)});
    const Tensor input = RandomInput(graph, 1, 3);
    const quant::Profile profile = RandomProfile(graph, input, {});
    const Tensor found = Fast(quant::QuantizedGraph(graph, profile), {}, input);
    const Tensor judged = Judge(graph, profile, {}, input);
    // A step of the second layer's input, at its largest weight.
    const double step = profile.layers[1].activations.Step();
    for (int64_t i = 0; i < found.size(); ++i) ASSERT_NEAR(found[i], judged[i], 2 * step);
  }
}

TEST(Int8, ABatchHasTheIntegersOfItsImages) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  const Tensor images = RandomInput(graph, 3, 9);
  const int64_t size = images.size() / 3;
  const Tensor first(graph.InputShape(), images.values().first(static_cast<size_t>(size)));
  const quant::Profile profile = RandomProfile(graph, first, {});
  const graph::Graph quantized = quant::QuantizedGraph(graph, profile);
  Engine engine(quantized);
  const Tensor together = engine.Compile(crop::MakePlan(quantized, {}), 3)->Run(images);
  for (int64_t n = 0; n < 3; ++n) {
    const std::span<const float> image(images.data() + n * size, static_cast<size_t>(size));
    const Tensor alone = Judge(graph, profile, {}, Tensor(graph.InputShape(), image));
    const std::span<const float> row(together.data() + n * alone.size(),
                                     static_cast<size_t>(alone.size()));
    ExpectEqual(Tensor(alone.shape(), row), alone, fmt::format("image {}", n));
  }
}

TEST(Int8, SharedCropsHaveTheIntegersOfTheJudge) {
  const graph::Graph graph = ResidualNetwork(96, 96);
  const Tensor input = RandomInput(graph, 1, 3);
  const quant::Profile profile = RandomProfile(graph, input, {});
  const graph::Graph quantized = quant::QuantizedGraph(graph, profile);
  for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
    const crop::CropSpec spec{.code = {}, .depth = 16, .mode = mode};
    const auto shared =
        Engine(quantized).CompileSet(crop::PlanAllCrops(quantized, spec))->Run(input);
    for (int code = 0; code < crop::kCropCount; ++code) {
      crop::CropSpec one = spec;
      one.code = crop::CropCode::FromIndex(code);
      ExpectEqual(shared[static_cast<size_t>(code)], Judge(graph, profile, one, input),
                  one.code.ToString());
    }
  }
}

TEST(Int8, EdgesOfFewBitsHaveTheIntegersOfTheJudge) {
  const graph::Graph graph = ResidualNetwork(64, 64);
  const Tensor input = RandomInput(graph, 1, 3);
  for (const int bits : {8, 10}) {
    quant::Profile profile = RandomProfile(graph, input, {8, bits});
    for (quant::LayerFormat& format : profile.layers) {
      const int exponent = format.activations.exponent + bits;
      format.borders = {{4, exponent - 4}, {2, exponent - 2}};
    }
    const graph::Graph quantized = quant::QuantizedGraph(graph, profile);
    for (const crop::CropMode mode : {crop::CropMode::kAligned, crop::CropMode::kLiteral}) {
      crop::CropSpec spec{.code = {}, .depth = 8, .mode = mode};
      spec.bands = {{16, 2}, {24, kOwnBits}};
      const auto plans = crop::PlanAllCrops(quantized, spec);
      const auto together = Engine(quantized).CompileSet(plans)->Run(input);
      const Tensor without = Fast(quantized, {}, input);
      for (int code = 1; code < crop::kCropCount; ++code) {
        spec.code = crop::CropCode::FromIndex(code);
        const Tensor judged = Judge(graph, profile, spec, input);
        const std::string what = fmt::format("{} bits, {}", bits, spec.code.ToString());
        ExpectEqual(Fast(quantized, spec, input), judged, what);
        ExpectEqual(together[static_cast<size_t>(code)], judged, what + ", together");
        EXPECT_NE(judged[0], without[0]);
      }
    }
  }
}

TEST(Int8, ACodebookOfFewBitsHasTheIntegersOfTheJudge) {
  const graph::Graph graph = PairNetwork({.activation = Activation6()});
  const Tensor input = RandomInput(graph, 1, 3);
  quant::Profile profile = RandomProfile(graph, input, {});
  profile.layers[1].activation_codes = {{0, 0.3F, 0.9F, 2.5F}, {0, 7, 40, 255}};
  ExpectEqual(Fast(quant::QuantizedGraph(graph, profile), {}, input),
              Judge(graph, profile, {}, input), "codebook");
}

// In float too, as long as sums stay below 2^24 units.
TEST(Int8, WithoutInt8InstructionsTheIntegersAreTheSame) {
  const graph::Graph graph = ResidualNetwork(48, 48);
  const Tensor input = RandomInput(graph, 1, 3);
  for (const auto& [weight_bits, activation_bits] : {std::pair{8, 8}, {10, 8}, {5, 11}, {16, 3}}) {
    const quant::Profile profile =
        RandomProfile(graph, input, {weight_bits, activation_bits, true});
    const graph::Graph quantized = quant::QuantizedGraph(graph, profile);
    Engine engine(quantized, Backend::kOneDnnFloat);
    ExpectEqual(engine.Compile(crop::MakePlan(quantized, {}))->Run(input),
                Judge(graph, profile, {}, input),
                fmt::format("{} and {} bits", weight_bits, activation_bits));
  }
}

TEST(Int8, MoreBitsThanFloatsHoldGiveTheIntegersButForTheRoundingOfSums) {
  const graph::Graph graph = ResidualNetwork(48, 48);
  const Tensor input = RandomInput(graph, 1, 3);
  const quant::Profile profile = RandomProfile(graph, input, {16, 16, true});
  const Tensor found = Fast(quant::QuantizedGraph(graph, profile), {}, input);
  const Tensor judged = Judge(graph, profile, {}, input);
  for (int64_t i = 0; i < found.size(); ++i) ASSERT_NEAR(found[i], judged[i], 1e-4);
}

TEST(Int8, AnInputThatIsNotFiniteIsRefused) {
  const graph::Graph graph = ResidualNetwork(32, 32);
  Tensor input = RandomInput(graph, 1, 3);
  const quant::Profile profile = RandomProfile(graph, input, {});
  if (!onednn::HasExactInt8()) GTEST_SKIP() << "no int8 here";
  for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    input[77] = bad;
    try {
      Fast(quant::QuantizedGraph(graph, profile), {}, input);
      FAIL() << bad;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("node0/fixed_point"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace aqua::exec
