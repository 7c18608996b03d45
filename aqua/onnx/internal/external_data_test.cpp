#include "aqua/onnx/internal/external_data.h"

#include <gtest/gtest.h>

#include "aqua/core/error.h"
#include "aqua/onnx/testing/model_file.h"

namespace aqua::onnx {
namespace {

namespace fs = std::filesystem;
using testing::TestFolder;

::onnx::TensorProto TensorAt(const std::string& location, const std::string& offset = "",
                             const std::string& length = "") {
  ::onnx::TensorProto tensor;
  tensor.set_data_location(::onnx::TensorProto::EXTERNAL);
  const auto add = [&](const char* key, const std::string& value) {
    if (value.empty()) return;
    auto* entry = tensor.add_external_data();
    entry->set_key(key);
    entry->set_value(value);
  };
  add("location", location);
  add("offset", offset);
  add("length", length);
  return tensor;
}

// What reading four bytes gives, or complains of.
std::string Read(const TestFolder& folder, const ::onnx::TensorProto& tensor) {
  ExternalData data(folder.path() / "model" / "net.onnx");
  try {
    return data.Read(tensor, 4, "tensor \"w\"");
  } catch (const Error& error) {
    return error.what();
  }
}

bool IsRefusedAsOutside(const TestFolder& folder, const std::string& location) {
  return Read(folder, TensorAt(location)).find("outside the model's folder") != std::string::npos;
}

TEST(ExternalData, ReadsFromTheOffset) {
  const TestFolder folder;
  folder.Write("model/weights/w.bin", "0123456789");
  EXPECT_EQ(Read(folder, TensorAt("weights/w.bin")), "0123");
  EXPECT_EQ(Read(folder, TensorAt("weights/w.bin", "6", "4")), "6789");
}

TEST(ExternalData, RemembersItsFiles) {
  const TestFolder folder;
  const fs::path file = folder.Write("model/w.bin", "0123456789");
  ExternalData data(folder.path() / "model" / "net.onnx");
  data.Read(TensorAt("w.bin"), 4, "w");
  data.Read(TensorAt("w.bin", "4"), 4, "w");
  EXPECT_EQ(data.files(), (std::set<fs::path>{fs::canonical(file)}));
}

TEST(ExternalData, StaysInTheModelsFolder) {
  const TestFolder folder;
  const fs::path secret = folder.Write("secret.bin", "0123456789");
  folder.Write("model/w.bin", "0123456789");
  EXPECT_TRUE(IsRefusedAsOutside(folder, "../secret.bin"));
  EXPECT_TRUE(IsRefusedAsOutside(folder, "weights/../w.bin"));
  EXPECT_TRUE(IsRefusedAsOutside(folder, secret.string()));
  EXPECT_TRUE(IsRefusedAsOutside(folder, (folder.path() / "model" / "w.bin").string()));
  EXPECT_TRUE(IsRefusedAsOutside(folder, std::string("w.bin\0x", 7)));
  EXPECT_TRUE(IsRefusedAsOutside(folder, ""));
}

TEST(ExternalData, FollowsNoLinkOutOfTheFolder) {
  const TestFolder folder;
  const fs::path secret = folder.Write("secret.bin", "0123456789");
  const fs::path inside = folder.Write("model/w.bin", "abcdefgh");
  fs::create_symlink(secret, folder.path() / "model" / "out.bin");
  fs::create_directory_symlink(folder.path(), folder.path() / "model" / "up");
  fs::create_symlink(inside, folder.path() / "model" / "in.bin");
  EXPECT_TRUE(IsRefusedAsOutside(folder, "out.bin"));
  EXPECT_TRUE(IsRefusedAsOutside(folder, "up/secret.bin"));
  EXPECT_EQ(Read(folder, TensorAt("in.bin")), "abcd");
}

TEST(ExternalData, ComplainsOfFilesThatAreMissingOrShort) {
  const TestFolder folder;
  folder.Write("model/w.bin", "0123456789");
  fs::create_directory(folder.path() / "model" / "folder");
  const auto complains = [&](const ::onnx::TensorProto& tensor, const char* of) {
    const std::string text = Read(folder, tensor);
    return text.find("net.onnx: tensor \"w\"") != std::string::npos &&
           text.find(of) != std::string::npos;
  };
  EXPECT_TRUE(complains(TensorAt("absent.bin"), "is missing"));
  EXPECT_TRUE(complains(TensorAt("folder"), "is missing"));
  EXPECT_TRUE(complains(TensorAt("w.bin", "7"), "cut short"));
  EXPECT_TRUE(complains(TensorAt("w.bin", "18446744073709551615"), "cut short"));
  EXPECT_TRUE(complains(TensorAt("w.bin", "0", "3"), "needs 4 bytes"));
  EXPECT_TRUE(complains(TensorAt("w.bin", "-1"), "not a number"));
  EXPECT_TRUE(complains(TensorAt("w.bin", "1x"), "not a number"));
}

}  // namespace
}  // namespace aqua::onnx
