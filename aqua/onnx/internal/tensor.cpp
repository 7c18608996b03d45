#include "aqua/onnx/internal/tensor.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/onnx/internal/element_types.h"

namespace aqua::onnx {
namespace {

constexpr int kMaxRank = 16;
// All constants of a file together: 2 GiB of float32, four times VGG-16.
constexpr int64_t kMaxTotalCount = int64_t{1} << 29;

int64_t ValueCount(const OnnxTensor& tensor) {
  return std::visit([](const auto& values) { return static_cast<int64_t>(values.size()); },
                    tensor.values);
}

// The product without dimensions of 0, so that no part of it overflows later.
int64_t CountOfSides(const Shape& shape) {
  std::vector<int64_t> dims = shape.dims();
  std::replace(dims.begin(), dims.end(), int64_t{0}, int64_t{1});
  return Shape(std::move(dims)).ElementCount();
}

}  // namespace

int64_t TensorReader::CheckedCount(const Shape& shape, const std::string& name) {
  if (shape.rank() > kMaxRank) {
    throw Error("{}: {} has {} dimensions, expected at most {}", model_, name, shape.rank(),
                kMaxRank);
  }
  try {
    CountOfSides(shape);
  } catch (const Error& error) {
    throw Error("{}: {}: {}", model_, name, error.what());
  }
  const int64_t count = shape.ElementCount();
  total_count_ += count;
  if (total_count_ > kMaxTotalCount) {
    throw Error(
        "{}: with {} of shape {} its constants have more than {} values, the most AQuA "
        "reads",
        model_, name, shape.ToString(), kMaxTotalCount);
  }
  return count;
}

OnnxTensor TensorReader::Read(const ::onnx::TensorProto& proto, const std::string& name) {
  OnnxTensor tensor;
  tensor.shape = Shape(std::vector<int64_t>(proto.dims().begin(), proto.dims().end()));
  tensor.element_type = proto.data_type();
  const int64_t count = CheckedCount(tensor.shape, name);
  const size_t element_bytes = ElementBytes(proto.data_type());
  if (element_bytes == 0) {
    throw Error("{}: {} has elements of {}, expected a float, integer or bool type", model_, name,
                ElementTypeName(proto.data_type()));
  }
  const uint64_t expected_bytes = static_cast<uint64_t>(count) * element_bytes;
  if (proto.data_location() == ::onnx::TensorProto::EXTERNAL) {
    tensor.values = DecodeBytes(proto.data_type(), external_.Read(proto, expected_bytes, name));
  } else if (!proto.has_raw_data()) {
    tensor.values = DecodeFields(proto);
  } else if (proto.raw_data().size() == expected_bytes) {
    tensor.values = DecodeBytes(proto.data_type(), proto.raw_data());
  } else {
    throw Error("{}: {} of shape {} holds {} bytes, expected {}; the file is damaged", model_, name,
                tensor.shape.ToString(), proto.raw_data().size(), expected_bytes);
  }
  if (ValueCount(tensor) != count) {
    throw Error("{}: {} of shape {} holds {} values, expected {}; the file is damaged", model_,
                name, tensor.shape.ToString(), ValueCount(tensor), count);
  }
  return tensor;
}

}  // namespace aqua::onnx
