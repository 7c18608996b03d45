// How far a cut reaches: which kept cells come out as in the uncropped run, and which cells of
// earlier maps a window of a later one needs. With these two, crops of one image can share work.
#pragma once

#include <optional>
#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::crop {

// By value: the kept cells whose result does not depend on the cut, because nothing that they read,
// directly or through earlier layers, was cut. An empty window where there is none.
std::vector<Window> UntouchedWindows(const graph::Graph& graph, const std::vector<Window>& kept);
// The same against a run that keeps `larger` windows, instead of the uncropped one.
std::vector<Window> UntouchedWindows(const graph::Graph& graph, const std::vector<Window>& kept,
                                     const std::vector<Window>& larger);

// The kept windows that remain when of everything up to `value` only `window` of `value` is wanted.
// Values that it does not need keep their window. Nothing when some map would be left empty.
std::optional<std::vector<Window>> NarrowedTo(const graph::Graph& graph,
                                              const std::vector<Window>& kept,
                                              graph::ValueIndex value, const Window& window);

}  // namespace aqua::crop
