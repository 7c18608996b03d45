#include "aqua/layers/catalog.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "aqua/layers/activation/activation.h"
#include "aqua/layers/batch_norm/batch_norm.h"
#include "aqua/layers/binary/binary.h"
#include "aqua/layers/concat/concat.h"
#include "aqua/layers/conv2d/conv2d.h"
#include "aqua/layers/dequantize_linear/dequantize_linear.h"
#include "aqua/layers/gemm/gemm.h"
#include "aqua/layers/global_pool/global_pool.h"
#include "aqua/layers/identity/identity.h"
#include "aqua/layers/lrn/lrn.h"
#include "aqua/layers/pad/pad.h"
#include "aqua/layers/pool2d/pool2d.h"
#include "aqua/layers/prelu/prelu.h"
#include "aqua/layers/quantize_linear/quantize_linear.h"
#include "aqua/layers/reduce_mean/reduce_mean.h"
#include "aqua/layers/reshape/reshape.h"
#include "aqua/layers/slice/slice.h"
#include "aqua/layers/softmax/softmax.h"
#include "aqua/layers/transpose/transpose.h"

namespace aqua::layers {
namespace {

const CatalogEntry* Find(const onnx::OnnxNode& node) {
  if (!node.domain.empty() && node.domain != "ai.onnx") return nullptr;
  for (const CatalogEntry& entry : LayerCatalog()) {
    if (entry.op_type == node.op_type) return &entry;
  }
  return nullptr;
}

[[noreturn]] void FailAsUnknown(const ImportContext& context) {
  std::vector<std::string> known;
  for (const CatalogEntry& entry : LayerCatalog()) known.push_back(entry.op_type);
  const std::string& domain = context.node().domain;
  context.Fail("AQuA has no operator {}{}{}; it knows {}", domain, domain.empty() ? "" : ".",
               context.node().op_type, fmt::join(known, ", "));
}

}  // namespace

const std::vector<CatalogEntry>& LayerCatalog() {
  static const std::vector<CatalogEntry> catalog = {
      {"Add", ImportAdd},
      {"AveragePool", ImportAveragePool},
      {"BatchNormalization", ImportBatchNorm},
      {"Cast", ImportCast},
      {"Clip", ImportClip},
      {"Concat", ImportConcat},
      {"Conv", ImportConv2d},
      {"DequantizeLinear", ImportDequantizeLinear},
      {"Div", ImportDiv},
      {"Dropout", ImportDropout},
      {"Elu", ImportElu},
      {"Flatten", ImportFlatten},
      {"Gemm", ImportGemm},
      {"GlobalAveragePool", ImportGlobalAveragePool},
      {"GlobalMaxPool", ImportGlobalMaxPool},
      {"HardSigmoid", ImportHardSigmoid},
      {"HardSwish", ImportHardSwish},
      {"Identity", ImportIdentity},
      {"LRN", ImportLrn},
      {"LeakyRelu", ImportLeakyRelu},
      {"MatMul", ImportMatMul},
      {"MaxPool", ImportMaxPool},
      {"Mul", ImportMul},
      {"PRelu", ImportPRelu},
      {"Pad", ImportPad},
      {"QuantizeLinear", ImportQuantizeLinear},
      {"ReduceMean", ImportReduceMean},
      {"Relu", ImportRelu},
      {"Reshape", ImportReshape},
      {"Sigmoid", ImportSigmoid},
      {"Slice", ImportSlice},
      {"Softmax", ImportSoftmax},
      {"Squeeze", ImportSqueeze},
      {"Sub", ImportSub},
      {"Sum", ImportSum},
      {"Tanh", ImportTanh},
      {"Transpose", ImportTranspose},
      {"Unsqueeze", ImportUnsqueeze},
  };
  return catalog;
}

ImportedLayer ImportLayer(const ImportContext& context) {
  const CatalogEntry* entry = Find(context.node());
  if (entry == nullptr) FailAsUnknown(context);
  try {
    ImportedLayer imported = entry->import(context);
    for (const size_t input : imported.activations) context.ActivationShape(input);
    return imported;
  } catch (const ImportError&) {
    throw;
  } catch (const Error& error) {  // A layer's constructor knows neither file nor node.
    context.Fail("{}", error.what());
  }
}

}  // namespace aqua::layers
