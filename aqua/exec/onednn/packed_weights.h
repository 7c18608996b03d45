// Weights in the layouts that the kernels want, each kept once however many programs use it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <oneapi/dnnl/dnnl.hpp>
#include <vector>

#include "aqua/core/tensor.h"
#include "aqua/layers/trained.h"

namespace aqua::exec::onednn {

class PackedWeights {
 public:
  PackedWeights();

  const dnnl::engine& engine() const { return engine_; }

  // `tensor`, whose data is laid out as `plain` says, in the layout `wanted`. Kept under the
  // tensor's data, so call it with tensors that live as long as the network.
  dnnl::memory Get(const Tensor& tensor, const dnnl::memory::desc& plain,
                   const dnnl::memory::desc& wanted);

  // The integers of a tensor on a grid of at most 8 bits: `plain` and `wanted` hold s8.
  dnnl::memory GetIntegers(const Tensor& tensor, const layers::WeightGrid& grid,
                           const dnnl::memory::desc& plain, const dnnl::memory::desc& wanted);

  // A vector of floats as memory of its own.
  dnnl::memory Copy(const Tensor& vector) const;

  // All packed copies together; a tensor used as it is costs nothing.
  int64_t Bytes() const;

 private:
  dnnl::memory Packed(const Tensor& tensor, const dnnl::memory::desc& wanted,
                      const std::function<dnnl::memory()>& source);

  dnnl::engine engine_;
  mutable std::mutex mutex_;
  std::map<const float*, std::vector<dnnl::memory>> packed_;
  int64_t bytes_ = 0;
};

}  // namespace aqua::exec::onednn
