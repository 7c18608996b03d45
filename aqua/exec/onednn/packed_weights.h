// Weights in the layouts that the kernels want, each kept once however many programs use it.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <oneapi/dnnl/dnnl.hpp>
#include <vector>

#include "aqua/core/tensor.h"

namespace aqua::exec::onednn {

class PackedWeights {
 public:
  PackedWeights();

  const dnnl::engine& engine() const { return engine_; }

  // `tensor`, whose data is laid out as `plain` says, in the layout `wanted`. Kept under the
  // tensor's data, so call it with tensors that live as long as the network.
  dnnl::memory Get(const Tensor& tensor, const dnnl::memory::desc& plain,
                   const dnnl::memory::desc& wanted);

  // All packed copies together; a tensor used as it is costs nothing.
  int64_t Bytes() const;

 private:
  dnnl::engine engine_;
  mutable std::mutex mutex_;
  std::map<const float*, std::vector<dnnl::memory>> packed_;
  int64_t bytes_ = 0;
};

}  // namespace aqua::exec::onednn
