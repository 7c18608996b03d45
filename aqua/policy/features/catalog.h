// The list of features. Adding one is a pair of files and one line in catalog.cpp.
#pragma once

#include <string>
#include <vector>

#include "aqua/policy/feature.h"

namespace aqua::policy {

const std::vector<FeaturePtr>& FeatureCatalog();

std::vector<std::string> FeatureNames();  // In the catalog's order.

}  // namespace aqua::policy
