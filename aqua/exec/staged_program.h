// A run in two parts: up to a value that alone carries the network on (graph/section.h), where one
// can look at it and stop, and the rest.
#pragma once

#include <cstdint>

#include "aqua/core/tensor.h"

namespace aqua::exec {

class StagedProgram {
 public:
  StagedProgram() = default;
  StagedProgram(const StagedProgram&) = delete;
  StagedProgram& operator=(const StagedProgram&) = delete;
  virtual ~StagedProgram() = default;

  // `input`: one image, as for Program::Run. Returns the value at the gate in its full shape, zeros
  // where it is cut.
  virtual Tensor Begin(const Tensor& input) = 0;

  // The network's output, of the image that Begin was last called with: what Program::Run gives.
  // Begin has been called since the last Finish.
  virtual Tensor Finish() = 0;

  // Memory for activations and scratch.
  virtual int64_t ActivationBytes() const = 0;
};

}  // namespace aqua::exec
