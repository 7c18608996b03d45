// The plain way to run a network: every layer's own loop, one after the other, no fusion.
#pragma once

#include "aqua/exec/engine.h"

namespace aqua::exec {

std::unique_ptr<Compiler> MakeReferenceCompiler(std::shared_ptr<const graph::Graph> graph);

}  // namespace aqua::exec
