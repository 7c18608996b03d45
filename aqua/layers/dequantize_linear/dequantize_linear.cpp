#include "aqua/layers/dequantize_linear/dequantize_linear.h"

namespace aqua::layers {

ImportedLayer ImportDequantizeLinear(const ImportContext& context) {
  return {std::make_shared<DequantizeLinear>(ImportActivationQuantization(context, std::nullopt)),
          {0}};
}

}  // namespace aqua::layers
