// A step that is one oneDNN primitive, with what every one of them needs done: memory bound once,
// the input's window prepared, addends of the post-ops, scratch.
#pragma once

#include <optional>
#include <vector>

#include "aqua/exec/onednn/post_ops.h"
#include "aqua/exec/onednn/step.h"
#include "aqua/exec/onednn/windowed_source.h"

namespace aqua::exec::onednn {

class PrimitiveStep final : public Step {
 public:
  struct Input {
    int argument = DNNL_ARG_SRC;
    dnnl::memory::desc desc;
  };
  struct Parts {
    dnnl::primitive primitive;
    dnnl::engine engine;
    std::vector<Input> inputs;             // The node's inputs, in order.
    std::optional<WindowedSource> source;  // How input 0 is read, when not as it is held.
    dnnl::memory::desc output;
    dnnl::memory::desc scratchpad;
    std::vector<PostOp> post_ops;
    dnnl::memory::desc addend = {};  // Of the post-ops, where they add.
    Arguments constants;             // Weights, bias.
  };

  explicit PrimitiveStep(Parts parts);

  int64_t ScratchBytes() const override;
  void Bind(std::span<char* const> inputs, char* output, char* scratch) override;
  void Run() override;

 private:
  int64_t SourceBytes() const;

  Parts parts_;
  dnnl::stream stream_;
  Arguments arguments_;
  char* held_ = nullptr;
  char* source_scratch_ = nullptr;
};

}  // namespace aqua::exec::onednn
