// The fast way to run a network: see segment.h for what a program is made of.
#pragma once

#include "aqua/exec/engine.h"

namespace aqua::exec {

std::unique_ptr<Compiler> MakeOneDnnCompiler(std::shared_ptr<const graph::Graph> graph);

}  // namespace aqua::exec
