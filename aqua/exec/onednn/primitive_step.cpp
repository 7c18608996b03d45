#include "aqua/exec/onednn/primitive_step.h"

namespace aqua::exec::onednn {
namespace {

constexpr int64_t kAlignmentBytes = 64;

}  // namespace

PrimitiveStep::PrimitiveStep(Parts parts)
    : parts_(std::move(parts)), stream_(parts_.engine), arguments_(parts_.constants) {}

int64_t PrimitiveStep::SourceBytes() const {
  const int64_t bytes = parts_.source ? parts_.source->ScratchBytes() : 0;
  return (bytes + kAlignmentBytes - 1) / kAlignmentBytes * kAlignmentBytes;
}

int64_t PrimitiveStep::ScratchBytes() const {
  return SourceBytes() + static_cast<int64_t>(parts_.scratchpad.get_size());
}

void PrimitiveStep::Bind(std::span<char* const> inputs, char* output, char* scratch) {
  const auto memory_at = [this](const dnnl::memory::desc& desc, void* data) {
    return dnnl::memory(desc, parts_.engine, data);
  };
  held_ = inputs[0];
  source_scratch_ = scratch;
  const bool copies = parts_.source && parts_.source->copies();
  for (size_t i = 0; i < parts_.inputs.size(); ++i) {
    char* data = i == 0 && copies ? source_scratch_ : inputs[i];
    arguments_[parts_.inputs[i].argument] = memory_at(parts_.inputs[i].desc, data);
  }
  arguments_[DNNL_ARG_DST] = memory_at(parts_.output, output);
  arguments_[DNNL_ARG_SCRATCHPAD] = memory_at(parts_.scratchpad, scratch + SourceBytes());
  BindAddends(parts_.post_ops, parts_.addend, parts_.engine, inputs.subspan(parts_.inputs.size()),
              arguments_);
}

void PrimitiveStep::Run() {
  if (parts_.source) parts_.source->Prepare(held_, source_scratch_);
  parts_.primitive.execute(stream_, arguments_);
}

}  // namespace aqua::exec::onednn
