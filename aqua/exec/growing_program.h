// A crop that can be grown after it ran: the network on a smaller crop, then on a larger one of
// which only the border is computed. What is taken over from the smaller run is said by
// crop/growth.h.
#pragma once

#include <cstdint>

#include "aqua/core/tensor.h"

namespace aqua::exec {

class GrowingProgram {
 public:
  GrowingProgram() = default;
  GrowingProgram(const GrowingProgram&) = delete;
  GrowingProgram& operator=(const GrowingProgram&) = delete;
  virtual ~GrowingProgram() = default;

  // `input`: one image, as for Program::Run. Returns the network's output under the smaller crop,
  // and keeps what growing it needs.
  virtual Tensor Run(const Tensor& input) = 0;

  // The network's output under the larger crop, of the image that Run was last called with. Run has
  // been called. May be called again.
  virtual Tensor Grow(const Tensor& input) = 0;

  // Memory for activations and scratch, and for what is kept.
  virtual int64_t ActivationBytes() const = 0;
};

}  // namespace aqua::exec
