// The fewest bits of every layer within a budget of lost answers: Stripes' per-layer profiles
// without retraining. What comes before the layer at hand runs once an image (prefix_judge.h).
#pragma once

#include <atomic>
#include <functional>

#include "aqua/quant/calibrate.h"
#include "aqua/quant/search.h"
#include "aqua/study/prefix_judge.h"
#include "aqua/study/sketch_images.h"

namespace aqua::study {

struct LayerSearchSpec {
  // How a layer's format is made at given bits; its bits are where every layer starts from, "wide".
  quant::CalibrateSpec formats;
  double budget = 0;              // Share of right answers that may be lost.
  bool searches_weights = true;   // Else weights keep formats.weight_bits.
  bool searches_borders = false;  // Of the region that the judge's plan has: a border each.
};

struct SearchedProfile {
  quant::Profile profile;
  // Knobs, layer by layer: activations, then its border if searched, then weights if searched.
  quant::BitSearchResult search;
  double network_runs = 0;       // All images through the whole network, what was run of it.
  int64_t brute_force_runs = 0;  // Every width of every knob in turn, whole network each.
};

struct SearchProgress {
  size_t knobs_done = 0;
  size_t knobs = 0;
};

// Throws Error as quant::Calibrate does. When `stop` is set, the layers not yet searched stay wide.
SearchedProfile SearchLayers(const graph::Graph& graph, const Sketches& sketches,
                             PrefixJudge& judge, const LayerSearchSpec& spec,
                             const std::function<void(const SearchProgress&)>& report,
                             const std::atomic<bool>& stop);

}  // namespace aqua::study
