#include "aqua/layers/catalog.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "aqua/layers/conv2d/conv2d.h"

namespace aqua::layers {

const std::vector<CatalogEntry>& LayerCatalog() {
  static const std::vector<CatalogEntry> catalog = {
      {"Conv", ImportConv2d},
  };
  return catalog;
}

ImportedLayer ImportLayer(const ImportContext& context) {
  const std::vector<CatalogEntry>& catalog = LayerCatalog();
  const auto entry = std::find_if(catalog.begin(), catalog.end(), [&](const CatalogEntry& e) {
    return e.op_type == context.node().op_type;
  });
  const std::string& domain = context.node().domain;
  if (entry == catalog.end() || !(domain.empty() || domain == "ai.onnx")) {
    std::vector<std::string> known;
    for (const CatalogEntry& e : catalog) known.push_back(e.op_type);
    context.Fail("AQuA has no operator {}{}{}; it knows {}", domain, domain.empty() ? "" : ".",
                 context.node().op_type, fmt::join(known, ", "));
  }
  return entry->import(context);
}

}  // namespace aqua::layers
