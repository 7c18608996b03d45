#include "aqua/onnx/internal/element_types.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "aqua/onnx/testing/model_file.h"

namespace aqua::onnx {
namespace {

using ::onnx::TensorProto;
using testing::BytesOf;

using Floats = std::vector<float>;
using Integers = std::vector<int64_t>;

Floats FloatsOf(const Values& values) { return std::get<Floats>(values); }
Integers IntegersOf(const Values& values) { return std::get<Integers>(values); }

TEST(DecodeBytes, ReadsFloatingTypesAsFloat) {
  EXPECT_EQ(FloatsOf(DecodeBytes(TensorProto::FLOAT, BytesOf<float>({1.5F, -2}))),
            (Floats{1.5F, -2}));
  EXPECT_EQ(FloatsOf(DecodeBytes(TensorProto::DOUBLE, BytesOf<double>({0.1, -1e300}))),
            (Floats{0.1F, -std::numeric_limits<float>::infinity()}));
  EXPECT_EQ(FloatsOf(DecodeBytes(TensorProto::BFLOAT16, BytesOf<uint16_t>({0x3F80, 0xC040}))),
            (Floats{1, -3}));
}

TEST(DecodeBytes, ReadsHalfFloatsFromTheSmallestToTheLargest) {
  const std::vector<uint16_t> halves = {0x0000, 0x8001, 0x03FF, 0x0400, 0x3C00, 0xC500, 0x7BFF};
  EXPECT_EQ(FloatsOf(DecodeBytes(TensorProto::FLOAT16, BytesOf(halves))),
            (Floats{0, -0x1p-24F, 1023 * 0x1p-24F, 0x1p-14F, 1, -5, 65504}));
  const Floats special =
      FloatsOf(DecodeBytes(TensorProto::FLOAT16, BytesOf<uint16_t>({0xFC00, 0x7E00})));
  EXPECT_EQ(special[0], -std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(special[1]));
}

TEST(DecodeBytes, ReadsIntegerTypesWithTheirSigns) {
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::INT8, BytesOf<int8_t>({-128, 127}))),
            (Integers{-128, 127}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::UINT8, BytesOf<uint8_t>({0, 255}))),
            (Integers{0, 255}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::INT16, BytesOf<int16_t>({-300}))),
            (Integers{-300}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::UINT16, BytesOf<uint16_t>({65535}))),
            (Integers{65535}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::INT32, BytesOf<int32_t>({-70000}))),
            (Integers{-70000}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::UINT32, BytesOf<uint32_t>({4294967295U}))),
            (Integers{4294967295}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::INT64, BytesOf<int64_t>({INT64_MIN}))),
            (Integers{INT64_MIN}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::UINT64, BytesOf<uint64_t>({5}))), (Integers{5}));
  EXPECT_EQ(IntegersOf(DecodeBytes(TensorProto::BOOL, BytesOf<uint8_t>({0, 1, 7}))),
            (Integers{0, 1, 1}));
}

TEST(DecodeFields, ReadsTheFieldThatEachTypeUses) {
  const auto of = [](int32_t type, auto fill) {
    TensorProto tensor;
    tensor.set_data_type(type);
    fill(tensor);
    return DecodeFields(tensor);
  };
  EXPECT_EQ(FloatsOf(of(TensorProto::FLOAT, [](auto& t) { t.add_float_data(2.5F); })),
            (Floats{2.5F}));
  EXPECT_EQ(FloatsOf(of(TensorProto::DOUBLE, [](auto& t) { t.add_double_data(0.1); })),
            (Floats{0.1F}));
  EXPECT_EQ(FloatsOf(of(TensorProto::FLOAT16, [](auto& t) { t.add_int32_data(0xC500); })),
            (Floats{-5}));
  EXPECT_EQ(FloatsOf(of(TensorProto::BFLOAT16, [](auto& t) { t.add_int32_data(0x3F80); })),
            (Floats{1}));
  EXPECT_EQ(IntegersOf(of(TensorProto::INT64, [](auto& t) { t.add_int64_data(-9); })),
            (Integers{-9}));
  EXPECT_EQ(IntegersOf(of(TensorProto::UINT32, [](auto& t) { t.add_uint64_data(9); })),
            (Integers{9}));
  EXPECT_EQ(IntegersOf(of(TensorProto::INT8, [](auto& t) { t.add_int32_data(-3); })),
            (Integers{-3}));
}

TEST(ElementTypes, NamesTypesAndKnowsWhichAreNumbers) {
  EXPECT_EQ(ElementBytes(TensorProto::STRING), 0U);
  EXPECT_EQ(ElementBytes(TensorProto::COMPLEX64), 0U);
  EXPECT_EQ(ElementBytes(99), 0U);
  EXPECT_EQ(ElementBytes(TensorProto::DOUBLE), 8U);
  EXPECT_EQ(ElementTypeName(TensorProto::STRING), "STRING");
  EXPECT_EQ(ElementTypeName(99), "type 99");
}

}  // namespace
}  // namespace aqua::onnx
