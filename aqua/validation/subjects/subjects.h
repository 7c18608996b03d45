// How each published figure is recomputed, by its id: one file a subject, in the figure's own unit.
#pragma once

#include <functional>
#include <map>
#include <string>

namespace aqua::validation {

using Recomputations = std::map<std::string, std::function<double()>>;

// One function for every id of published.json, and no other.
Recomputations AllRecomputations();

// As printed, for a figure that is made of others. The id must be there.
double PublishedValue(const std::string& id);

// Each adds its subject's.
void AddIsaacChip(Recomputations& all);
void AddIsaacEvents(Recomputations& all);
void AddIsaacCounts(Recomputations& all);
void AddIsaacLayers(Recomputations& all);
void AddCrops(Recomputations& all);
void AddDaDianNao(Recomputations& all);
void AddLanes(Recomputations& all);
void AddStripesProfiles(Recomputations& all);
void AddCimLoop(Recomputations& all);

}  // namespace aqua::validation
