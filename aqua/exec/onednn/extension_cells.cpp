#include "aqua/exec/onednn/extension_cells.h"

#include <algorithm>
#include <limits>

#include "aqua/core/error.h"
#include "aqua/exec/onednn/gather_step.h"
#include "aqua/exec/onednn/map_memory.h"

namespace aqua::exec::onednn {
namespace {

using graph::ValueIndex;

constexpr ElementType kFloats = ElementType::f32;

}  // namespace

ExtensionCells::ExtensionCells(const graph::Graph& graph, const crop::GrowthPlan& plan)
    : graph_(graph), plan_(plan), maps_(graph.values.size()) {}

void ExtensionCells::Add(ValueIndex value) {
  maps_[value].map = PartsOf(plan_, value);
  int64_t bytes = 0;
  for (const Window& part : maps_[value].map.parts) bytes += BytesOf(value, part);
  maps_[value].buffer = AddBuffer(bytes);
}

std::optional<Cells> ExtensionCells::Held(ValueIndex value, const Window& window) const {
  int64_t offset = 0;
  for (const Window& part : maps_[value].map.parts) {
    if (part.Contains(window) && part.columns == window.columns) {
      const Window above{{part.rows.begin, window.rows.begin}, part.columns};
      if (above.area() > 0) offset += BytesOf(value, above);
      return Cells{false, maps_[value].buffer, offset};
    }
    offset += BytesOf(value, part);
  }
  return std::nullopt;
}

Cells ExtensionCells::Find(ValueIndex value, const Window& window) {
  if (value == graph_.input) return InputWindow(window);
  if (const std::optional<Cells> held = Held(value, window)) return *held;
  ExtensionStep gather;
  std::vector<Place> from;
  int64_t found = 0;
  for (const Window& part : maps_[value].map.parts) {
    const int64_t shared = Intersect(part, window).area();
    if (shared == 0) continue;
    found += shared;
    from.push_back({ShapeOf(value), part});
    gather.inputs.push_back(*Held(value, part));
  }
  if (found < window.area()) {
    const Window kept = Intersect(window, plan_.reused[value]);
    AQUA_CHECK_EQ(found + kept.area(), window.area());
    if (kept == window) return Keep(value, kept);
    from.push_back({ShapeOf(value), kept});
    gather.inputs.push_back(Keep(value, kept));
  }
  const Place to{ShapeOf(value), window};
  const Cells copy{false, AddBuffer(HeldBytes(to, kFloats)), 0};
  gather.output = copy;
  gather.step = std::make_unique<GatherStep>(std::move(from), to, kFloats);
  AddStep(std::move(gather));
  return copy;
}

Cells ExtensionCells::Keep(ValueIndex value, const Window& window) {
  std::vector<Tap>& taps = result_.taps;
  const auto same = std::find_if(taps.begin(), taps.end(), [&](const Tap& tap) {
    return tap.value == value && tap.window == window;
  });
  const auto index = static_cast<size_t>(same - taps.begin());
  if (same == taps.end()) taps.push_back({value, window});
  return {true, index, 0};
}

void ExtensionCells::AddStep(ExtensionStep step) {
  step.scratch = {false, AddBuffer(step.step->ScratchBytes()), 0};
  const int index = static_cast<int>(result_.steps.size()) + 1;
  const auto touch = [&](const Cells& cells) {
    if (cells.are_kept) return;
    Buffer& buffer = result_.buffers[cells.index];
    buffer.first_step = std::min(buffer.first_step, index);
    buffer.last_step = std::max(buffer.last_step, index);
  };
  std::for_each(step.inputs.begin(), step.inputs.end(), touch);
  touch(step.output);
  touch(step.scratch);
  result_.steps.push_back(std::move(step));
}

ExtensionSteps ExtensionCells::Finish() {
  const Place place{ShapeOf(graph_.output), plan_.to.kept[graph_.output]};
  result_.output = {place, Find(graph_.output, place.window)};
  const Cells& cells = result_.output.cells;
  if (!cells.are_kept) result_.buffers[cells.index].last_step = std::numeric_limits<int>::max();
  return std::move(result_);
}

int64_t ExtensionCells::BytesOf(ValueIndex value, const Window& window) const {
  return HeldBytes({ShapeOf(value), window}, kFloats);
}

size_t ExtensionCells::AddBuffer(int64_t bytes) {
  result_.buffers.push_back({bytes, std::numeric_limits<int>::max(), 0});
  return result_.buffers.size() - 1;
}

Cells ExtensionCells::InputWindow(const Window& window) {
  for (const HeldWindow& held : result_.input_windows) {
    if (held.place.window == window) return held.cells;
  }
  const Place place{ShapeOf(graph_.input), window};
  const Cells cells{false, AddBuffer(HeldBytes(place, kFloats)), 0};
  result_.buffers[cells.index].first_step = 0;
  result_.input_windows.push_back({place, cells});
  return cells;
}

}  // namespace aqua::exec::onednn
