#include "aqua/onnx/internal/tensor.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/onnx/testing/model_file.h"

namespace aqua::onnx {
namespace {

using ::onnx::TensorProto;
using testing::BytesOf;
using testing::RawTensor;

std::string Complaint(const TensorProto& tensor) {
  try {
    TensorReader("net.onnx").Read(tensor, "tensor \"w\"");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

bool Complains(const TensorProto& tensor, const char* of) {
  const std::string text = Complaint(tensor);
  return text.find("net.onnx: ") == 0 && text.find("tensor \"w\"") != std::string::npos &&
         text.find(of) != std::string::npos;
}

TEST(TensorReader, ReadsRawDataAndTypedFields) {
  TensorReader reader("net.onnx");
  const OnnxTensor raw =
      reader.Read(RawTensor("w", TensorProto::FLOAT, {2, 1}, BytesOf<float>({1, 2})), "w");
  EXPECT_EQ(raw.shape, (Shape{2, 1}));
  EXPECT_EQ(raw.floats(), (std::vector<float>{1, 2}));
  TensorProto typed;
  typed.set_data_type(TensorProto::INT64);
  typed.add_int64_data(7);
  const OnnxTensor scalar = reader.Read(typed, "w");
  EXPECT_EQ(scalar.shape.rank(), 0);
  EXPECT_EQ(scalar.integers(), (std::vector<int64_t>{7}));
}

TEST(TensorReader, ReadsTensorsOfNothing) {
  const OnnxTensor empty =
      TensorReader("net.onnx").Read(RawTensor("w", TensorProto::FLOAT, {0, 3}, ""), "w");
  EXPECT_EQ(empty.shape, (Shape{0, 3}));
  EXPECT_TRUE(empty.floats().empty());
}

TEST(TensorReader, ComparesTheShapeWithTheDataBeforeAllocating) {
  const std::string eight = BytesOf<float>({1, 2});
  EXPECT_TRUE(Complains(RawTensor("w", TensorProto::FLOAT, {3}, eight), "holds 8 bytes"));
  EXPECT_TRUE(Complains(RawTensor("w", TensorProto::FLOAT, {1}, eight), "holds 8 bytes"));
  EXPECT_TRUE(Complains(RawTensor("w", TensorProto::DOUBLE, {2}, eight), "expected 16"));
  EXPECT_TRUE(Complains(RawTensor("w", TensorProto::FLOAT, {1 << 28}, eight), "holds 8 bytes"));
  TensorProto typed;
  typed.set_data_type(TensorProto::FLOAT);
  typed.add_dims(2);
  typed.add_float_data(1);
  EXPECT_TRUE(Complains(typed, "holds 1 values, expected 2"));
}

TEST(TensorReader, RefusesAbsurdShapes) {
  const auto of = [](std::vector<int64_t> dims) {
    return RawTensor("w", TensorProto::FLOAT, dims, "");
  };
  EXPECT_TRUE(Complains(of({-1}), "negative"));
  EXPECT_TRUE(Complains(of({int64_t{1} << 62, 4}), "more than"));
  EXPECT_TRUE(Complains(of({int64_t{1} << 30}), "more than"));
  EXPECT_TRUE(Complains(of({0, int64_t{1} << 40, int64_t{1} << 40}), "more than"));
  EXPECT_TRUE(Complains(of(std::vector<int64_t>(17, 1)), "17 dimensions"));
}

TEST(TensorReader, BoundsAllTensorsTogether) {
  TensorReader reader("net.onnx");
  const int64_t half = int64_t{1} << 28;
  const TensorProto large = RawTensor("w", TensorProto::FLOAT, {half}, "");
  for (int i = 0; i < 2; ++i) EXPECT_THROW(reader.Read(large, "w"), Error);
  try {
    reader.Read(large, "w");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("constants have more than"), std::string::npos);
  }
}

TEST(TensorReader, RefusesTypesThatAreNoNumbers) {
  EXPECT_TRUE(Complains(RawTensor("w", TensorProto::STRING, {1}, "x"), "STRING"));
  EXPECT_TRUE(Complains(RawTensor("w", TensorProto::COMPLEX64, {1}, "x"), "COMPLEX64"));
  EXPECT_TRUE(Complains(RawTensor("w", 23, {1}, "x"), "type 23"));
  EXPECT_TRUE(Complains(TensorProto(), "UNDEFINED"));
}

}  // namespace
}  // namespace aqua::onnx
