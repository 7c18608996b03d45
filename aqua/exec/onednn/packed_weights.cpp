#include "aqua/exec/onednn/packed_weights.h"

#include <algorithm>
#include <cmath>

namespace aqua::exec::onednn {

PackedWeights::PackedWeights() : engine_(dnnl::engine::kind::cpu, 0) {}

dnnl::memory PackedWeights::Get(const Tensor& tensor, const dnnl::memory::desc& plain,
                                const dnnl::memory::desc& wanted) {
  const dnnl::memory source(plain, engine_, const_cast<float*>(tensor.data()));
  if (plain == wanted) return source;
  return Packed(tensor, wanted, [&] { return source; });
}

dnnl::memory PackedWeights::GetIntegers(const Tensor& tensor, const layers::WeightGrid& grid,
                                        const dnnl::memory::desc& plain,
                                        const dnnl::memory::desc& wanted) {
  return Packed(tensor, wanted, [&] {
    dnnl::memory source(plain, engine_);
    auto* integers = static_cast<int8_t*>(source.get_data_handle());
    const int64_t rows = tensor.size() / tensor.shape()[0];
    for (int64_t i = 0; i < tensor.size(); ++i) {
      integers[i] = static_cast<int8_t>(std::ldexp(tensor[i], -grid.Exponent(i / rows)));
    }
    return source;
  });
}

dnnl::memory PackedWeights::Packed(const Tensor& tensor, const dnnl::memory::desc& wanted,
                                   const std::function<dnnl::memory()>& source) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<dnnl::memory>& versions = packed_[tensor.data()];
  for (const dnnl::memory& version : versions) {
    if (version.get_desc() == wanted) return version;
  }
  dnnl::memory plain = source();
  dnnl::memory packed(wanted, engine_);
  dnnl::stream stream(engine_);
  dnnl::reorder(plain, packed).execute(stream, plain, packed);
  stream.wait();
  versions.push_back(packed);
  bytes_ += static_cast<int64_t>(wanted.get_size());
  return packed;
}

dnnl::memory PackedWeights::Copy(const Tensor& vector) const {
  dnnl::memory copy({{vector.size()}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::a},
                    engine_);
  std::copy_n(vector.data(), vector.size(), static_cast<float*>(copy.get_data_handle()));
  return copy;
}

int64_t PackedWeights::Bytes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return bytes_;
}

}  // namespace aqua::exec::onednn
