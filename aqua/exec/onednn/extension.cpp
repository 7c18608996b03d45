#include "aqua/exec/onednn/extension.h"

#include "aqua/exec/onednn/channels_last.h"

namespace aqua::exec::onednn {

Extension::Extension(ExtensionSteps steps)
    : steps_(std::move(steps)), layout_(LayOutArena(steps_.buffers)) {}

void Extension::Bind(char* arena, const std::vector<char*>& kept) {
  const auto at = [&](const Cells& cells) {
    char* first = cells.are_kept ? kept[cells.index] : arena + layout_.offsets[cells.index];
    return first + cells.offset_bytes;
  };
  for (ExtensionStep& bound : steps_.steps) {
    std::vector<char*> inputs;
    for (const Cells& cells : bound.inputs) inputs.push_back(at(cells));
    bound.step->Bind(inputs, at(bound.output), at(bound.scratch));
  }
  for (const HeldWindow& window : steps_.input_windows) {
    input_windows_.push_back(ElementsAt<float>(at(window.cells)));
  }
  output_ = ElementsAt<float>(at(steps_.output.cells));
}

Tensor Extension::Run(const Tensor& input) {
  for (size_t i = 0; i < input_windows_.size(); ++i) {
    HoldInput(input, steps_.input_windows[i].place, input_windows_[i]);
  }
  for (ExtensionStep& bound : steps_.steps) bound.step->Run();
  Activation result{steps_.output.place, Tensor(steps_.output.place.KeptShape())};
  ReadHeld(output_, result);
  return result.Pasted().data;
}

}  // namespace aqua::exec::onednn
