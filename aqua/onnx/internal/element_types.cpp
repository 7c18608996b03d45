#include "aqua/onnx/internal/element_types.h"

#include <bit>
#include <cstring>

#include "aqua/core/error.h"

namespace aqua::onnx {
namespace {

using ::onnx::TensorProto;

static_assert(std::endian::native == std::endian::little, "raw data is little-endian");

// IEEE 754 binary16.
float FromHalf(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000U) << 16;
  const uint32_t exponent = (half >> 10) & 0x1FU;
  const uint32_t fraction = half & 0x3FFU;
  if (exponent == 0x1F) return std::bit_cast<float>(sign | 0x7F800000U | fraction << 13);
  if (exponent != 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
  const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
  return sign != 0 ? -magnitude : magnitude;
}

float FromBfloat16(uint16_t bits) {
  return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16);
}

template <typename Stored, typename Value>
std::vector<Value> Unpack(std::string_view bytes, Value (*convert)(Stored)) {
  std::vector<Value> values(bytes.size() / sizeof(Stored));
  for (size_t i = 0; i < values.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    values[i] = convert(stored);
  }
  return values;
}

std::vector<float> CopyFloats(std::string_view bytes) {
  std::vector<float> values(bytes.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

template <typename Stored>
std::vector<int64_t> UnpackIntegers(std::string_view bytes) {
  return Unpack<Stored, int64_t>(bytes, [](Stored v) { return static_cast<int64_t>(v); });
}

template <typename Value, typename Fields>
std::vector<Value> Copied(const Fields& fields) {
  return {fields.begin(), fields.end()};
}

std::vector<float> SmallFloats(const TensorProto& proto) {
  const auto convert = proto.data_type() == TensorProto::FLOAT16 ? FromHalf : FromBfloat16;
  std::vector<float> values;
  for (const int32_t bits : proto.int32_data()) {
    values.push_back(convert(static_cast<uint16_t>(bits)));
  }
  return values;
}

}  // namespace

size_t ElementBytes(int32_t type) {
  switch (type) {
    case TensorProto::BOOL:
    case TensorProto::INT8:
    case TensorProto::UINT8:
      return 1;
    case TensorProto::FLOAT16:
    case TensorProto::BFLOAT16:
    case TensorProto::INT16:
    case TensorProto::UINT16:
      return 2;
    case TensorProto::FLOAT:
    case TensorProto::INT32:
    case TensorProto::UINT32:
      return 4;
    case TensorProto::DOUBLE:
    case TensorProto::INT64:
    case TensorProto::UINT64:
      return 8;
    default:
      return 0;
  }
}

std::string ElementTypeName(int32_t type) {
  if (!TensorProto::DataType_IsValid(type)) return fmt::format("type {}", type);
  return TensorProto::DataType_Name(static_cast<TensorProto::DataType>(type));
}

Values DecodeBytes(int32_t type, std::string_view bytes) {
  switch (type) {
    case TensorProto::FLOAT:
      return CopyFloats(bytes);
    case TensorProto::DOUBLE:
      return Unpack<double, float>(bytes, [](double v) { return static_cast<float>(v); });
    case TensorProto::FLOAT16:
      return Unpack<uint16_t, float>(bytes, FromHalf);
    case TensorProto::BFLOAT16:
      return Unpack<uint16_t, float>(bytes, FromBfloat16);
    case TensorProto::BOOL:
      return Unpack<uint8_t, int64_t>(bytes, [](uint8_t v) { return int64_t{v != 0}; });
    case TensorProto::UINT8:
      return UnpackIntegers<uint8_t>(bytes);
    case TensorProto::INT8:
      return UnpackIntegers<int8_t>(bytes);
    case TensorProto::INT16:
      return UnpackIntegers<int16_t>(bytes);
    case TensorProto::UINT16:
      return UnpackIntegers<uint16_t>(bytes);
    case TensorProto::INT32:
      return UnpackIntegers<int32_t>(bytes);
    case TensorProto::UINT32:
      return UnpackIntegers<uint32_t>(bytes);
    case TensorProto::INT64:
    case TensorProto::UINT64:
      return UnpackIntegers<int64_t>(bytes);
    default:
      AQUA_CHECK(false);
      return {};
  }
}

Values DecodeFields(const TensorProto& proto) {
  switch (proto.data_type()) {
    case TensorProto::FLOAT:
      return Copied<float>(proto.float_data());
    case TensorProto::DOUBLE: {
      std::vector<float> values;
      for (const double v : proto.double_data()) values.push_back(static_cast<float>(v));
      return values;
    }
    case TensorProto::FLOAT16:
    case TensorProto::BFLOAT16:
      return SmallFloats(proto);
    case TensorProto::INT64:
      return Copied<int64_t>(proto.int64_data());
    case TensorProto::UINT32:
    case TensorProto::UINT64:
      return Copied<int64_t>(proto.uint64_data());
    default:
      return Copied<int64_t>(proto.int32_data());
  }
}

}  // namespace aqua::onnx
