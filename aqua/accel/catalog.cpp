#include "aqua/accel/catalog.h"

#include "aqua/accel/isaac/isaac.h"
#include "aqua/core/error.h"

namespace aqua::accel {

const std::vector<CatalogEntry>& AcceleratorCatalog() {
  static const std::vector<CatalogEntry> catalog = {
      {"isaac", "memristor crossbars, ISAAC-CE (Shafiee et al., ISCA 2016)", MakeIsaac},
  };
  return catalog;
}

AcceleratorPtr MakeAccelerator(std::string_view name, const AcceleratorOptions& options) {
  std::vector<std::string> known;
  for (const CatalogEntry& entry : AcceleratorCatalog()) {
    if (entry.name == name) return entry.make(options);
    known.push_back(entry.name);
  }
  throw Error("there is no accelerator \"{}\"; expected one of: {}", name, fmt::join(known, ", "));
}

}  // namespace aqua::accel
