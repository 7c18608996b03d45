#include "aqua/layers/identity/identity.h"

namespace aqua::layers {
namespace {

// TensorProto.DataType of the ONNX format.
constexpr int64_t kFloat = 1;
constexpr int64_t kFloat16 = 10;
constexpr int64_t kDouble = 11;
constexpr int64_t kBfloat16 = 16;

}  // namespace

ImportedLayer ImportIdentity(const ImportContext& /*context*/) { return {{}, {0}}; }

ImportedLayer ImportDropout(const ImportContext& context) {
  if (context.ConstantScalar(2, 0) != 0) {
    context.Fail("training_mode is on; export the network for inference (model.eval())");
  }
  return {{}, {0}};
}

ImportedLayer ImportCast(const ImportContext& context) {
  const int64_t type = context.Int("to", 0);
  if (type != kFloat && type != kFloat16 && type != kDouble && type != kBfloat16) {
    context.Fail("it casts to type {}, expected a floating type; AQuA computes in float32", type);
  }
  return {{}, {0}};
}

}  // namespace aqua::layers
