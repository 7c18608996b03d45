// How many input pixels lie between two neighbouring cells of each value's map.
#pragma once

#include <cstdint>
#include <vector>

#include "aqua/graph/graph.h"

namespace aqua::crop {

struct MapStride {
  int64_t rows = 0;  // 0: the value is no feature map; a crop has nothing to take from it.
  int64_t columns = 0;

  bool IsMap() const { return rows > 0; }
};

// By graph::ValueIndex. A value is a feature map when local layers alone lead to it from the image.
std::vector<MapStride> MapStrides(const graph::Graph& graph);

}  // namespace aqua::crop
