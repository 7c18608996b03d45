// The list of accelerators. Adding one is one folder and one line in designs.inc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aqua/accel/accelerator.h"

namespace aqua::accel {

// Throws Error for a bad constants file (naming file and entry) and for settings it does not know.
using AcceleratorFactory = AcceleratorPtr (*)(const AcceleratorOptions&);

struct CatalogEntry {
  std::string name;
  std::string description;  // One line.
  AcceleratorFactory make;
};

const std::vector<CatalogEntry>& AcceleratorCatalog();

// Throws Error for a name that is not in the catalog, listing those that are.
AcceleratorPtr MakeAccelerator(std::string_view name, const AcceleratorOptions& options = {});

}  // namespace aqua::accel
