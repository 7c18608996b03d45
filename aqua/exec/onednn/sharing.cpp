#include "aqua/exec/onednn/sharing.h"

#include <algorithm>
#include <array>

#include "aqua/core/error.h"
#include "aqua/crop/reach.h"

namespace aqua::exec::onednn {
namespace {

using crop::CropPlan;
using graph::Graph;
using graph::NodeIndex;
using graph::ValueIndex;

// Along one axis, what a stretch of the waist's map depends on: no cut, or the cut at one end.
struct Dependence {
  enum class Cut { kNone, kBegin, kEnd } cut = Cut::kNone;
  int64_t at = 0;  // Where the image is cut.
  bool operator==(const Dependence&) const = default;
};

struct Stretch {
  Span span;
  Dependence dependence;
};

struct Block {
  size_t plan = 0;
  Window window;
  Dependence rows;
  Dependence columns;
};

std::array<Stretch, 3> Stretches(Span kept, Span untouched, Span image) {
  using Cut = Dependence::Cut;
  return {{{{kept.begin, untouched.begin}, {Cut::kBegin, image.begin}},
           {untouched, {}},
           {{untouched.end, kept.end}, {Cut::kEnd, image.end}}}};
}

// The up to nine blocks of a plan's waist; nothing when the cuts' rims meet.
std::optional<std::vector<Block>> BlocksOf(size_t plan, const Window& kept, const Window& untouched,
                                           const Window& image) {
  if (untouched.area() == 0) return std::nullopt;
  std::vector<Block> blocks;
  for (const Stretch& rows : Stretches(kept.rows, untouched.rows, image.rows)) {
    for (const Stretch& columns : Stretches(kept.columns, untouched.columns, image.columns)) {
      const Window window{rows.span, columns.span};
      if (window.area() == 0) continue;
      blocks.push_back({plan, window, rows.dependence, columns.dependence});
    }
  }
  return blocks;
}

// Multiply-accumulates, and a price for every value written: depthwise layers and copies are bound
// by memory.
constexpr double kCostPerValue = 8;

double Cost(const Graph& graph, NodeRange range, const std::vector<Window>& kept) {
  double cost = 0;
  for (NodeIndex index = range.first; index < range.last; ++index) {
    const graph::Node& node = graph.nodes[index];
    const Window& output = kept[node.output];
    const Shape& shape = graph.values[node.output].shape;
    cost += static_cast<double>(node.layer->Work(graph.NodeInputShapes(node), output).macs());
    cost += kCostPerValue * static_cast<double>(Place{shape, output}.KeptShape().ElementCount());
  }
  return cost;
}

// Everything about sharing at one waist.
class SharingPlanner {
 public:
  SharingPlanner(const Graph& graph, const std::vector<CropPlan>& plans)
      : graph_(graph), plans_(plans) {
    for (const CropPlan& plan : plans) {
      untouched_.push_back(crop::UntouchedWindows(graph, plan.kept));
    }
  }

  std::optional<Sharing> At(NodeIndex nodes_before, ValueIndex waist) const {
    Sharing sharing{{0, nodes_before}, waist, {}, {}};
    std::vector<Block> blocks;
    for (size_t plan = 0; plan < plans_.size(); ++plan) {
      const std::vector<Window>& kept = plans_[plan].kept;
      const auto own = BlocksOf(plan, kept[waist], untouched_[plan][waist], kept[graph_.input]);
      if (!own) return std::nullopt;
      blocks.insert(blocks.end(), own->begin(), own->end());
    }
    return AssignPieces(std::move(blocks), sharing) ? std::optional(sharing) : std::nullopt;
  }

  double CostOf(const Sharing& sharing) const {
    double cost = 0;
    for (const Piece& piece : sharing.pieces) cost += Cost(graph_, sharing.before, piece.kept);
    for (const CropPlan& plan : plans_) {
      cost += Cost(graph_, {sharing.before.last, graph_.nodes.size()}, plan.kept);
    }
    return cost;
  }

  double CostApart() const {
    double cost = 0;
    for (const CropPlan& plan : plans_) cost += Cost(graph_, {0, graph_.nodes.size()}, plan.kept);
    return cost;
  }

 private:
  // Large blocks first, so that smaller ones with the same dependence find them.
  bool AssignPieces(std::vector<Block> blocks, Sharing& sharing) const {
    std::stable_sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) {
      return a.window.area() > b.window.area();
    });
    sharing.mosaics.resize(plans_.size());
    std::vector<Block> made;
    for (const Block& block : blocks) {
      const auto fits = std::find_if(made.begin(), made.end(), [&](const Block& other) {
        return other.rows == block.rows && other.columns == block.columns &&
               other.window.Contains(block.window);
      });
      const auto piece = static_cast<size_t>(fits - made.begin());
      if (fits == made.end() && !AddPiece(block, made, sharing)) return false;
      sharing.mosaics[block.plan].push_back({block.window, piece});
    }
    return true;
  }

  bool AddPiece(const Block& block, std::vector<Block>& made, Sharing& sharing) const {
    auto kept = crop::NarrowedTo(graph_, plans_[block.plan].kept, sharing.waist, block.window);
    if (!kept) return false;
    sharing.pieces.push_back({block.window, std::move(*kept)});
    made.push_back(block);
    return true;
  }

  const Graph& graph_;
  const std::vector<CropPlan>& plans_;
  std::vector<std::vector<Window>> untouched_;  // By plan.
};

// Values that alone connect the nodes before an index with the rest.
struct Waist {
  NodeIndex nodes_before = 0;
  ValueIndex value = 0;
};

std::vector<Waist> Waists(const Graph& graph) {
  std::vector<NodeIndex> last_reader(graph.values.size(), 0);
  for (NodeIndex index = 0; index < graph.nodes.size(); ++index) {
    for (const ValueIndex input : graph.nodes[index].inputs) last_reader[input] = index;
  }
  std::vector<Waist> waists;
  NodeIndex read_until = last_reader[graph.input];  // By nodes past `index`, of earlier values.
  for (NodeIndex index = 0; index + 1 < graph.nodes.size(); ++index) {
    const ValueIndex value = graph.nodes[index].output;
    if (read_until <= index) waists.push_back({index + 1, value});
    read_until = std::max(read_until, last_reader[value]);
  }
  return waists;
}

bool RunsInBatches(const Graph& graph, int64_t batch) {
  try {
    graph.ShapesForBatch(batch);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::optional<Sharing> PlanSharing(const Graph& graph, const std::vector<CropPlan>& plans) {
  const SharingPlanner planner(graph, plans);
  std::optional<Sharing> best;
  double best_cost = planner.CostApart();
  for (const Waist& waist : Waists(graph)) {
    if (!graph.values[waist.value].shape.IsMap()) break;
    std::optional<Sharing> sharing = planner.At(waist.nodes_before, waist.value);
    if (!sharing) break;  // A cut reaches farther at every later waist.
    const double cost = planner.CostOf(*sharing);
    if (cost >= best_cost) continue;
    best_cost = cost;
    best = std::move(sharing);
  }
  return best;
}

std::optional<Tail> FindTail(const Graph& graph, int64_t batch) {
  for (const Waist& waist : Waists(graph)) {
    const graph::Node& node = graph.nodes[waist.nodes_before - 1];
    if (node.layer->locality() != layers::Locality::kGlobal) continue;
    return RunsInBatches(graph, batch) ? std::optional(Tail{waist.nodes_before, waist.value})
                                       : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace aqua::exec::onednn
