#include "aqua/exec/onednn/crop_set.h"

#include <algorithm>

#include "aqua/exec/onednn/gather_step.h"
#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/segment.h"
#include "aqua/exec/onednn/sharing.h"
#include "aqua/exec/places.h"

namespace aqua::exec::onednn {
namespace {

std::vector<Place> PlacesOf(const graph::Graph& graph, const std::vector<Window>& kept) {
  std::vector<Place> places;
  for (size_t value = 0; value < kept.size(); ++value) {
    places.push_back({graph.values[value].shape, kept[value]});
  }
  return places;
}

Tensor Floats(int64_t bytes) {
  return Tensor(Shape{bytes / static_cast<int64_t>(sizeof(float)) + 1});
}

// A segment and where its result is kept while others use the arena.
struct PieceRun {
  std::unique_ptr<Segment> segment;
  std::vector<char> result;
};

std::optional<Sharing> SharingOf(const graph::Graph& graph,
                                 const std::vector<crop::CropPlan>& plans) {
  const bool have_regions = std::any_of(
      plans.begin(), plans.end(), [](const crop::CropPlan& plan) { return !plan.regions.empty(); });
  return have_regions ? std::nullopt : PlanSharing(graph, plans);
}

class CropSet final : public ProgramSet {
 public:
  CropSet(const graph::Graph& graph, const std::vector<crop::CropPlan>& plans,
          const std::vector<ElementType>& types, PackedWeights& weights)
      : types_(types),
        sharing_(SharingOf(graph, plans)),
        tail_(FindTail(graph, static_cast<int64_t>(plans.size()))),
        output_shape_(graph.values[graph.output].shape) {
    const NodeRange all{0, tail_ ? tail_->first : graph.nodes.size()};
    const graph::ValueIndex end = tail_ ? tail_->input : graph.output;
    if (sharing_) {
      for (const Piece& piece : sharing_->pieces) AddPiece(graph, piece, weights);
    }
    const NodeRange rest = sharing_ ? NodeRange{sharing_->before.last, all.last} : all;
    const graph::ValueIndex start = sharing_ ? sharing_->waist : graph.input;
    for (const crop::CropPlan& plan : plans) {
      const SegmentSpec spec{rest,   start,     end,         PlacesOf(graph, plan.kept),
                             types_, plan.head, plan.regions};
      crops_.push_back(std::make_unique<Segment>(graph, spec, weights));
    }
    if (tail_) AddTail(graph, plans, weights);
    BindAll();
  }

  std::vector<Tensor> Run(const Tensor& input) override {
    RunPieces(input);
    std::vector<Tensor> ends;
    for (size_t plan = 0; plan < crops_.size(); ++plan) {
      Segment& crop = *crops_[plan];
      if (sharing_) {
        LayMosaic(sharing_->mosaics[plan], crop);
      } else {
        crop.HoldInput(input);
      }
      crop.Run();
      ends.push_back(crop.ReadOutput());
    }
    return tail_ ? RunTail(ends) : ends;
  }

  int64_t ActivationBytes() const override {
    int64_t bytes = arena_.size() * static_cast<int64_t>(sizeof(float));
    for (const PieceRun& piece : pieces_) bytes += static_cast<int64_t>(piece.result.size());
    return bytes;
  }

 private:
  void RunPieces(const Tensor& input) {
    for (PieceRun& piece : pieces_) {
      piece.segment->HoldInput(input);
      piece.segment->Run();
      std::copy_n(piece.segment->output(), piece.result.size(), piece.result.data());
    }
  }

  void AddTail(const graph::Graph& graph, const std::vector<crop::CropPlan>& plans,
               PackedWeights& weights) {
    const auto batch = static_cast<int64_t>(plans.size());
    const NodeRange range{tail_->first, graph.nodes.size()};
    const SegmentSpec spec{range,        tail_->input,
                           graph.output, PlacesUnderPlan(graph, plans.front(), batch),
                           types_,       plans.front().head};
    tail_segment_ = std::make_unique<Segment>(graph, spec, weights);
  }

  // A pooled value has one cell a channel, so it looks the same channels first or last.
  std::vector<Tensor> RunTail(const std::vector<Tensor>& ends) {
    auto* row = ElementsAt<float>(tail_segment_->input());
    for (const Tensor& end : ends) row = std::copy_n(end.data(), end.size(), row);
    tail_segment_->Run();
    const Tensor together = tail_segment_->ReadOutput();
    const int64_t size = output_shape_.ElementCount();
    std::vector<Tensor> results;
    for (size_t plan = 0; plan < ends.size(); ++plan) {
      const float* first = together.data() + static_cast<int64_t>(plan) * size;
      results.emplace_back(output_shape_, std::span(first, static_cast<size_t>(size)));
    }
    return results;
  }

  void AddPiece(const graph::Graph& graph, const Piece& piece, PackedWeights& weights) {
    const SegmentSpec spec{sharing_->before, graph.input,
                           sharing_->waist,  PlacesOf(graph, piece.kept),
                           types_,           crop::HeadRule::kKeptCells};
    auto segment = std::make_unique<Segment>(graph, spec, weights);
    const auto bytes = static_cast<size_t>(segment->OutputBytes());
    pieces_.push_back({std::move(segment), std::vector<char>(bytes)});
  }

  // No two segments run at once, so all live in one arena.
  void BindAll() {
    int64_t bytes = 0;
    for (const PieceRun& piece : pieces_) bytes = std::max(bytes, piece.segment->ArenaBytes());
    for (const auto& crop : crops_) bytes = std::max(bytes, crop->ArenaBytes());
    if (tail_) bytes = std::max(bytes, tail_segment_->ArenaBytes());
    arena_ = Floats(bytes);
    char* arena = reinterpret_cast<char*>(arena_.data());
    for (PieceRun& piece : pieces_) piece.segment->Bind(arena);
    for (const auto& crop : crops_) crop->Bind(arena);
    if (tail_) tail_segment_->Bind(arena);
  }

  void LayMosaic(const std::vector<MosaicTile>& mosaic, Segment& crop) const {
    for (const MosaicTile& tile : mosaic) {
      const PieceRun& piece = pieces_[tile.piece];
      CopyBlock(piece.segment->output_place(), piece.result.data(), crop.input_place(),
                crop.input(), types_[sharing_->waist], tile.block);
    }
  }

  std::vector<ElementType> types_;
  std::optional<Sharing> sharing_;
  std::optional<Tail> tail_;
  Shape output_shape_;  // Of one plan.
  std::vector<PieceRun> pieces_;
  std::vector<std::unique_ptr<Segment>> crops_;  // By plan.
  std::unique_ptr<Segment> tail_segment_;        // All plans as a batch.
  Tensor arena_;
};

}  // namespace

std::unique_ptr<ProgramSet> MakeCropSet(const graph::Graph& graph,
                                        const std::vector<crop::CropPlan>& plans,
                                        const std::vector<ElementType>& types,
                                        PackedWeights& weights) {
  return std::make_unique<CropSet>(graph, plans, types, weights);
}

}  // namespace aqua::exec::onednn
