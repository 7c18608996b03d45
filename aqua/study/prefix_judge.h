// What a precision does to a network's answers over many images, asked layer by layer: what comes
// before the layer at hand is computed once an image and kept, so that a trial runs only the rest
// of the network.
#pragma once

#include <memory>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/crop/plan.h"
#include "aqua/graph/graph.h"
#include "aqua/quant/profile.h"

namespace aqua::study {

// What counts as a right answer.
enum class Against {
  kAgreement,  // The float network's own first class.
  kLabels,     // One of the image's labels.
};

struct JudgedImage {
  Tensor input;             // What the network reads.
  std::vector<int> labels;  // For kLabels; images without any count as wrong.
};

class PrefixJudge {
 public:
  // Runs the float network once an image. `plan`: of the whole graph, what trials run under.
  PrefixJudge(const graph::Graph& graph, crop::CropPlan plan, std::vector<JudgedImage> images,
              Against against);

  // The share of right answers that is lost when layers from where the prefix ends are held as
  // `formats` says; layers without a format stay float. Below 0 where more are right than in float.
  // Once it must come to more than `most`, the rest of the images is left out and what is known to
  // be lost returned, which is more than `most`.
  double Loss(const quant::Profile& formats, double most = 1);

  // Moves the prefix up to the last waist before `node`, computed with `formats`.
  void Settle(const quant::Profile& formats, graph::NodeIndex node);

  // The prefix is empty again.
  void Rewind();

  int64_t trials() const { return trials_; }
  // Runs of the whole network over all images that the trials come to, by their multiplications.
  double network_runs() const { return network_runs_; }
  int64_t images() const { return static_cast<int64_t>(images_.size()); }
  int64_t right_in_float() const { return right_in_float_; }

 private:
  graph::Graph Section(const quant::Profile& formats, graph::ValueIndex to) const;
  // The plan with the values that a section has beyond the graph's.
  crop::CropPlan PlanOf(const graph::Graph& section) const;
  std::vector<Tensor> RunAll(const graph::Graph& section, const crop::CropPlan& plan) const;
  double ShareOfWork(graph::ValueIndex to) const;

  const graph::Graph& graph_;
  crop::CropPlan plan_;
  std::vector<JudgedImage> images_;
  std::vector<std::vector<int>> right_;  // By image: the classes that count.
  std::vector<bool> is_right_in_float_;  // By image.
  std::vector<graph::ValueIndex> waists_;
  size_t waist_ = 0;            // Where the prefix ends.
  std::vector<Tensor> cached_;  // By image: the value there.
  int64_t right_in_float_ = 0;
  int64_t trials_ = 0;
  double network_runs_ = 0;
};

}  // namespace aqua::study
