#include "aqua/exec/onednn/activated_step.h"

#include <algorithm>

#include "aqua/exec/onednn/map_memory.h"
#include "aqua/exec/onednn/post_ops.h"

namespace aqua::exec::onednn {
namespace {

class ActivatedStep final : public Step {
 public:
  ActivatedStep(std::unique_ptr<Step> first, const LoweringContext& context)
      : first_(std::move(first)),
        map_(PlaceDesc(context.output)),
        engine_(context.weights.engine()),
        stream_(engine_),
        description_(
            {dnnl::prop_kind::forward_inference, dnnl::algorithm::eltwise_linear, map_, 1.0F, 0.0F},
            MakeAttributes(context.node.post_ops, map_), engine_),
        activation_(description_) {}

  int64_t ScratchBytes() const override {
    return std::max(first_->ScratchBytes(),
                    static_cast<int64_t>(description_.scratchpad_desc().get_size()));
  }

  void Bind(std::span<char* const> inputs, char* output, char* scratch) override {
    first_->Bind(inputs, output, scratch);
    arguments_[DNNL_ARG_SRC] = dnnl::memory(map_, engine_, output);
    arguments_[DNNL_ARG_DST] = arguments_[DNNL_ARG_SRC];
    arguments_[DNNL_ARG_SCRATCHPAD] =
        dnnl::memory(description_.scratchpad_desc(), engine_, scratch);
  }

  void Run() override {
    first_->Run();
    activation_.execute(stream_, arguments_);
  }

 private:
  std::unique_ptr<Step> first_;
  dnnl::memory::desc map_;
  dnnl::engine engine_;
  dnnl::stream stream_;
  dnnl::eltwise_forward::primitive_desc description_;
  dnnl::eltwise_forward activation_;
  Arguments arguments_;
};

}  // namespace

std::unique_ptr<Step> MakeActivatedStep(std::unique_ptr<Step> first,
                                        const LoweringContext& context) {
  return std::make_unique<ActivatedStep>(std::move(first), context);
}

}  // namespace aqua::exec::onednn
