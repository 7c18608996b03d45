#include "aqua/core/error.h"
#include "aqua/graph/graph.h"
#include "aqua/graph/internal/importer.h"
#include "aqua/graph/internal/input.h"
#include "aqua/graph/internal/node_order.h"
#include "aqua/graph/internal/passes/passes.h"

namespace aqua::graph {
namespace {

Graph Import(const onnx::OnnxModel& model, std::optional<InputSize> size) {
  if (model.outputs.empty()) throw Error("{}: the network has no output", model.path);
  const std::string& output = model.outputs.front().name;
  Importer importer(model, ImageShape(model, size));
  for (const onnx::OnnxNode* node : NeededNodes(model, output)) importer.AddNode(*node);
  return importer.Finish(output);
}

// A file may fix a size that its later layers depend on: then another one cannot work.
Graph ImportAtSize(const onnx::OnnxModel& model, std::optional<InputSize> size) {
  const std::optional<InputSize> fixed = FixedInputSize(model);
  const bool differs =
      size && fixed && (size->height != fixed->height || size->width != fixed->width);
  if (!differs) return Import(model, size);
  try {
    return Import(model, size);
  } catch (const Error& error) {
    throw Error("{}; the file fixes its input to {}x{}, and the network does not run at {}x{}",
                error.what(), fixed->height, fixed->width, size->height, size->width);
  }
}

}  // namespace

Graph BuildGraph(const onnx::OnnxModel& model, std::optional<InputSize> size) {
  Graph graph = ImportAtSize(model, size);
  HoldRealValues(graph);
  FoldPads(graph);
  FoldScales(graph);
  FindChannelShuffles(graph);
  DropUnused(graph);
  return graph;
}

}  // namespace aqua::graph
