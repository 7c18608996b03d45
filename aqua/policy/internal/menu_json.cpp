#include "aqua/policy/internal/menu_json.h"

#include "aqua/core/error.h"
#include "aqua/policy/internal/learned_json.h"

namespace aqua::policy {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr double kMostCost = 1e30;
constexpr int64_t kMostSide = 1 << 16;

Option OptionFromJson(const json& entry, size_t index) {
  const Learned object(entry,
                       {"height", "width", "crop", "depth", "after", "exact_rim", "gate", "cost"});
  Option option;
  option.scale = {object.Whole("width", 1, kMostSide), object.Whole("height", 1, kMostSide)};
  option.code = crop::CropCode::Parse(object.Text("crop"));
  option.depth = object.Whole("depth", 1, kMostSide);
  if (object.Has("after")) {
    option.after = static_cast<size_t>(object.Whole("after", 0, static_cast<int64_t>(index) - 1));
  }
  if (object.Has("exact_rim")) option.exact_rim = object.Flag("exact_rim");
  if (object.Has("gate")) option.gate = object.Text("gate");
  return option;
}

}  // namespace

ordered_json ToJson(const Cost& cost) {
  return {{"macs", cost.macs},
          {"energy_pj", cost.energy_pj},
          {"latency_ns", cost.latency_ns},
          {"cpu_ms", cost.cpu_ms}};
}

Cost CostFromJson(const json& entry) {
  const Learned object(entry, {"macs", "energy_pj", "latency_ns", "cpu_ms"});
  return {object.Number("macs", 0, kMostCost), object.Number("energy_pj", 0, kMostCost),
          object.Number("latency_ns", 0, kMostCost), object.Number("cpu_ms", 0, kMostCost)};
}

ordered_json ToJson(const Menu& menu) {
  ordered_json options = ordered_json::array();
  for (size_t index = 0; index < menu.options.size(); ++index) {
    const Option& option = menu.options[index];
    ordered_json entry = {{"height", option.scale.height},
                          {"width", option.scale.width},
                          {"crop", option.code.ToString()},
                          {"depth", option.depth}};
    if (option.after) entry["after"] = *option.after;
    if (option.exact_rim) entry["exact_rim"] = true;
    if (!option.gate.empty()) entry["gate"] = option.gate;
    entry["cost"] = ToJson(menu.costs[index]);
    options.push_back(entry);
  }
  return {{"full", menu.full}, {"options", options}};
}

Menu MenuFromJson(const json& entry) {
  const Learned object(entry, {"full", "options"});
  Menu menu;
  for (const json& option : object.List("options")) {
    menu.options.push_back(OptionFromJson(option, menu.options.size()));
    menu.costs.push_back(CostFromJson(
        Learned(option, {"height", "width", "crop", "depth", "after", "exact_rim", "gate", "cost"})
            .At("cost")));
  }
  if (menu.options.empty()) throw Error("\"options\" is empty, expected one or more");
  menu.full = object.Option("full", menu);
  if (!menu.IsPlain(menu.full)) {
    throw Error("\"full\" is {}, \"{}\", expected an option that runs by itself to the end",
                menu.full, menu.Name(menu.full));
  }
  if (menu.costs[menu.full].macs < 1) throw Error("the full run costs no MACs");
  return menu;
}

ordered_json ToJson(const Goal& goal) {
  return {{"loss", std::string(LossName(goal.loss))},
          {"top", goal.top},
          {"alpha", goal.alpha},
          {"delta", goal.delta},
          {"temperature", goal.temperature}};
}

Goal GoalFromJson(const json& entry) {
  const Learned object(entry, {"loss", "top", "alpha", "delta", "temperature"});
  Goal goal{ParseLoss(object.Text("loss")), static_cast<int>(object.Whole("top", 1, 5)),
            object.Number("alpha", 0, 1), object.Number("delta", 0, 1),
            object.Number("temperature", 1e-6, 1e6)};
  if (goal.top != 1 && goal.top != 5) throw Error("\"top\" holds {}, expected 1 or 5", goal.top);
  for (const std::string_view key : {"alpha", "delta"}) {
    const double value = object.Number(key, 0, 1);
    if (value > 0 && value < 1) continue;
    throw Error("\"{}\" holds {}, expected between 0 and 1", key, value);
  }
  return goal;
}

}  // namespace aqua::policy
