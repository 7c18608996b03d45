#include "aqua/accel/catalog.h"

#include "aqua/core/error.h"

namespace aqua::accel {

#define AQUA_DESIGN(name, make, description) AcceleratorPtr make(const AcceleratorOptions&);
#include "aqua/accel/designs.inc"
#undef AQUA_DESIGN

const std::vector<CatalogEntry>& AcceleratorCatalog() {
  static const std::vector<CatalogEntry> catalog = {
#define AQUA_DESIGN(name, make, description) {#name, description, make},
#include "aqua/accel/designs.inc"
#undef AQUA_DESIGN
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
