// How the crops of one image share work. Up to a value that alone connects the network before it
// with the rest (a waist), a crop differs from another only in rims along the cuts: each rim, and
// the part that no cut reaches, is computed once as a piece; every crop then starts at the waist
// with its own mosaic of pieces.
#pragma once

#include <optional>
#include <vector>

#include "aqua/crop/plan.h"
#include "aqua/exec/onednn/fusion.h"

namespace aqua::exec::onednn {

// The block of the waist's map that one piece computes.
struct Piece {
  Window block;
  std::vector<Window> kept;  // Windows of all values that lead to it, by graph::ValueIndex.
};

// Where a crop's block of the waist's map comes from.
struct MosaicTile {
  Window block;
  size_t piece = 0;  // Whose block contains this one.
};

struct Sharing {
  NodeRange before;  // The nodes up to the waist; the rest follows.
  graph::ValueIndex waist = 0;
  std::vector<Piece> pieces;
  std::vector<std::vector<MosaicTile>> mosaics;  // By plan.
};

// The waist that leaves the least to compute in all, or nothing when running every plan on its own
// is no worse.
std::optional<Sharing> PlanSharing(const graph::Graph& graph,
                                   const std::vector<crop::CropPlan>& plans);

// What follows a global pooling that alone connects it with the rest: the same for every crop, so
// all crops of an image can run it together as a batch.
struct Tail {
  graph::NodeIndex first = 0;
  graph::ValueIndex input = 0;
};

// Nothing when there is no such pooling, or a layer after it cannot run `batch` images together.
std::optional<Tail> FindTail(const graph::Graph& graph, int64_t batch);

}  // namespace aqua::exec::onednn
