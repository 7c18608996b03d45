#include "aqua/core/npy.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "aqua/core/error.h"
#include "aqua/core/internal/npy_header.h"

namespace aqua {
namespace {

class Npy : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return bytes;
  }

  // A file of version 1 or 2 around the header text and the bytes of the values.
  void WriteArray(int version, const std::string& text, const std::string& values) {
    std::string bytes = std::string("\x93NUMPY") + static_cast<char>(version) + '\0';
    for (int byte = 0; byte < (version == 1 ? 2 : 4); ++byte) {
      bytes += static_cast<char>(text.size() >> (8 * byte) & 0xFF);
    }
    Write(bytes + text + values);
  }

  template <typename Value>
  static std::string Bytes(const std::vector<Value>& values) {
    std::string bytes(values.size() * sizeof(Value), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
  }

  std::string ReadError() {
    try {
      ReadNpy(path_);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  void ExpectRefused(const std::string& words) {
    const std::string text = ReadError();
    EXPECT_NE(text.find(path_.string()), std::string::npos) << text;
    EXPECT_NE(text.find(words), std::string::npos) << text;
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("aqua_npy_test_" + std::to_string(getpid()));
  const std::filesystem::path path_ = folder_ / "array.npy";
};

const std::string kTwoByTwo = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n";

TEST_F(Npy, WhatIsWrittenIsReadBack) {
  for (const Shape& shape : {Shape{}, Shape{5}, Shape{1, 3, 4, 2}, Shape{2, 0}}) {
    Tensor tensor(shape);
    for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] = static_cast<float>(i) - 1.5F;
    WriteNpy(path_, tensor);
    const Tensor read = ReadNpy(path_);
    EXPECT_EQ(read.shape(), shape);
    EXPECT_TRUE(std::equal(read.values().begin(), read.values().end(), tensor.values().begin()));
  }
}

TEST_F(Npy, ValuesBeginAtAMultipleOf64Bytes) {
  WriteNpy(path_, Tensor(Shape{3, 7}));
  EXPECT_EQ((std::filesystem::file_size(path_) - 3 * 7 * sizeof(float)) % 64, 0U);
}

TEST_F(Npy, BothHeaderVersionsAreRead) {
  for (const int version : {1, 2}) {
    WriteArray(version, kTwoByTwo, Bytes<float>({1, 2, 3, 4}));
    EXPECT_EQ(ReadNpy(path_).shape(), (Shape{2, 2}));
    EXPECT_EQ(ReadNpy(path_)[3], 4.0F);
  }
}

TEST_F(Npy, DoublesBecomeFloats) {
  WriteArray(1, "{'shape': (2,), 'fortran_order': False, 'descr': '<f8'}",
             Bytes<double>({0.1, -2}));
  EXPECT_EQ(ReadNpy(path_)[0], 0.1F);
  EXPECT_EQ(ReadNpy(path_)[1], -2.0F);
}

TEST_F(Npy, OtherTypesAndOrdersAreRefused) {
  WriteArray(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }", "abcd");
  ExpectRefused("another type than float32");
  WriteArray(1, "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "abcd");
  ExpectRefused("another type than float32");
  WriteArray(1, "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "abcd");
  ExpectRefused("record array");
  WriteArray(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", "abcd");
  ExpectRefused("Fortran order");
}

TEST_F(Npy, AFileThatIsNoArrayIsRefused) {
  ExpectRefused("cannot be opened");
  Write("");
  ExpectRefused("middle of its header");
  Write("a text that is no array");
  ExpectRefused("is not a .npy file");
  WriteArray(9, kTwoByTwo, "");
  ExpectRefused("version 9");
  std::filesystem::remove(path_);
  std::filesystem::create_directory(path_);
  ExpectRefused("is not a file");
}

TEST_F(Npy, ASizeThatIsNotTheHeadersIsRefused) {
  WriteArray(1, kTwoByTwo, Bytes<float>({1, 2, 3}));
  ExpectRefused("an array of shape 2x2 needs");
  WriteArray(1, kTwoByTwo, Bytes<float>({1, 2, 3, 4, 5}));
  ExpectRefused("an array of shape 2x2 needs");
}

TEST_F(Npy, AHugeClaimAllocatesNothing) {
  for (const std::string dims : {"2147483648, 4", "4611686018427387904, 4611686018427387904"}) {
    WriteArray(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + "), }", "abcd");
    ExpectRefused("more than 2147483648 elements");
  }
  WriteArray(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (536870912,), }", "abcd");
  ExpectRefused("needs 2147483");
  Write(std::string("\x93NUMPY\x02\0\xFF\xFF\xFF\xFF", 12));
  ExpectRefused("claims 4294967295 bytes");
}

TEST_F(Npy, EveryBrokenHeaderIsRefused) {
  const std::string dims_33 = [] {
    std::string dims;
    for (int i = 0; i < 33; ++i) dims += "1,";
    return dims;
  }();
  for (const std::string& text : std::vector<std::string>{
           "", "{", "{}", "[]", "{'descr'", "{'descr': '<f4}", "{'color': 1}",
           "{'descr': '<f4', 'shape': (1,)}", "{'fortran_order': False, 'shape': (1,)}",
           "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (1.5,)}",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)}",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims_33 + ")}"}) {
    WriteArray(1, text, "abcd");
    EXPECT_NE(ReadError(), "") << text;
    ExpectRefused("its .npy header");
  }
}

TEST_F(Npy, EveryTruncationOfAGoodFileIsRefused) {
  WriteNpy(path_, Tensor(Shape{2, 2}));
  std::ifstream file(path_, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), {});
  for (size_t length = 0; length < whole.size(); ++length) {
    Write(whole.substr(0, length));
    EXPECT_NE(ReadError(), "") << length;
  }
}

TEST_F(Npy, AFailedWriteNamesTheFileAndLeavesNothing) {
  const std::filesystem::path nowhere = folder_ / "no_such_folder" / "out.npy";
  EXPECT_THROW(WriteNpy(nowhere, Tensor(Shape{1})), Error);
  std::filesystem::create_directory(folder_ / "taken.npy");
  EXPECT_THROW(WriteNpy(folder_ / "taken.npy", Tensor(Shape{1})), Error);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "taken.npy.partial"));
}

}  // namespace
}  // namespace aqua
