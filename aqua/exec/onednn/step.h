// One step of a compiled program. A map is held channels last (N, H, W, C), only its kept window,
// without gaps; any other value in row-major order. A cell is a float, or what element_types.h
// says.
#pragma once

#include <cstdint>
#include <span>

namespace aqua::exec::onednn {

class Step {
 public:
  Step() = default;
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;
  virtual ~Step() = default;

  // Memory used only while the step runs.
  virtual int64_t ScratchBytes() const { return 0; }
  // Called once, before the first Run. `inputs`: the node's inputs, then the addends of its
  // post-ops. Memory stays put for the program's life, and is aligned to 64 bytes.
  virtual void Bind(std::span<char* const> inputs, char* output, char* scratch) = 0;
  virtual void Run() = 0;
};

// A bound buffer as the elements that it holds.
template <typename Element>
Element* ElementsAt(char* buffer) {
  return reinterpret_cast<Element*>(buffer);
}

}  // namespace aqua::exec::onednn
