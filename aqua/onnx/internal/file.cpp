#include "aqua/onnx/internal/file.h"

#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/stubs/logging.h>

#include <fstream>

#include "aqua/core/error.h"

namespace aqua::onnx {
namespace {

namespace fs = std::filesystem;

// Protobuf's own limit for one message.
constexpr uintmax_t kMaxModelBytes = (uintmax_t{1} << 31) - 1;
constexpr int kChunkBytes = 1 << 16;

void CheckIsFile(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw Error("{}: no such file", path.string());
  if (!fs::is_regular_file(status)) {
    throw Error("{}: not a file, expected an ONNX model", path.string());
  }
  const uintmax_t size = fs::file_size(path, error);
  if (error || size == 0) {
    throw Error("{}: the file is empty, expected an ONNX model", path.string());
  }
  if (size > kMaxModelBytes) {
    throw Error(
        "{}: {} bytes are more than an ONNX file can have (2 GiB); keep large weights in an "
        "external data file",
        path.string(), size);
  }
}

}  // namespace

::onnx::ModelProto ParseModel(const fs::path& path) {
  CheckIsFile(path);
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error("{}: cannot be read; check its permissions", path.string());
  const google::protobuf::LogSilencer silence;  // Its complaints go to stderr otherwise.
  google::protobuf::io::IstreamInputStream stream(&file, kChunkBytes);
  ::onnx::ModelProto model;
  if (!model.ParseFromZeroCopyStream(&stream)) {
    throw Error("{}: not an ONNX model, or one that is damaged or cut short", path.string());
  }
  if (!model.has_graph()) {
    throw Error("{}: it holds no graph, expected an ONNX model", path.string());
  }
  return model;
}

}  // namespace aqua::onnx
