// Any layer without a faster way: its own plain kernel, on row-major copies of what is held.
#include "aqua/exec/onednn/channels_last.h"
#include "aqua/exec/onednn/lowering.h"
#include "aqua/exec/places.h"

namespace aqua::exec::onednn {
namespace {

class PlainStep final : public Step {
 public:
  explicit PlainStep(const LoweringContext& context)
      : layer_(context.node.main->layer),
        whole_inputs_(NeedsWholeInputs(*layer_, context.spec.head)),
        output_{context.output, Tensor(context.output.KeptShape())} {
    for (const Place& place : context.inputs) {
      inputs_.push_back({place, Tensor(place.KeptShape())});
    }
  }

  void Bind(std::span<char* const> inputs, char* output, char* /*scratch*/) override {
    for (char* input : inputs) held_inputs_.push_back(ElementsAt<float>(input));
    held_output_ = ElementsAt<float>(output);
  }

  void Run() override {
    std::vector<Activation> seen;
    for (size_t i = 0; i < inputs_.size(); ++i) {
      ReadHeld(held_inputs_[i], inputs_[i]);
      seen.push_back(whole_inputs_ ? inputs_[i].Pasted() : inputs_[i]);
    }
    layer_->Run(seen, output_);
    WriteHeld(output_, held_output_);
  }

 private:
  layers::LayerPtr layer_;
  bool whole_inputs_;
  std::vector<Activation> inputs_;
  Activation output_;
  std::vector<float*> held_inputs_;
  float* held_output_ = nullptr;
};

}  // namespace

std::unique_ptr<Step> LowerPlain(const LoweringContext& context) {
  return std::make_unique<PlainStep>(context);
}

}  // namespace aqua::exec::onednn
