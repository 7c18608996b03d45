// The list of layers: which ONNX operator becomes which layer. Adding a layer type is one folder
// and one line in catalog.cpp.
#pragma once

#include <string>
#include <vector>

#include "aqua/layers/import_context.h"

namespace aqua::layers {

struct ImportedLayer {
  LayerPtr layer;                   // Null: the node passes input 0 on unchanged.
  std::vector<size_t> activations;  // Which ONNX inputs the layer reads when it runs, in order.
};

using Importer = ImportedLayer (*)(const ImportContext&);

struct CatalogEntry {
  std::string op_type;
  Importer import;
};

const std::vector<CatalogEntry>& LayerCatalog();

// Throws ImportError, which names file and node, for an operator that is not in the catalog
// (listing those that are) and for one that its layer refuses.
ImportedLayer ImportLayer(const ImportContext& context);

}  // namespace aqua::layers
