#include "aqua/study/bit_search.h"

#include <algorithm>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/layers/trained.h"

namespace aqua::study {
namespace {

class LayerJudge final : public quant::BitJudge {
 public:
  LayerJudge(const graph::Graph& graph, std::span<const quant::ActivationSketch> sketches,
             PrefixJudge& judge, const LayerSearchSpec& spec,
             const std::function<void(const SearchProgress&)>& report,
             const std::atomic<bool>& stop)
      : graph_(graph),
        sketches_(sketches),
        judge_(judge),
        spec_(spec),
        report_(report),
        stop_(stop) {
    for (graph::NodeIndex node = 0; node < graph.nodes.size(); ++node) {
      if (layers::HasTrained(*graph.nodes[node].layer)) nodes_.push_back(node);
    }
  }

  size_t knobs() const { return nodes_.size() * KnobsALayer(); }

  double Loss(size_t knob, int bits) override {
    if (stop_) return std::numeric_limits<double>::infinity();
    SetEntry(EntryAt(knob, bits));
    return judge_.Loss(formats_, spec_.budget);
  }

  void Fix(size_t knob, int bits) override {
    const size_t layer = knob / KnobsALayer();
    if (IsActivations(knob)) activation_bits_ = bits;
    SetEntry(EntryAt(knob, bits));
    const bool is_last_knob = (knob + 1) % KnobsALayer() == 0;
    if (is_last_knob && layer + 1 < nodes_.size()) judge_.Settle(formats_, nodes_[layer + 1]);
    report_({knob + 1, knobs()});
  }

  double WholeLoss(std::span<const int> bits) override {
    judge_.Rewind();
    formats_ = ProfileAt(bits);
    return judge_.Loss(formats_);
  }

  quant::Profile ProfileAt(std::span<const int> bits) const {
    quant::Profile profile;
    for (size_t layer = 0; layer < nodes_.size(); ++layer) {
      quant::CalibrateSpec at = spec_.formats;
      at.activation_bits = bits[layer * KnobsALayer()];
      if (spec_.searches_weights) at.weight_bits = bits[layer * KnobsALayer() + 1];
      profile.layers.push_back(FormatOf(layer, at));
    }
    return profile;
  }

 private:
  size_t KnobsALayer() const { return spec_.searches_weights ? 2 : 1; }
  bool IsActivations(size_t knob) const { return knob % KnobsALayer() == 0; }

  quant::LayerFormat FormatOf(size_t layer, const quant::CalibrateSpec& at) const {
    return quant::CalibrateLayer(graph_, nodes_[layer], sketches_[nodes_[layer]], at);
  }

  quant::LayerFormat EntryAt(size_t knob, int bits) const {
    quant::CalibrateSpec at = spec_.formats;
    at.activation_bits = IsActivations(knob) ? bits : activation_bits_;
    if (!IsActivations(knob)) at.weight_bits = bits;
    return FormatOf(knob / KnobsALayer(), at);
  }

  void SetEntry(quant::LayerFormat entry) {
    std::vector<quant::LayerFormat>& all = formats_.layers;
    if (!all.empty() && all.back().layer == entry.layer) {
      all.back() = std::move(entry);
    } else {
      all.push_back(std::move(entry));
    }
  }

  const graph::Graph& graph_;
  std::span<const quant::ActivationSketch> sketches_;
  PrefixJudge& judge_;
  const LayerSearchSpec& spec_;
  const std::function<void(const SearchProgress&)>& report_;
  const std::atomic<bool>& stop_;
  std::vector<graph::NodeIndex> nodes_;  // With weights, in order.
  quant::Profile formats_;               // Of the layers up to the one at hand.
  int activation_bits_ = 0;              // Of the layer at hand, once fixed.
};

}  // namespace

SearchedProfile SearchLayers(const graph::Graph& graph,
                             std::span<const quant::ActivationSketch> sketches, PrefixJudge& judge,
                             const LayerSearchSpec& spec,
                             const std::function<void(const SearchProgress&)>& report,
                             const std::atomic<bool>& stop) {
  LayerJudge layers(graph, sketches, judge, spec, report, stop);
  quant::BitSearchSpec search;
  search.most_bits = std::max(spec.formats.activation_bits, spec.formats.weight_bits);
  search.budget = spec.budget;
  SearchedProfile found;
  found.search = quant::SearchBits(layers, layers.knobs(), search);
  found.profile = layers.ProfileAt(found.search.bits);
  found.profile.model_hash = graph.hash;
  found.network_runs = judge.network_runs();
  found.brute_force_runs = quant::BruteForceRuns(layers.knobs(), search);
  return found;
}

}  // namespace aqua::study
