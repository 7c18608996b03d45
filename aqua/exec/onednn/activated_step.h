// A step without post-ops of its own, followed by its node's activations in place.
#pragma once

#include <memory>

#include "aqua/exec/onednn/lowering.h"

namespace aqua::exec::onednn {

// The node's post-ops must all be activations that oneDNN knows.
std::unique_ptr<Step> MakeActivatedStep(std::unique_ptr<Step> first,
                                        const LoweringContext& context);

}  // namespace aqua::exec::onednn
