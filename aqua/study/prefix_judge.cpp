#include "aqua/study/prefix_judge.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/crop/plan.h"
#include "aqua/exec/engine.h"
#include "aqua/graph/section.h"
#include "aqua/quant/quantized_graph.h"
#include "aqua/study/answer.h"

namespace aqua::study {
namespace {

// As it is, also where the input is no map, as that of a section may be.
crop::CropPlan WholePlan(const graph::Graph& graph) {
  crop::CropPlan plan;
  for (const graph::Value& value : graph.values) plan.kept.push_back(Window::Full(value.shape));
  return plan;
}

int64_t MacsOf(const graph::Graph& graph) {
  int64_t macs = 0;
  for (const layers::Workload& work : crop::PlanWork(graph, WholePlan(graph))) macs += work.macs();
  return macs;
}

}  // namespace

PrefixJudge::PrefixJudge(const graph::Graph& graph, crop::CropPlan plan,
                         std::vector<JudgedImage> images, Against against)
    : graph_(graph),
      plan_(std::move(plan)),
      images_(std::move(images)),
      waists_(graph::Waists(graph)) {
  Rewind();
  const std::vector<Tensor> outputs = RunAll(graph_, WholePlan(graph_));
  for (size_t i = 0; i < images_.size(); ++i) {
    const int answer = FirstClass(outputs[i]);
    right_.push_back(against == Against::kLabels ? images_[i].labels : std::vector{answer});
    is_right_in_float_.push_back(IsAmong(right_[i], answer));
    right_in_float_ += is_right_in_float_.back();
  }
  if (right_in_float_ == 0) {
    throw Error("{}: none of {} images is answered right in float, so nothing can be lost",
                graph.path, images_.size());
  }
}

std::vector<Tensor> PrefixJudge::RunAll(const graph::Graph& section,
                                        const crop::CropPlan& plan) const {
  exec::Engine engine(section);
  const auto program = engine.Compile(plan);
  std::vector<Tensor> outputs;
  outputs.reserve(cached_.size());
  for (const Tensor& input : cached_) outputs.push_back(program->Run(input));
  return outputs;
}

crop::CropPlan PrefixJudge::PlanOf(const graph::Graph& section) const {
  crop::CropPlan plan = plan_;
  plan.kept.resize(section.values.size());
  for (crop::BitRegion& region : plan.regions) region.inside.resize(section.values.size());
  for (const graph::Node& node : section.nodes) {
    if (node.output < graph_.values.size()) continue;
    // Rounded values lie where the values do that they are rounded of.
    plan.kept[node.output] = plan.kept[node.inputs[0]];
    for (crop::BitRegion& region : plan.regions) {
      region.inside[node.output] = region.inside[node.inputs[0]];
    }
  }
  return plan;
}

graph::Graph PrefixJudge::Section(const quant::Profile& formats, graph::ValueIndex to) const {
  return quant::QuantizedGraph(graph::SectionBetween(graph_, waists_[waist_], to), formats);
}

double PrefixJudge::ShareOfWork(graph::ValueIndex to) const {
  return static_cast<double>(MacsOf(graph::SectionBetween(graph_, waists_[waist_], to))) /
         static_cast<double>(MacsOf(graph_));
}

double PrefixJudge::Loss(const quant::Profile& formats, double most) {
  exec::Engine engine(Section(formats, graph_.output));
  const auto program = engine.Compile(PlanOf(engine.graph()));
  const auto all_right = static_cast<double>(right_in_float_);
  int64_t lost = 0;
  int64_t may_be_gained = images() - right_in_float_;
  size_t image = 0;
  for (; image < images_.size(); ++image) {
    if (static_cast<double>(lost - may_be_gained) > most * all_right) {
      lost -= may_be_gained;
      break;
    }
    const bool is_right = IsAmong(right_[image], FirstClass(program->Run(cached_[image])));
    if (is_right_in_float_[image]) lost += !is_right;
    if (!is_right_in_float_[image]) lost -= is_right;
    may_be_gained -= !is_right_in_float_[image];
  }
  ++trials_;
  network_runs_ +=
      ShareOfWork(graph_.output) * static_cast<double>(image) / static_cast<double>(images_.size());
  return static_cast<double>(lost) / all_right;
}

void PrefixJudge::Rewind() {
  waist_ = 0;
  cached_.clear();
  for (const JudgedImage& image : images_) cached_.push_back(image.input);
}

void PrefixJudge::Settle(const quant::Profile& formats, graph::NodeIndex node) {
  size_t next = waist_;
  // A waist comes before the node when the section up to it does not hold the node.
  while (next + 1 < waists_.size()) {
    const graph::Graph section = graph::SectionBetween(graph_, waists_[waist_], waists_[next + 1]);
    const bool holds = std::any_of(
        section.nodes.begin(), section.nodes.end(),
        [&](const graph::Node& inside) { return inside.output == graph_.nodes[node].output; });
    if (holds) break;
    ++next;
  }
  if (next == waist_) return;
  const graph::Graph section = Section(formats, waists_[next]);
  cached_ = RunAll(section, PlanOf(section));
  network_runs_ += ShareOfWork(waists_[next]);
  waist_ = next;
}

}  // namespace aqua::study
