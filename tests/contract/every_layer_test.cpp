// What every layer of the catalog must keep to, whoever adds it. A new layer needs one line in
// Samples(); EveryOperatorOfTheCatalogHasASample fails until it is there.
#include <gtest/gtest.h>

#include <algorithm>

#include "aqua/layers/channel_shuffle/channel_shuffle.h"
#include "aqua/layers/fake_quantize/fake_quantize.h"
#include "aqua/layers/testing/run_layer.h"
#include "aqua/layers/testing/test_node.h"

namespace aqua::layers {
namespace {

struct Sample {
  std::string name;     // The operator, and what is special about this one.
  std::string op_type;  // Empty for a layer that no ONNX operator becomes.
  LayerPtr layer;       // Null where the operator passes its input on.
  std::vector<Shape> inputs;
};

// kCut may be taken off each edge: it is a multiple of every stride below.
constexpr int64_t kCut = 6;
const Shape kMap{1, 4, 18, 24};
const Shape kVector{1, 12};
constexpr int32_t kInt8 = 3;  // TensorProto.DataType

TestNode OnMap(const std::string& op_type, int64_t opset = 17) {
  return TestNode(op_type, opset).Activation(kMap);
}

TestNode Convolution(const Shape& weights) {
  return OnMap("Conv").Constant(RandomTensor(weights, 1)).Constant(RandomTensor({weights[0]}, 2));
}

TestNode Pool(const std::string& op_type) {
  return OnMap(op_type, 19).Ints("kernel_shape", {3, 3}).Ints("pads", {1, 1, 1, 1});
}

Tensor PositiveTensor(const Shape& shape, uint64_t seed) {
  Tensor tensor = RandomTensor(shape, seed);
  for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] += 2;
  return tensor;
}

Sample Of(const std::string& variant, const TestNode& node) {
  const ImportContext context = node.Context();
  const ImportedLayer imported = ImportLayer(context);
  Sample sample{context.node().op_type + variant, context.node().op_type, imported.layer, {}};
  for (const size_t input : imported.activations) {
    sample.inputs.push_back(context.ActivationShape(input));
  }
  return sample;
}

std::vector<Sample> Samples() {
  const std::string same_upper = "SAME_UPPER";
  return {
      Of("", OnMap("Add").Activation(kMap)),
      Of("Constant", OnMap("Add").Constant(RandomTensor({4, 1, 1}, 1))),
      Of("Gate", OnMap("Mul").Activation({1, 4, 1, 1})),
      Of("", Pool("AveragePool").Ints("strides", {2, 3})),
      Of("CountingPadding", Pool("AveragePool")
                                .Ints("strides", {2, 2})
                                .With("ceil_mode", int64_t{1})
                                .With("count_include_pad", int64_t{1})),
      Of("", OnMap("BatchNormalization")
                 .Constant(RandomTensor({4}, 1))
                 .Constant(RandomTensor({4}, 2))
                 .Constant(RandomTensor({4}, 3))
                 .Constant(PositiveTensor({4}, 4))),
      Of("", OnMap("Cast").With("to", int64_t{1})),
      Of("", OnMap("Clip").Constant({}, {-0.5F}).Constant({}, {0.5F})),
      Of("", OnMap("Concat").Activation({1, 3, 18, 24}).With("axis", int64_t{1})),
      Of("Columns", OnMap("Concat").Activation(kMap).With("axis", int64_t{3})),
      Of("", Convolution({6, 4, 3, 3}).Ints("strides", {2, 3}).Ints("pads", {1, 0, 1, 2})),
      Of("Same", Convolution({4, 1, 5, 5})
                     .Ints("strides", {2, 2})
                     .With("group", int64_t{4})
                     .With("auto_pad", same_upper)),
      Of("Dilated", Convolution({6, 2, 3, 3})
                        .Ints("dilations", {2, 1})
                        .Ints("pads", {2, 1, 2, 1})
                        .With("group", int64_t{2})),
      Of("", OnMap("DequantizeLinear").Constant({}, {0.1F}).Typed({}, {3}, kInt8)),
      Of("", OnMap("Div").Constant(PositiveTensor({4, 1, 1}, 1))),
      Of("", OnMap("Dropout")),
      Of("", OnMap("Elu")),
      Of("", OnMap("Flatten")),
      Of("", TestNode("Gemm").Activation(kVector).Constant(RandomTensor({12, 5}, 1))),
      Of("", OnMap("GlobalAveragePool")),
      Of("", OnMap("GlobalMaxPool")),
      Of("", OnMap("HardSigmoid")),
      Of("", OnMap("HardSwish")),
      Of("", OnMap("Identity")),
      Of("", OnMap("LRN").With("size", int64_t{3}).With("alpha", 1.0F)),
      Of("", OnMap("LeakyRelu")),
      Of("", TestNode("MatMul").Activation({1, 3, 4}).Activation({1, 4, 5})),
      Of("Weights", TestNode("MatMul").Activation({1, 3, 4}).Constant(RandomTensor({4, 5}, 1))),
      Of("", Pool("MaxPool").Ints("strides", {2, 3}).Ints("dilations", {1, 2})),
      Of("Ceil", Pool("MaxPool").Ints("strides", {3, 3}).With("ceil_mode", int64_t{1})),
      Of("", OnMap("Mul").Activation(kMap)),
      Of("", OnMap("PRelu").Constant(RandomTensor({4, 1, 1}, 1))),
      Of("", OnMap("Pad").Integers({0, 0, 1, 2, 0, 0, 3, 0})),
      Of("Reflect",
         OnMap("Pad").Integers({0, 0, 1, 2, 0, 0, 3, 0}).With("mode", std::string("reflect"))),
      Of("", OnMap("QuantizeLinear").Constant({}, {0.01F}).Typed({}, {3}, kInt8)),
      Of("ByChannel", OnMap("QuantizeLinear").Constant(PositiveTensor({4}, 1))),
      Of("", OnMap("ReduceMean").Ints("axes", {1})),
      Of("", OnMap("Relu")),
      Of("", OnMap("Reshape").Integers({0, 2, -1})),
      Of("", OnMap("Sigmoid")),
      Of("", OnMap("Slice").Integers({1}).Integers({3}).Integers({1})),
      Of("Rows", OnMap("Slice").Integers({1}).Integers({9}).Integers({2})),
      Of("", OnMap("Softmax").With("axis", int64_t{1})),
      Of("Flat", OnMap("Softmax", 12)),
      Of("", TestNode("Squeeze").Activation({1, 12, 1, 1}).Integers({2, 3})),
      Of("", OnMap("Sub").Activation({1, 1, 18, 24})),
      Of("", OnMap("Sum").Activation(kMap)),
      Of("", OnMap("Tanh")),
      Of("", OnMap("Transpose").Ints("perm", {0, 2, 3, 1})),
      Of("", TestNode("Unsqueeze").Activation(kVector).Integers({2, 3})),
      {"FakeQuantize",
       "",
       std::make_shared<FakeQuantize>(Quantization({0.01F}, {3}, 0, FindIntegerType(kInt8))),
       {kMap}},
      {"ChannelShuffle", "", std::make_shared<ChannelShuffle>(2), {kMap}},
  };
}

std::vector<Sample> SamplesThatRun(bool local_only) {
  std::vector<Sample> samples = Samples();
  std::erase_if(samples, [&](const Sample& sample) {
    return !sample.layer || (local_only && sample.layer->locality() != Locality::kLocal);
  });
  return samples;
}

std::vector<Tensor> InputsFor(const Sample& sample, uint64_t seed) {
  std::vector<Tensor> inputs;
  for (const Shape& shape : sample.inputs) inputs.push_back(RandomTensor(shape, seed++));
  return inputs;
}

std::vector<Activation> WholeInputs(const std::vector<Tensor>& inputs) {
  std::vector<Activation> whole;
  for (const Tensor& input : inputs) whole.push_back(Activation::Whole(input));
  return whole;
}

// What a crop of the network's image leaves of the inputs; a map of one cell is global, so whole.
std::vector<Activation> CroppedInputs(const std::vector<Tensor>& inputs, int crop) {
  std::vector<Activation> cropped;
  for (const Tensor& input : inputs) {
    Window kept = Window::Full(input.shape());
    if (kept.area() > 1) {
      kept.rows = {(crop & 1) * kCut, kept.rows.end - (crop >> 1 & 1) * kCut};
      kept.columns = {(crop >> 2 & 1) * kCut, kept.columns.end - (crop >> 3 & 1) * kCut};
    }
    cropped.push_back(Cut(input, kept));
  }
  return cropped;
}

Window KeptWindow(const Layer& layer, const std::vector<Activation>& inputs) {
  std::vector<Place> places;
  for (const Activation& input : inputs) places.push_back(input.place);
  return layer.KeptWindow(places);
}

// Other values in all cells of a map outside `window`.
Tensor ChangedOutside(const Tensor& input, const Window& window) {
  if (!input.shape().IsMap()) return input;
  Tensor changed = RandomTensor(input.shape(), 99);
  for (int64_t i = 0; i < input.size(); ++i) {
    const int64_t row = i / input.shape().width() % input.shape().height();
    const int64_t column = i % input.shape().width();
    if (window.Contains({{row, row + 1}, {column, column + 1}})) changed[i] = input[i];
  }
  return changed;
}

// `first` and `second` as one batch.
Tensor Stacked(const Tensor& first, const Tensor& second) {
  Shape shape = first.shape();
  shape[0] *= 2;
  std::vector<float> values = ValuesOf(first);
  values.insert(values.end(), second.values().begin(), second.values().end());
  return {shape, values};
}

std::string NameOf(const testing::TestParamInfo<Sample>& info) { return info.param.name; }

class EveryLayer : public testing::TestWithParam<Sample> {
 protected:
  const Layer& layer() const { return *GetParam().layer; }
};

INSTANTIATE_TEST_SUITE_P(Catalog, EveryLayer, testing::ValuesIn(SamplesThatRun(false)), NameOf);

TEST(LayerCatalog, EveryOperatorOfTheCatalogHasASample) {
  const std::vector<Sample> samples = Samples();
  for (const CatalogEntry& entry : LayerCatalog()) {
    EXPECT_TRUE(std::any_of(samples.begin(), samples.end(),
                            [&](const Sample& sample) { return sample.op_type == entry.op_type; }))
        << entry.op_type << " needs a line in Samples()";
  }
}

TEST_P(EveryLayer, RunsTheSameTwiceAndFillsItsShape) {
  const std::vector<Tensor> inputs = InputsFor(GetParam(), 1);
  const Tensor first = RunWhole(layer(), inputs);
  EXPECT_EQ(first.shape(), layer().OutputShape(GetParam().inputs));
  EXPECT_EQ(ValuesOf(first), ValuesOf(RunWhole(layer(), inputs)));
  EXPECT_TRUE(layer().HasData());
  EXPECT_FALSE(layer().Kind().empty());
}

TEST_P(EveryLayer, GivesEachImageOfABatchItsOwnResult) {
  const std::vector<Tensor> first = InputsFor(GetParam(), 1);
  const std::vector<Tensor> second = InputsFor(GetParam(), 50);
  std::vector<Tensor> both;
  for (size_t i = 0; i < first.size(); ++i) both.push_back(Stacked(first[i], second[i]));
  const Tensor expected = Stacked(RunWhole(layer(), first), RunWhole(layer(), second));
  const Tensor found = RunWhole(layer(), both);
  EXPECT_EQ(found.shape(), expected.shape());
  EXPECT_EQ(ValuesOf(found), ValuesOf(expected));
}

TEST_P(EveryLayer, WritesNoCellOfItsInputs) {
  const std::vector<Tensor> inputs = InputsFor(GetParam(), 1);
  RunWhole(layer(), inputs);
  const std::vector<Tensor> again = InputsFor(GetParam(), 1);
  for (size_t i = 0; i < inputs.size(); ++i) EXPECT_EQ(ValuesOf(inputs[i]), ValuesOf(again[i]));
}

class LocalLayer : public EveryLayer {};

INSTANTIATE_TEST_SUITE_P(Catalog, LocalLayer, testing::ValuesIn(SamplesThatRun(true)), NameOf);

TEST_P(LocalLayer, CroppedIsTheSameAsRunningOnTheSmallerCanvas) {
  const std::vector<Tensor> inputs = InputsFor(GetParam(), 1);
  for (int crop = 0; crop < 16; ++crop) {
    const std::vector<Activation> cropped = CroppedInputs(inputs, crop);
    std::vector<Tensor> canvas;
    for (const Activation& input : cropped) canvas.push_back(input.data);
    const Tensor expected = RunWhole(layer(), canvas);
    const Tensor found = RunWindow(layer(), cropped, KeptWindow(layer(), cropped));
    EXPECT_EQ(found.shape(), expected.shape()) << "crop " << crop;
    EXPECT_EQ(ValuesOf(found), ValuesOf(expected)) << "crop " << crop;
  }
}

TEST_P(LocalLayer, AWindowOfTheOutputIsThatPartOfTheWhole) {
  const std::vector<Tensor> inputs = InputsFor(GetParam(), 1);
  const Tensor whole = RunWhole(layer(), inputs);
  for (const Window& window : {Window{{0, 1}, {0, 1}}, Window{{1, 4}, {2, 7}}}) {
    const Tensor found = RunWindow(layer(), WholeInputs(inputs), window);
    EXPECT_EQ(ValuesOf(found), ValuesOf(Cut(whole, window).data)) << window.ToString();
  }
}

TEST_P(LocalLayer, ReadsNothingOutsideItsInputWindow) {
  const std::vector<Tensor> inputs = InputsFor(GetParam(), 1);
  const Window full = Window::Full(layer().OutputShape(GetParam().inputs));
  for (const Window& output : {full, Window{{0, 2}, {1, 3}}, Window{{2, 5}, {3, 6}}}) {
    std::vector<Tensor> changed;
    for (size_t i = 0; i < inputs.size(); ++i) {
      const Window read = layer().InputWindow(output, GetParam().inputs, i);
      changed.push_back(ChangedOutside(inputs[i], read));
    }
    EXPECT_EQ(ValuesOf(RunWindow(layer(), WholeInputs(inputs), output)),
              ValuesOf(RunWindow(layer(), WholeInputs(changed), output)))
        << output.ToString();
  }
}

TEST_P(LocalLayer, WorkOfDisjointWindowsAddsUp) {
  const std::vector<Shape>& inputs = GetParam().inputs;
  const Window full = Window::Full(layer().OutputShape(inputs));
  const int64_t row = full.height() / 3;
  const int64_t column = full.width() / 2;
  const Window parts[] = {{{0, row}, full.columns},
                          {{row, full.height()}, {0, column}},
                          {{row, full.height()}, {column, full.width()}}};
  int64_t macs = 0;
  for (const Window& part : parts) {
    const Workload work = layer().Work(inputs, part);
    EXPECT_EQ(work.weights(), layer().Work(inputs, full).weights());
    macs += work.macs();
  }
  EXPECT_EQ(macs, layer().Work(inputs, full).macs());
}

}  // namespace
}  // namespace aqua::layers
