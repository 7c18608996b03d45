#include "aqua/study/bit_search.h"

#include <algorithm>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/layers/trained.h"
#include "aqua/quant/border_choice.h"

namespace aqua::study {
namespace {

enum class Knob { kActivations, kBorder, kWeights };

std::vector<Knob> KnobsOf(const LayerSearchSpec& spec) {
  std::vector<Knob> knobs = {Knob::kActivations};
  if (spec.searches_borders) knobs.push_back(Knob::kBorder);
  if (spec.searches_weights) knobs.push_back(Knob::kWeights);
  return knobs;
}

// The bits of one layer, as far as they have been found.
struct LayerBits {
  int activations = 0;
  int border = 0;  // As many as the activations or more: no border of its own.
  int weights = 0;

  int& At(Knob knob) {
    return knob == Knob::kActivations ? activations : knob == Knob::kBorder ? border : weights;
  }
};

class LayerJudge final : public quant::BitJudge {
 public:
  LayerJudge(const graph::Graph& graph, const Sketches& sketches, PrefixJudge& judge,
             const LayerSearchSpec& spec, const std::function<void(const SearchProgress&)>& report,
             const std::atomic<bool>& stop)
      : graph_(graph),
        sketches_(sketches),
        judge_(judge),
        spec_(spec),
        report_(report),
        stop_(stop),
        knobs_(KnobsOf(spec)),
        found_(Wide()) {
    for (graph::NodeIndex node = 0; node < graph.nodes.size(); ++node) {
      if (layers::HasTrained(*graph.nodes[node].layer)) nodes_.push_back(node);
    }
  }

  size_t knobs() const { return nodes_.size() * knobs_.size(); }

  double Loss(size_t knob, int bits) override {
    if (stop_) return std::numeric_limits<double>::infinity();
    SetEntry(knob, bits);
    return judge_.Loss(formats_, spec_.budget);
  }

  void Fix(size_t knob, int bits) override {
    SetEntry(knob, bits);
    found_.At(knobs_[knob % knobs_.size()]) = bits;
    report_({knob + 1, knobs()});
    if ((knob + 1) % knobs_.size() != 0) return;
    found_ = Wide();
    const size_t next = knob / knobs_.size() + 1;
    if (next < nodes_.size()) judge_.Settle(formats_, nodes_[next]);
  }

  double WholeLoss(std::span<const int> bits) override {
    judge_.Rewind();
    return judge_.Loss(ProfileAt(bits));
  }

  quant::Profile ProfileAt(std::span<const int> bits) const {
    quant::Profile profile;
    for (size_t layer = 0; layer < nodes_.size(); ++layer) {
      LayerBits all = Wide();
      for (size_t i = 0; i < knobs_.size(); ++i)
        all.At(knobs_[i]) = bits[layer * knobs_.size() + i];
      profile.layers.push_back(FormatOf(nodes_[layer], all));
    }
    return profile;
  }

 private:
  LayerBits Wide() const {
    return {spec_.formats.activation_bits, kMostBits, spec_.formats.weight_bits};
  }

  quant::LayerFormat FormatOf(graph::NodeIndex node, const LayerBits& bits) const {
    quant::CalibrateSpec at = spec_.formats;
    at.activation_bits = bits.activations;
    at.weight_bits = bits.weights;
    quant::LayerFormat format = quant::CalibrateLayer(graph_, node, sketches_.by_node[node], at);
    if (!spec_.searches_borders || bits.border >= bits.activations) return format;
    const quant::ActivationSketch& border = sketches_.border_by_node[node];
    if (border.count() == 0) return format;  // No map.
    format.borders = {quant::ChooseBorder(border, format.activations, bits.border)};
    return format;
  }

  // The entry of the knob's layer, as found so far but for this knob.
  void SetEntry(size_t knob, int bits) {
    LayerBits all = found_;
    all.At(knobs_[knob % knobs_.size()]) = bits;
    quant::LayerFormat entry = FormatOf(nodes_[knob / knobs_.size()], all);
    std::vector<quant::LayerFormat>& entries = formats_.layers;
    if (!entries.empty() && entries.back().layer == entry.layer) entries.pop_back();
    entries.push_back(std::move(entry));
  }

  const graph::Graph& graph_;
  const Sketches& sketches_;
  PrefixJudge& judge_;
  const LayerSearchSpec& spec_;
  const std::function<void(const SearchProgress&)>& report_;
  const std::atomic<bool>& stop_;
  std::vector<Knob> knobs_;              // Of every layer.
  std::vector<graph::NodeIndex> nodes_;  // With weights, in order.
  LayerBits found_;                      // Of the layer at hand.
  quant::Profile formats_;               // Of the layers up to the one at hand.
};

}  // namespace

SearchedProfile SearchLayers(const graph::Graph& graph, const Sketches& sketches,
                             PrefixJudge& judge, const LayerSearchSpec& spec,
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
