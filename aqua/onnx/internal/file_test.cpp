#include "aqua/onnx/internal/file.h"

#include <gtest/gtest.h>

#include <random>

#include "aqua/core/error.h"
#include "aqua/onnx/testing/model_file.h"

namespace aqua::onnx {
namespace {

using testing::Complaint;
using testing::SmallModel;
using testing::TestFolder;

bool Complains(const std::filesystem::path& path, const std::string& of) {
  const std::string text = Complaint(path);
  return text.find(path.string()) == 0 && text.find(of) != std::string::npos &&
         text.find('\n') == std::string::npos;
}

TEST(ModelFile, ComplainsOfWhatIsNoFile) {
  const TestFolder folder;
  EXPECT_TRUE(Complains(folder.path() / "absent.onnx", "no such file"));
  EXPECT_TRUE(Complains(folder.path(), "not a file"));
  EXPECT_TRUE(Complains(folder.Write("empty.onnx", ""), "empty"));
}

TEST(ModelFile, ComplainsOfWhatIsNoModel) {
  const TestFolder folder;
  EXPECT_TRUE(Complains(folder.Write("text.onnx", "This is a letter.\n"), "not an ONNX model"));
  ::onnx::ModelProto no_graph;
  no_graph.set_ir_version(8);
  EXPECT_TRUE(Complains(folder.Write(no_graph), "holds no graph"));
}

TEST(ModelFile, RefusesEveryCutOfAModel) {
  const TestFolder folder;
  const std::string whole = SmallModel().SerializeAsString();
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(Complaint(folder.Write("cut.onnx", whole.substr(0, size))), "") << size;
  }
}

TEST(ModelFile, TakesDamagedBytesAsAnErrorOfOneLineAtWorst) {
  const TestFolder folder;
  const std::string whole = SmallModel().SerializeAsString();
  std::mt19937 random(5);
  for (int round = 0; round < 500; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    EXPECT_EQ(Complaint(folder.Write("damaged.onnx", damaged)).find('\n'), std::string::npos);
  }
}

TEST(ModelFile, SaysNothingOnStderr) {
  const TestFolder folder;
  const auto path = folder.Write("cut.onnx", SmallModel().SerializeAsString().substr(0, 40));
  ::testing::internal::CaptureStderr();
  EXPECT_NE(Complaint(path), "");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace aqua::onnx
