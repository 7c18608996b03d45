#include "aqua/onnx/testing/model_file.h"

#include "aqua/core/error.h"

namespace aqua::onnx::testing {

namespace fs = std::filesystem;

fs::path TestFolder::Write(const ::onnx::ModelProto& model) const {
  return Write("net.onnx", model.SerializeAsString());
}

::onnx::TensorProto RawTensor(const std::string& name, int32_t type,
                              const std::vector<int64_t>& dims, const std::string& bytes) {
  ::onnx::TensorProto tensor;
  tensor.set_name(name);
  tensor.set_data_type(type);
  for (const int64_t dim : dims) tensor.add_dims(dim);
  tensor.set_raw_data(bytes);
  return tensor;
}

::onnx::ValueInfoProto FloatValue(const std::string& name, const std::vector<int64_t>& dims) {
  ::onnx::ValueInfoProto value;
  value.set_name(name);
  auto* type = value.mutable_type()->mutable_tensor_type();
  type->set_elem_type(::onnx::TensorProto::FLOAT);
  for (const int64_t dim : dims) type->mutable_shape()->add_dim()->set_dim_value(dim);
  return value;
}

::onnx::ModelProto SmallModel() {
  ::onnx::ModelProto model;
  model.set_ir_version(8);
  model.add_opset_import()->set_version(17);
  ::onnx::GraphProto& graph = *model.mutable_graph();
  *graph.add_input() = FloatValue("x", {2, 3, 4, 5});
  *graph.add_output() = FloatValue("y", {2, 3, 4, 5});
  ::onnx::NodeProto& node = *graph.add_node();
  node.set_op_type("Relu");
  node.set_name("relu");
  node.add_input(graph.input(0).name());
  node.add_output(graph.output(0).name());
  return model;
}

OnnxModel Reread(const ::onnx::ModelProto& model) {
  const TestFolder folder;
  return ReadOnnxModel(folder.Write(model));
}

std::string Complaint(const fs::path& path) {
  try {
    ReadOnnxModel(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string Complaint(const ::onnx::ModelProto& model) {
  const TestFolder folder;
  return Complaint(folder.Write(model));
}

}  // namespace aqua::onnx::testing
