#include "aqua/adaptive/testing/tiny_network.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

namespace aqua::adaptive::testing {
namespace {

// Protocol Buffers' wire format, of which ONNX needs two kinds of fields.
class Message {
 public:
  Message& Number(int field, int64_t value) {
    Varint(static_cast<uint64_t>(field) << 3U);
    Varint(static_cast<uint64_t>(value));
    return *this;
  }

  Message& Bytes(int field, const std::string& bytes) {
    Varint(static_cast<uint64_t>(field) << 3U | 2U);
    Varint(bytes.size());
    bytes_ += bytes;
    return *this;
  }

  const std::string& bytes() const { return bytes_; }

 private:
  void Varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7U) bytes_ += static_cast<char>(value | 0x80U);
    bytes_ += static_cast<char>(value);
  }

  std::string bytes_;
};

constexpr int64_t kFloat = 1;  // TensorProto.DataType.

std::string OpenDim(const char* name) { return Message().Bytes(2, name).bytes(); }
std::string Dim(int64_t size) { return Message().Number(1, size).bytes(); }

std::string Value(const std::string& name, const std::vector<std::string>& dims) {
  Message shape;
  for (const std::string& dim : dims) shape.Bytes(1, dim);
  const Message tensor = Message().Number(1, kFloat).Bytes(2, shape.bytes());
  return Message().Bytes(1, name).Bytes(2, Message().Bytes(1, tensor.bytes()).bytes()).bytes();
}

std::string Node(const std::string& type, const std::vector<std::string>& inputs,
                 const std::string& output, const std::vector<std::string>& attributes = {}) {
  Message node;
  for (const std::string& input : inputs) node.Bytes(1, input);
  node.Bytes(2, output).Bytes(3, output).Bytes(4, type);
  for (const std::string& attribute : attributes) node.Bytes(5, attribute);
  return node.bytes();
}

std::string Integers(const std::string& name, const std::vector<int64_t>& values) {
  Message attribute;
  attribute.Bytes(1, name);
  for (const int64_t value : values) attribute.Number(8, value);
  return attribute.Number(20, 7).bytes();
}

std::string Weights(const std::string& name, const std::vector<int64_t>& dims,
                    std::mt19937& random) {
  Message tensor;
  int64_t count = 1;
  for (const int64_t dim : dims) {
    tensor.Number(1, dim);
    count *= dim;
  }
  std::string bytes;
  for (int64_t i = 0; i < count; ++i) {
    const float value = static_cast<float>(random() % 2001) / 1000.0F - 1;
    char four[sizeof(value)];
    std::memcpy(four, &value, sizeof(value));
    bytes.append(four, sizeof(value));
  }
  return tensor.Number(2, kFloat).Bytes(8, name).Bytes(9, bytes).bytes();
}

}  // namespace

std::string TinyNetworkBytes(unsigned seed) {
  std::mt19937 random(seed);
  const std::vector<std::string> sliding = {Integers("strides", {2, 2}),
                                            Integers("pads", {1, 1, 1, 1})};
  Message graph;
  graph.Bytes(1, Node("Conv", {"x", "w1"}, "c1", sliding));
  graph.Bytes(1, Node("Relu", {"c1"}, "r1"));
  graph.Bytes(1, Node("Conv", {"r1", "w2"}, "c2", sliding));
  graph.Bytes(1, Node("Relu", {"c2"}, "r2"));
  graph.Bytes(1, Node("GlobalAveragePool", {"r2"}, "g"));
  graph.Bytes(1, Node("Flatten", {"g"}, "f"));
  graph.Bytes(1, Node("Gemm", {"f", "w3"}, "y"));
  graph.Bytes(2, "tiny");
  graph.Bytes(5, Weights("w1", {8, 3, 3, 3}, random));
  graph.Bytes(5, Weights("w2", {8, 8, 3, 3}, random));
  graph.Bytes(5, Weights("w3", {8, kTinyClasses}, random));
  graph.Bytes(11, Value("x", {Dim(1), Dim(3), OpenDim("height"), OpenDim("width")}));
  graph.Bytes(12, Value("y", {Dim(1), Dim(kTinyClasses)}));
  return Message()
      .Number(1, 8)
      .Bytes(7, graph.bytes())
      .Bytes(8, Message().Bytes(1, "").Number(2, 17).bytes())
      .bytes();
}

std::string TinySidecarText() {
  return fmt::format(
      R"({{"size": [{0}, {0}], "resize": {0}, "mean": [127, 127, 127], "scale": [0.02, 0.02, 0.02]}})",
      kTinySide);
}

}  // namespace aqua::adaptive::testing
