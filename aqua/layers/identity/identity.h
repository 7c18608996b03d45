// Operators that change nothing at inference. Their layer is null: the graph passes input 0 on.
#pragma once

#include "aqua/layers/catalog.h"

namespace aqua::layers {

ImportedLayer ImportIdentity(const ImportContext& context);
// Throws Error in training mode.
ImportedLayer ImportDropout(const ImportContext& context);
// Throws Error for a type that is no floating type: AQuA computes in float32 throughout.
ImportedLayer ImportCast(const ImportContext& context);

}  // namespace aqua::layers
