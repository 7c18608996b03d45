#include "aqua/core/npy.h"

#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

#include "aqua/core/error.h"
#include "aqua/core/internal/npy_header.h"
#include "aqua/core/whole_file.h"

namespace aqua {
namespace {

static_assert(std::endian::native == std::endian::little, "values are copied as they are");

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kPreambleBytes = 8;  // Magic, then one byte each for the major and minor version.
constexpr size_t kHeaderBytesMax = size_t{64} * 1024;
constexpr size_t kAlignmentBytes = 64;

std::string ReadBytes(std::ifstream& file, size_t count, const std::string& name) {
  std::string bytes(count, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(count));
  if (static_cast<size_t>(file.gcount()) != count) {
    throw Error("{}: ends in the middle of its header; expected a whole .npy file", name);
  }
  return bytes;
}

size_t LittleEndian(std::string_view bytes) {
  size_t value = 0;
  for (size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// The text of the header; leaves the file at the first value.
std::string ReadHeaderText(std::ifstream& file, const std::string& name) {
  const std::string preamble = ReadBytes(file, kPreambleBytes, name);
  if (!preamble.starts_with(kMagic)) {
    throw Error("{}: is not a .npy file; write one with numpy.save", name);
  }
  const int version = static_cast<unsigned char>(preamble[kMagic.size()]);
  if (version < 1 || version > 3) {
    throw Error("{}: has .npy version {}, expected 1, 2 or 3", name, version);
  }
  const size_t length = LittleEndian(ReadBytes(file, version == 1 ? 2 : 4, name));
  if (length > kHeaderBytesMax) {
    throw Error("{}: its header claims {} bytes, more than any array needs", name, length);
  }
  return ReadBytes(file, length, name);
}

size_t CountElements(const Shape& shape, const std::string& name) {
  try {
    return static_cast<size_t>(shape.ElementCount());
  } catch (const Error& error) {
    throw Error("{}: {}", name, error.what());
  }
}

void CheckSize(size_t found, size_t header_bytes, const NpyHeader& header,
               const std::string& name) {
  const size_t expected = header_bytes + CountElements(header.shape, name) * header.value_bytes;
  if (found != expected) {
    throw Error("{}: has {} bytes, but an array of shape {} needs {}", name, found,
                header.shape.ToString(), expected);
  }
}

void ReadValues(std::ifstream& file, size_t value_bytes, Tensor& tensor) {
  if (value_bytes == sizeof(float)) {
    file.read(reinterpret_cast<char*>(tensor.data()),
              static_cast<std::streamsize>(tensor.size()) * std::streamsize{sizeof(float)});
    return;
  }
  for (int64_t i = 0; i < tensor.size(); ++i) {
    double value = 0;
    file.read(reinterpret_cast<char*>(&value), sizeof(value));
    tensor[i] = static_cast<float>(value);
  }
}

// Padded so that the values begin at a multiple of 64 bytes, as the format asks.
std::string VersionOneHeader(const Shape& shape) {
  std::string text = NpyHeaderText(shape);
  const size_t used = kPreambleBytes + 2 + text.size() + 1;
  text.append((kAlignmentBytes - used % kAlignmentBytes) % kAlignmentBytes, ' ');
  text += '\n';
  std::string header(kMagic);
  header +=
      {'\x01', '\0', static_cast<char>(text.size() & 0xFF), static_cast<char>(text.size() >> 8)};
  return header + text;
}

}  // namespace

Tensor ReadNpy(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::error_code failure;
  if (std::filesystem::exists(path, failure) && !std::filesystem::is_regular_file(path, failure)) {
    throw Error("{}: is not a file, expected a .npy file", name);
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error("{}: cannot be opened: {}", name, std::strerror(errno));
  const NpyHeader header = ParseNpyHeader(ReadHeaderText(file, name), name);
  CheckSize(std::filesystem::file_size(path), static_cast<size_t>(file.tellg()), header, name);
  Tensor tensor(header.shape);
  ReadValues(file, header.value_bytes, tensor);
  if (!file) throw Error("{}: cannot be read: {}", name, std::strerror(errno));
  return tensor;
}

void WriteNpy(const std::filesystem::path& path, const Tensor& tensor) {
  AQUA_CHECK(tensor.has_data());
  WriteWholeFile(path, {VersionOneHeader(tensor.shape()),
                        {reinterpret_cast<const char*>(tensor.data()),
                         static_cast<size_t>(tensor.size()) * sizeof(float)}});
}

}  // namespace aqua
