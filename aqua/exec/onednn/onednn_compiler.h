// The fast way to run a network: see segment.h for what a program is made of.
#pragma once

#include "aqua/exec/engine.h"

namespace aqua::exec {

// With `allow_int8`, layers under a precision profile run in integers where they can: see
// element_types.h.
std::unique_ptr<Compiler> MakeOneDnnCompiler(std::shared_ptr<const graph::Graph> graph,
                                             bool allow_int8);

}  // namespace aqua::exec
