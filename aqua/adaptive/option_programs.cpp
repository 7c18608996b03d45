#include "aqua/adaptive/option_programs.h"

#include <algorithm>
#include <cmath>

#include "aqua/adaptive/menu.h"
#include "aqua/core/error.h"
#include "aqua/image/preprocess.h"
#include "aqua/study/answer.h"

namespace aqua::adaptive {
namespace {

using policy::Attempt;
using policy::Menu;
using policy::Option;

graph::ValueIndex FindValue(const graph::Graph& graph, const std::string& name) {
  const auto found = std::find_if(graph.values.begin(), graph.values.end(),
                                  [&](const graph::Value& value) { return value.name == name; });
  if (found == graph.values.end()) {
    throw Error("{}: it has no value \"{}\", which the policy stops at; fit the policy anew",
                graph.path, name);
  }
  return static_cast<graph::ValueIndex>(found - graph.values.begin());
}

// Of every channel the mean over the kept cells.
std::vector<float> ChannelMeans(const Tensor& map, const Window& kept) {
  const Shape& shape = map.shape();
  std::vector<float> means;
  for (int64_t channel = 0; channel < shape.channels(); ++channel) {
    double sum = 0;
    for (int64_t row = kept.rows.begin; row < kept.rows.end; ++row) {
      const float* cells = map.data() + (channel * shape.height() + row) * shape.width();
      for (int64_t column = kept.columns.begin; column < kept.columns.end; ++column) {
        sum += cells[column];
      }
    }
    means.push_back(static_cast<float>(sum / static_cast<double>(kept.area())));
  }
  return means;
}

}  // namespace

const PreparedPhoto::Prepared& PreparedPhoto::PreparedAt(const image::Size& scale) {
  for (const auto& prepared : prepared_) {
    if (prepared->scale == scale) return *prepared;
  }
  const image::Preprocess& preprocess = networks_.At(scale).preprocess;
  image::Image seen = image::PrepareImage(photo_, preprocess);
  Tensor tensor = image::ToTensor(seen, preprocess);
  prepared_.push_back(
      std::make_unique<Prepared>(Prepared{scale, std::move(seen), std::move(tensor)}));
  return *prepared_.back();
}

struct OptionPrograms::Programs {
  // How an option is run: alone, or in one program with the option that it continues.
  struct Entry {
    std::unique_ptr<exec::Program> alone;
    std::shared_ptr<exec::GrowingProgram> growing;
    std::shared_ptr<exec::StagedProgram> staged;
    Window gate_window;
    bool is_done = false;  // Of a growing or staged program's first part: run on this photo.
  };

  ScaledNetworks& networks;
  const Menu& menu;
  std::vector<Entry> entries;  // By option.
  bool gives_probabilities;

  void Compile(size_t index) {
    const Option& option = menu.options[index];
    exec::Engine& engine = networks.EngineAt(option.scale);
    const crop::CropPlan plan = PlanOf(engine.graph(), option);
    Entry& entry = entries[index];
    if (!option.gate.empty()) {
      const graph::ValueIndex gate = FindValue(engine.graph(), option.gate);
      entry.staged = engine.CompileStages(plan, gate);
      entry.gate_window = plan.kept[gate];
    } else if (option.after && !menu.options[*option.after].gate.empty()) {
      if (!entries[*option.after].staged) Compile(*option.after);
      entry.staged = entries[*option.after].staged;
    } else if (option.after) {
      const crop::CropPlan from = PlanOf(engine.graph(), menu.options[*option.after]);
      const crop::RimRule rule = option.exact_rim ? crop::RimRule::Exact() : crop::RimRule{};
      entry.growing = engine.CompileGrowth(crop::PlanGrowth(engine.graph(), from, plan, rule));
    } else {
      entry.alone = engine.Compile(plan);
    }
  }

  // The program of an option that grows `index`, if there is one.
  Entry* GrowerOf(size_t index) {
    for (size_t other = 0; other < entries.size(); ++other) {
      if (entries[other].growing && menu.options[other].after == index) return &entries[other];
    }
    return nullptr;
  }

  Attempt Answered(size_t option, const Tensor& outputs) const {
    for (const float output : outputs.values()) {
      if (!std::isfinite(output)) {
        throw Error("the network answers {} for a class; its numbers are out of range", output);
      }
    }
    return {option, policy::LogProbabilities(outputs.values(), gives_probabilities), {}};
  }
};

OptionPrograms::OptionPrograms(ScaledNetworks& networks, const Menu& menu,
                               const std::vector<size_t>& options)
    : programs_(std::make_unique<Programs>(
          Programs{networks, menu, {}, study::GivesProbabilities(networks.full().graph)})) {
  programs_->entries.resize(menu.options.size());
  for (const size_t option : options) programs_->Compile(option);
}

OptionPrograms::~OptionPrograms() = default;

void OptionPrograms::NextPhoto() {
  for (Programs::Entry& entry : programs_->entries) entry.is_done = false;
}

Attempt OptionPrograms::Run(size_t index, PreparedPhoto& photo) {
  const Option& option = programs_->menu.options[index];
  const Tensor& input = photo.At(option.scale);
  Programs::Entry& entry = programs_->entries[index];
  if (!option.gate.empty()) {
    const Tensor seen = entry.staged->Begin(input);
    entry.is_done = true;
    return {index, {}, ChannelMeans(seen, entry.gate_window)};
  }
  if (entry.staged) {
    Programs::Entry& first = programs_->entries[*option.after];
    if (!first.is_done) entry.staged->Begin(input);
    first.is_done = true;
    return programs_->Answered(index, entry.staged->Finish());
  }
  if (entry.growing) {
    if (!entry.is_done) entry.growing->Run(input);
    entry.is_done = true;
    return programs_->Answered(index, entry.growing->Grow(input));
  }
  if (Programs::Entry* grower = programs_->GrowerOf(index)) {
    grower->is_done = true;
    return programs_->Answered(index, grower->growing->Run(input));
  }
  return programs_->Answered(index, entry.alone->Run(input));
}

void BuildNetworks(ScaledNetworks& networks, const Menu& menu, const std::vector<size_t>& options) {
  for (const size_t option : options) networks.EngineAt(menu.options[option].scale);
}

}  // namespace aqua::adaptive
