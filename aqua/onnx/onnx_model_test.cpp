#include "aqua/onnx/onnx_model.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/onnx/testing/model_file.h"

namespace aqua::onnx {
namespace {

using ::onnx::ModelProto;
using ::onnx::TensorProto;
using testing::BytesOf;
using testing::Complaint;
using testing::RawTensor;
using testing::Reread;
using testing::SmallModel;
using testing::TestFolder;

using Dims = std::vector<std::optional<int64_t>>;

bool Complains(const ModelProto& model, const std::string& of) {
  const std::string text = Complaint(model);
  return text.find("net.onnx: ") != std::string::npos && text.find(of) != std::string::npos;
}

TensorProto OneFloat(const std::string& name) {
  return RawTensor(name, TensorProto::FLOAT, {1}, BytesOf<float>({1}));
}

TEST(ReadOnnxModel, SaysWhatTheFileSays) {
  const OnnxModel model = Reread(SmallModel());
  EXPECT_EQ(model.opset, 17);
  ASSERT_EQ(model.nodes.size(), 1U);
  EXPECT_EQ(model.nodes[0].op_type, "Relu");
  ASSERT_EQ(model.inputs.size(), 1U);
  EXPECT_EQ(model.inputs[0].name, "x");
  EXPECT_EQ(model.inputs[0].dims, (Dims{2, 3, 4, 5}));
  EXPECT_TRUE(model.inputs[0].is_float);
  ASSERT_EQ(model.outputs.size(), 1U);
  EXPECT_EQ(model.outputs[0].name, "y");
  EXPECT_EQ(model.declared_batch, 2);
}

TEST(ReadOnnxModel, KeepsOpenDimensionsOpen) {
  ModelProto proto = SmallModel();
  auto* shape = proto.mutable_graph()
                    ->mutable_input(0)
                    ->mutable_type()
                    ->mutable_tensor_type()
                    ->mutable_shape();
  shape->mutable_dim(0)->set_dim_param("batch");
  shape->mutable_dim(2)->clear_value();
  shape->mutable_dim(3)->set_dim_value(-1);
  const OnnxModel model = Reread(proto);
  EXPECT_EQ(model.inputs[0].dims, (Dims{std::nullopt, 3, std::nullopt, std::nullopt}));
  EXPECT_EQ(model.declared_batch, 1);
}

TEST(ReadOnnxModel, TellsFloatsFromIntegers) {
  const auto is_float = [](int32_t type) {
    ModelProto proto = SmallModel();
    auto* input = proto.mutable_graph()->mutable_input(0);
    input->mutable_type()->mutable_tensor_type()->set_elem_type(type);
    return Reread(proto).inputs[0].is_float;
  };
  EXPECT_TRUE(is_float(TensorProto::FLOAT16));
  EXPECT_FALSE(is_float(TensorProto::UINT8));
}

TEST(ReadOnnxModel, LeavesOutInputsThatHaveInitializers) {
  ModelProto proto = SmallModel();
  proto.set_ir_version(3);
  *proto.mutable_graph()->add_input() = testing::FloatValue("w", {1});
  *proto.mutable_graph()->add_initializer() = OneFloat("w");
  const OnnxModel model = Reread(proto);
  EXPECT_EQ(model.inputs.size(), 1U);
  EXPECT_EQ(model.initializers.at("w").floats(), (std::vector<float>{1}));
}

TEST(ReadOnnxModel, ReadsOpset7To22) {
  const auto complaint = [](int64_t opset) {
    ModelProto proto = SmallModel();
    proto.mutable_opset_import(0)->set_version(opset);
    return Complaint(proto);
  };
  EXPECT_EQ(complaint(7), "");
  EXPECT_EQ(complaint(22), "");
  EXPECT_NE(complaint(6).find("opset 6; AQuA reads 7 to 22"), std::string::npos);
  EXPECT_NE(complaint(23).find("opset 23; AQuA reads 7 to 22; re-export with opset_version=22"),
            std::string::npos);
  ModelProto none = SmallModel();
  none.clear_opset_import();
  EXPECT_TRUE(Complains(none, "opset 1;"));
}

TEST(ReadOnnxModel, TakesTheOpsetOfTheStandardDomain) {
  ModelProto proto = SmallModel();
  proto.mutable_opset_import(0)->set_domain("ai.onnx");
  auto* other = proto.add_opset_import();
  other->set_domain("ai.onnx.ml");
  other->set_version(3);
  EXPECT_EQ(Reread(proto).opset, 17);
}

TEST(ReadOnnxModel, RefusesNamesThatAreTaken) {
  ModelProto initializers = SmallModel();
  for (int i = 0; i < 2; ++i) *initializers.mutable_graph()->add_initializer() = OneFloat("w");
  EXPECT_TRUE(Complains(initializers, "two initializers are named \"w\""));
  ModelProto inputs = SmallModel();
  *inputs.mutable_graph()->add_input() = testing::FloatValue("x", {1});
  EXPECT_TRUE(Complains(inputs, "two inputs are named \"x\""));
  ModelProto nodes = SmallModel();
  *nodes.mutable_graph()->add_node() = nodes.graph().node(0);
  EXPECT_TRUE(Complains(nodes, "node relu (Relu) writes \"y\""));
  ModelProto overwritten = SmallModel();
  *overwritten.mutable_graph()->add_initializer() = OneFloat("y");
  EXPECT_TRUE(Complains(overwritten, "node relu (Relu) writes \"y\""));
}

TEST(ReadOnnxModel, RefusesWhatItCannotRun) {
  ModelProto function = SmallModel();
  function.add_functions()->set_name("Gelu");
  EXPECT_TRUE(Complains(function, "functions of its own, such as Gelu"));
  ModelProto sparse = SmallModel();
  sparse.mutable_graph()->add_sparse_initializer();
  EXPECT_TRUE(Complains(sparse, "sparse initializers"));
  ModelProto sequence = SmallModel();
  sequence.mutable_graph()->mutable_input(0)->mutable_type()->mutable_sequence_type();
  EXPECT_TRUE(Complains(sequence, "\"x\" is a sequence"));
  ModelProto no_input = SmallModel();
  no_input.mutable_graph()->clear_input();
  EXPECT_TRUE(Complains(no_input, "no input"));
  ModelProto no_output = SmallModel();
  no_output.mutable_graph()->clear_output();
  EXPECT_TRUE(Complains(no_output, "no output"));
  ModelProto batch = SmallModel();
  batch.mutable_graph()->clear_input();
  *batch.mutable_graph()->add_input() = testing::FloatValue("x", {int64_t{1} << 40, 3, 4, 5});
  EXPECT_TRUE(Complains(batch, "a batch of 1099511627776"));
}

TEST(ReadOnnxModel, HashesTheContentOfTheFile) {
  const std::string hash = Reread(SmallModel()).hash;
  EXPECT_EQ(hash.size(), 32U);
  EXPECT_EQ(hash.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(Reread(SmallModel()).hash, hash);
  ModelProto other = SmallModel();
  other.set_producer_name("someone");
  EXPECT_NE(Reread(other).hash, hash);
}

TEST(ReadOnnxModel, HashesExternalData) {
  ModelProto proto = SmallModel();
  TensorProto& tensor = *proto.mutable_graph()->add_initializer();
  tensor = OneFloat("w");
  tensor.clear_raw_data();
  tensor.set_data_location(TensorProto::EXTERNAL);
  auto* location = tensor.add_external_data();
  location->set_key("location");
  location->set_value("w.bin");
  const auto read_with = [&](const std::vector<float>& data) {
    const TestFolder folder;
    folder.Write("w.bin", BytesOf(data));
    return ReadOnnxModel(folder.Write(proto));
  };
  EXPECT_EQ(read_with({4}).initializers.at("w").floats(), (std::vector<float>{4}));
  EXPECT_EQ(read_with({4}).hash, read_with({4}).hash);
  EXPECT_NE(read_with({4}).hash, read_with({5}).hash);
  EXPECT_NE(read_with({4}).hash, read_with({4, 5}).hash);
}

}  // namespace
}  // namespace aqua::onnx
