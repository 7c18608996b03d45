#include "aqua/graph/internal/quantized/expand_quantized.h"

#include <map>

namespace aqua::graph {
namespace {

using onnx::OnnxNode;

constexpr int64_t kSoftmaxOfOneAxis = 13;  // The opset from which Softmax is over one axis only.

// An attribute; one of another type is left to the import of the nodes.
template <typename T>
T AttributeOf(const OnnxNode& node, const char* name, T fallback) {
  const auto found = node.attributes.find(name);
  if (found == node.attributes.end()) return fallback;
  const T* value = std::get_if<T>(&found->second);
  return value != nullptr ? *value : fallback;
}

int64_t IntOf(const OnnxNode& node, const char* name, int64_t fallback) {
  return AttributeOf<int64_t>(node, name, fallback);
}

// A quantized operator on its way to real numbers.
class Expansion {
 public:
  Expansion(const OnnxNode& node, const FreshName& fresh) : node_(node), fresh_(fresh) {}

  const OnnxNode& node() const { return node_; }
  size_t input_count() const { return node_.inputs.size(); }
  // Empty where it is left out.
  std::string Input(size_t index) const {
    return index < input_count() ? node_.inputs[index] : std::string();
  }

  // The real numbers of an operand whose integers, scale and zero point are the inputs from `first`
  // on. `axis` is that of several scales.
  std::string Real(size_t first, int64_t axis = 1) {
    return Dequantized(Input(first), Input(first + 1), Input(first + 2), axis);
  }

  // Those of a bias, of zero point 0: its scale is the product of the operands' and of `factor`.
  std::string RealBias(size_t index, size_t first_scale, size_t second_scale, float factor = 1) {
    if (Input(index).empty()) return "";
    std::string scale = Add("Mul", {Input(first_scale), Input(second_scale)}, Name("bias_scale"));
    if (factor != 1) {
      const std::string constant = Add("Constant", {}, Name("factor"));
      nodes_.back().attributes["value_float"] = factor;
      scale = Add("Mul", {scale, constant}, Name("scaled_bias_scale"));
    }
    return Dequantized(Input(index), scale, "", 0);
  }

  // The operator on real numbers.
  void Compute(const char* op_type, std::vector<std::string> operands, const std::string& result) {
    Add(op_type, std::move(operands), result);
    nodes_.back().name = node_.name;
    nodes_.back().attributes = node_.attributes;
  }

  // The same, its result quantized by the inputs from `scale` on.
  void ComputeAndQuantize(const char* op_type, std::vector<std::string> operands, size_t scale) {
    const std::string result = Name("real");
    Compute(op_type, std::move(operands), result);
    Add("QuantizeLinear", {result, Input(scale), Input(scale + 1)}, node_.outputs[0]);
  }

  std::vector<OnnxNode> Take() { return std::move(nodes_); }

 private:
  std::string Name(const std::string& of) const { return fresh_(node_.outputs[0] + "." + of); }

  std::string Dequantized(const std::string& value, const std::string& scale,
                          const std::string& zero_point, int64_t axis) {
    const std::string result =
        Add("DequantizeLinear", {value, scale, zero_point}, Name("real" + Number()));
    nodes_.back().attributes["axis"] = axis;
    return result;
  }

  std::string Number() const { return std::to_string(nodes_.size()); }

  std::string Add(const char* op_type, std::vector<std::string> inputs, const std::string& output) {
    nodes_.push_back({op_type, "", node_.name + "." + op_type, std::move(inputs), {output}, {}});
    return output;
  }

  const OnnxNode& node_;
  const FreshName& fresh_;
  std::vector<OnnxNode> nodes_;
};

void ExpandConv(Expansion& expansion) {
  std::vector<std::string> operands = {expansion.Real(0), expansion.Real(3, 0)};
  operands.push_back(expansion.RealBias(8, 1, 4));
  expansion.ComputeAndQuantize("Conv", std::move(operands), 6);
}

void ExpandMatMul(Expansion& expansion) {
  const std::string rows = expansion.Real(0, -2);
  const std::string columns = expansion.Real(3, -1);
  expansion.ComputeAndQuantize("MatMul", {rows, columns}, 6);
}

void ExpandGemm(Expansion& expansion) {
  const int64_t columns_axis = IntOf(expansion.node(), "transB", 0) != 0 ? 0 : 1;
  std::vector<std::string> operands = {expansion.Real(0), expansion.Real(3, columns_axis)};
  // Real Gemm adds its bias after alpha; this one's integers are added before.
  operands.push_back(expansion.RealBias(6, 1, 4, AttributeOf(expansion.node(), "alpha", 1.0F)));
  if (expansion.Input(7).empty()) {
    expansion.Compute("Gemm", std::move(operands), expansion.node().outputs[0]);
  } else {
    expansion.ComputeAndQuantize("Gemm", std::move(operands), 7);
  }
}

template <const char* kOpType>
void ExpandOfOne(Expansion& expansion) {
  const std::string operand = expansion.Real(0);
  expansion.ComputeAndQuantize(kOpType, {operand}, 3);
}

template <const char* kOpType>
void ExpandOfTwo(Expansion& expansion) {
  const std::string first = expansion.Real(0);
  const std::string second = expansion.Real(3);
  expansion.ComputeAndQuantize(kOpType, {first, second}, 6);
}

void ExpandConcat(Expansion& expansion) {
  std::vector<std::string> operands;
  for (size_t first = 2; first < expansion.input_count(); first += 3) {
    operands.push_back(expansion.Real(first));
  }
  expansion.ComputeAndQuantize("Concat", std::move(operands), 0);
}

constexpr char kAdd[] = "Add";
constexpr char kAveragePool[] = "AveragePool";
constexpr char kGlobalAveragePool[] = "GlobalAveragePool";
constexpr char kLeakyRelu[] = "LeakyRelu";
constexpr char kMul[] = "Mul";
constexpr char kSigmoid[] = "Sigmoid";
constexpr char kSoftmax[] = "Softmax";

using Expander = void (*)(Expansion&);

const std::map<std::string, Expander>& StandardExpanders() {
  static const std::map<std::string, Expander> expanders = {{"QLinearConv", ExpandConv},
                                                            {"QLinearMatMul", ExpandMatMul}};
  return expanders;
}

const std::map<std::string, Expander>& MicrosoftExpanders() {
  static const std::map<std::string, Expander> expanders = {
      {"QGemm", ExpandGemm},
      {"QLinearAdd", ExpandOfTwo<kAdd>},
      {"QLinearAveragePool", ExpandOfOne<kAveragePool>},
      {"QLinearConcat", ExpandConcat},
      {"QLinearGlobalAveragePool", ExpandOfOne<kGlobalAveragePool>},
      {"QLinearLeakyRelu", ExpandOfOne<kLeakyRelu>},
      {"QLinearMul", ExpandOfTwo<kMul>},
      {"QLinearSigmoid", ExpandOfOne<kSigmoid>},
      {"QLinearSoftmax", ExpandOfOne<kSoftmax>},
  };
  return expanders;
}

// False for a form that the operator on real numbers has not.
bool HasTwin(const OnnxNode& node, int64_t opset) {
  if (IntOf(node, "channels_last", 0) != 0) return false;
  if (node.op_type != "QLinearSoftmax") return true;
  const int64_t own = IntOf(node, "opset", opset);
  return (own >= kSoftmaxOfOneAxis) == (opset >= kSoftmaxOfOneAxis);
}

}  // namespace

std::vector<OnnxNode> ExpandQuantized(const OnnxNode& node, int64_t opset, const FreshName& fresh) {
  const bool standard = node.domain.empty() || node.domain == "ai.onnx";
  if (node.outputs.empty() || (!standard && node.domain != "com.microsoft")) return {};
  if (!standard && (node.op_type == "QuantizeLinear" || node.op_type == "DequantizeLinear")) {
    std::vector<OnnxNode> renamed = {node};
    renamed[0].domain.clear();
    return renamed;
  }
  const auto& expanders = standard ? StandardExpanders() : MicrosoftExpanders();
  const auto expander = expanders.find(node.op_type);
  if (expander == expanders.end() || !HasTwin(node, opset)) return {};
  Expansion expansion(node, fresh);
  expander->second(expansion);
  return expansion.Take();
}

}  // namespace aqua::graph
