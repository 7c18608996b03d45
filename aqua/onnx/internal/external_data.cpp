#include "aqua/onnx/internal/external_data.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "aqua/core/error.h"
#include "aqua/onnx/internal/one_line.h"

namespace aqua::onnx {
namespace {

namespace fs = std::filesystem;

// Where a tensor says that its bytes are.
struct Entry {
  std::string location;
  uint64_t offset = 0;
  uint64_t length = 0;
};

uint64_t ParseNumber(const std::string& text, const fs::path& model, const std::string& tensor) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw Error("{}: {}: external data offset or length \"{}\" is not a number", model.string(),
                tensor, OneLine(text));
  }
  return number;
}

Entry ReadEntry(const ::onnx::TensorProto& proto, uint64_t expected_bytes, const fs::path& model,
                const std::string& tensor) {
  Entry entry;
  entry.length = expected_bytes;
  for (const auto& pair : proto.external_data()) {
    if (pair.key() == "location") entry.location = pair.value();
    if (pair.key() == "offset") entry.offset = ParseNumber(pair.value(), model, tensor);
    if (pair.key() == "length") entry.length = ParseNumber(pair.value(), model, tensor);
  }
  return entry;
}

bool StaysInside(const fs::path& location) {
  return !location.empty() && location.is_relative() &&
         location.native().find('\0') == std::string::npos &&
         std::find(location.begin(), location.end(), "..") == location.end();
}

}  // namespace

fs::path ExternalData::Resolve(const std::string& location, const std::string& tensor) const {
  std::error_code error;
  const fs::path folder = fs::canonical(fs::absolute(model_, error).parent_path(), error);
  const bool allowed = StaysInside(location);
  // Links are followed here, so one that leads out shows.
  fs::path file = allowed ? fs::weakly_canonical(folder / location, error) : fs::path();
  const fs::path inside = file.lexically_relative(folder);
  if (error || !allowed || inside.empty() || *inside.begin() == "..") {
    throw Error(
        "{}: {} has its data at \"{}\", outside the model's folder; external data must lie beside "
        "the model",
        model_.string(), tensor, OneLine(location));
  }
  if (!fs::is_regular_file(file, error)) {
    throw Error("{}: {} has its data in \"{}\", which is missing; keep it beside the model",
                model_.string(), tensor, OneLine(location));
  }
  return file;
}

std::string ExternalData::Read(const ::onnx::TensorProto& proto, uint64_t expected_bytes,
                               const std::string& tensor) {
  const Entry entry = ReadEntry(proto, expected_bytes, model_, tensor);
  const fs::path file = Resolve(entry.location, tensor);
  std::error_code error;
  const uintmax_t size = fs::file_size(file, error);
  if (error || entry.offset > size || size - entry.offset < expected_bytes ||
      entry.length != expected_bytes) {
    throw Error(
        "{}: {} needs {} bytes, but its entry says {} at {} of \"{}\", a file of {}; the file is "
        "cut short or belongs to another model",
        model_.string(), tensor, expected_bytes, entry.length, entry.offset,
        OneLine(entry.location), size);
  }
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(expected_bytes, '\0');
  stream.seekg(static_cast<std::streamoff>(entry.offset));
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream)
    throw Error("{}: cannot read external data \"{}\"", model_.string(), OneLine(entry.location));
  files_.insert(file);
  return bytes;
}

}  // namespace aqua::onnx
