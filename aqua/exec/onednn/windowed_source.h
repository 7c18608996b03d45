// The part of its input that a sliding kernel reads, as a map without gaps and explicit padding.
// Where the kernel reads exactly what is held, that is the held map itself; otherwise the part is
// copied to scratch first.
#pragma once

#include <optional>

#include "aqua/core/window.h"
#include "aqua/exec/onednn/element_types.h"
#include "aqua/layers/kernel_geometry.h"

namespace aqua::exec::onednn {

struct EdgePads {
  int64_t top = 0;
  int64_t bottom = 0;
  int64_t left = 0;
  int64_t right = 0;
};

class WindowedSource {
 public:
  // `need`: what the output reads, in cells of the full input; past the held window is padding.
  // `geometry`: padding of a kernel's extent or more is beyond oneDNN; then CanPad() is false.
  WindowedSource(const Place& held, const Window& need, const layers::KernelGeometry& geometry,
                 ElementType type = ElementType::f32);

  bool CanPad() const { return can_pad_; }
  // Takes the padding into the copy, as zeros: right for a convolution, whatever the padding.
  void MaterialisePadding();

  Shape SourceShape() const;
  const EdgePads& pads() const { return pads_; }
  bool copies() const { return source_ != held_.window; }
  int64_t ScratchBytes() const;

  // The source's first cell: `held` itself, or `scratch` filled by the copy.
  char* Prepare(char* held, char* scratch) const;

 private:
  Place held_;
  Window need_;
  Window source_;  // In cells of the full input.
  EdgePads pads_;
  int64_t element_bytes_;
  bool can_pad_ = false;
};

}  // namespace aqua::exec::onednn
