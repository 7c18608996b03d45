#include "aqua/exec/onednn/packed_weights.h"

namespace aqua::exec::onednn {

PackedWeights::PackedWeights() : engine_(dnnl::engine::kind::cpu, 0) {}

dnnl::memory PackedWeights::Get(const Tensor& tensor, const dnnl::memory::desc& plain,
                                const dnnl::memory::desc& wanted) {
  dnnl::memory source(plain, engine_, const_cast<float*>(tensor.data()));
  if (plain == wanted) return source;
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<dnnl::memory>& versions = packed_[tensor.data()];
  for (const dnnl::memory& version : versions) {
    if (version.get_desc() == wanted) return version;
  }
  dnnl::memory packed(wanted, engine_);
  dnnl::stream stream(engine_);
  dnnl::reorder(source, packed).execute(stream, source, packed);
  stream.wait();
  versions.push_back(packed);
  bytes_ += static_cast<int64_t>(wanted.get_size());
  return packed;
}

int64_t PackedWeights::Bytes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return bytes_;
}

}  // namespace aqua::exec::onednn
