#include "aqua/exec/places.h"

namespace aqua::exec {

std::vector<Place> PlacesUnderPlan(const graph::Graph& graph, const crop::CropPlan& plan,
                                   int64_t batch) {
  std::vector<Shape> shapes = graph.ShapesForBatch(batch);
  std::vector<Place> places;
  places.reserve(shapes.size());
  for (size_t value = 0; value < shapes.size(); ++value) {
    places.push_back({std::move(shapes[value]), plan.kept[value]});
  }
  return places;
}

bool NeedsWholeInputs(const layers::Layer& layer, crop::HeadRule head) {
  if (layer.locality() == layers::Locality::kPositional) return true;
  return layer.locality() == layers::Locality::kGlobal && head == crop::HeadRule::kZeroFill;
}

}  // namespace aqua::exec
