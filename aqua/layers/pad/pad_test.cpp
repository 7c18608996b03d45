#include "aqua/layers/pad/pad.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

Tensor RunPad(PadMode mode, PadWidth width, float value, std::vector<float> row) {
  const auto size = static_cast<int64_t>(row.size());
  const Pad layer(mode, {{}, width}, value);
  return RunWhole(layer, {Tensor({1, size}, row)});
}

TEST(Pad, FillsInEachMode) {
  EXPECT_EQ(ValuesOf(RunPad(PadMode::kConstant, {1, 2}, 7, {1, 2, 3})),
            (std::vector<float>{7, 1, 2, 3, 7, 7}));
  EXPECT_EQ(ValuesOf(RunPad(PadMode::kReflect, {2, 1}, 7, {1, 2, 3})),
            (std::vector<float>{3, 2, 1, 2, 3, 2}));
  EXPECT_EQ(ValuesOf(RunPad(PadMode::kEdge, {2, 1}, 7, {1, 2, 3})),
            (std::vector<float>{1, 1, 1, 2, 3, 3}));
  EXPECT_EQ(ValuesOf(RunPad(PadMode::kConstant, {-1, 1}, 7, {1, 2, 3})),
            (std::vector<float>{2, 3, 7}));
}

TEST(Pad, OfZerosAroundMapsIsLocal) {
  const auto locality = [](PadMode mode, float value, std::vector<PadWidth> widths) {
    return Pad(mode, std::move(widths), value).locality();
  };
  EXPECT_EQ(locality(PadMode::kConstant, 0, {{}, {}, {0, 1}, {0, 1}}), Locality::kLocal);
  EXPECT_EQ(locality(PadMode::kConstant, 1, {{}, {}, {0, 1}, {0, 1}}), Locality::kPositional);
  EXPECT_EQ(locality(PadMode::kEdge, 0, {{}, {}, {0, 1}, {0, 1}}), Locality::kPositional);
  EXPECT_EQ(locality(PadMode::kConstant, 0, {{}, {1, 0}, {0, 1}, {0, 1}}), Locality::kPositional);
  EXPECT_EQ(locality(PadMode::kConstant, 0, {{}, {}, {-1, 1}, {0, 1}}), Locality::kPositional);
}

TEST(Pad, PutsItsZerosAroundTheKeptWindow) {
  const Pad layer(PadMode::kConstant, {{}, {}, {1, 0}, {1, 2}}, 0);
  const Activation input = Cut(CountingTensor({1, 1, 2, 4}), {{1, 2}, {1, 3}});
  const Window kept = layer.KeptWindow(std::vector<Place>{input.place});
  EXPECT_EQ(kept, (Window{{1, 3}, {1, 6}}));
  EXPECT_EQ(ValuesOf(RunWindow(layer, {input}, kept)),
            (std::vector<float>{0, 0, 0, 0, 0, 0, 5, 6, 0, 0}));
}

TEST(Pad, RefusesWidthsThatDoNotFit) {
  EXPECT_THROW(Pad(PadMode::kConstant, {{1, 0}, {}}, 0), Error);
  EXPECT_THROW(RunPad(PadMode::kReflect, {3, 0}, 0, {1, 2, 3}), Error);
  EXPECT_THROW(RunPad(PadMode::kConstant, {-2, -1}, 0, {1, 2, 3}), Error);
  EXPECT_THROW(Pad(PadMode::kConstant, {{}, {}}, 0).OutputShape(std::vector<Shape>{{1, 2, 3}}),
               Error);
}

TEST(ImportPad, TakesItsWidthsAsAttributeOrInput) {
  const auto old = TestNode("Pad", 10)
                       .Activation({1, 3, 4, 4})
                       .Ints("pads", {0, 0, 1, 2, 0, 0, 3, 4})
                       .With("value", 5.0F)
                       .ImportAs<Pad>();
  EXPECT_EQ(old->widths()[2].begin, 1);
  EXPECT_EQ(old->widths()[2].end, 3);
  EXPECT_EQ(old->widths()[3].begin, 2);
  EXPECT_EQ(old->widths()[3].end, 4);
  EXPECT_EQ(old->value(), 5);
  const auto recent = TestNode("Pad", 18)
                          .Activation({1, 3, 4, 4})
                          .Integers({1, 2, 3, 4})
                          .LeftOut()
                          .Integers({-1, 2})
                          .With("mode", std::string("edge"))
                          .ImportAs<Pad>();
  EXPECT_EQ(recent->mode(), PadMode::kEdge);
  EXPECT_EQ(recent->widths()[3].begin, 1);
  EXPECT_EQ(recent->widths()[3].end, 3);
  EXPECT_EQ(recent->widths()[2].begin, 2);
  EXPECT_EQ(recent->widths()[2].end, 4);
}

TEST(ImportPad, RefusesOtherModesLengthsAndSizes) {
  const auto node = [] { return TestNode("Pad", 13).Activation({1, 3}); };
  EXPECT_NE(node().Integers({0, 0, 0, 0}).With("mode", std::string("wrap")).Complaint(), "");
  EXPECT_NE(node().Integers({0, 0}).Complaint(), "");
  EXPECT_NE(node().Integers({0, int64_t{1} << 62, 0, 0}).Complaint(), "");
  EXPECT_NE(node().Integers({1, 0, 0, 0}).Complaint(), "");
  EXPECT_NE(node().Complaint(), "");
}

}  // namespace
}  // namespace aqua::layers
