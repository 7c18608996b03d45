#include "aqua/policy/features/catalog.h"

#include "aqua/policy/features/centre_prior.h"
#include "aqua/policy/features/colour_distance.h"
#include "aqua/policy/features/colour_gradient.h"
#include "aqua/policy/features/entropy.h"
#include "aqua/policy/features/points_of_interest.h"
#include "aqua/policy/features/sobel_edges.h"

namespace aqua::policy {

const std::vector<FeaturePtr>& FeatureCatalog() {
  static const std::vector<FeaturePtr> catalog = {
      MakeSobelEdges(),     MakeEntropy(),          MakeColourGradient(),
      MakeColourDistance(), MakePointsOfInterest(), MakeCentrePrior(),
  };
  return catalog;
}

std::vector<std::string> FeatureNames() {
  std::vector<std::string> names;
  for (const FeaturePtr& feature : FeatureCatalog()) names.push_back(feature->name());
  return names;
}

}  // namespace aqua::policy
