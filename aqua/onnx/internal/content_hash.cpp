#include "aqua/onnx/internal/content_hash.h"

#include <xxhash.h>

#include <fstream>
#include <vector>

#include "aqua/core/error.h"

namespace aqua::onnx {
namespace {

constexpr size_t kChunkBytes = size_t{1} << 16;

}  // namespace

ContentHash::ContentHash() : state_(XXH3_createState(), &XXH3_freeState) {
  AQUA_CHECK(state_ != nullptr);
  XXH3_128bits_reset(state_.get());
}

void ContentHash::AddFile(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error("{}: cannot be read; check its permissions", path.string());
  std::vector<char> chunk(kChunkBytes);
  while (stream) {
    stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    XXH3_128bits_update(state_.get(), chunk.data(), static_cast<size_t>(stream.gcount()));
  }
}

std::string ContentHash::Digest() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace aqua::onnx
