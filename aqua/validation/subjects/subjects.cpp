#include "aqua/validation/subjects/subjects.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/validation/published.h"

namespace aqua::validation {

Recomputations AllRecomputations() {
  Recomputations all;
  AddIsaacChip(all);
  AddIsaacEvents(all);
  AddIsaacCounts(all);
  AddIsaacLayers(all);
  AddCrops(all);
  AddDaDianNao(all);
  AddLanes(all);
  AddStripesProfiles(all);
  AddCimLoop(all);
  return all;
}

double PublishedValue(const std::string& id) {
  const std::vector<PublishedFigure>& figures = PublishedFigures();
  const auto found = std::find_if(figures.begin(), figures.end(),
                                  [&](const PublishedFigure& figure) { return figure.id == id; });
  AQUA_CHECK(found != figures.end());
  return found->value;
}

}  // namespace aqua::validation
