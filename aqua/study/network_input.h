// A file to what the network reads.
#pragma once

#include <filesystem>

#include "aqua/core/tensor.h"
#include "aqua/image/image.h"
#include "aqua/study/network.h"

namespace aqua::study {

struct NetworkInput {
  Tensor tensor;      // 1 x C x H x W.
  image::Image seen;  // What the network sees of a photo; empty for a .npy file.
};

// A JPEG, a PNG, or a .npy file that holds the prepared input, float32. Throws Error naming the
// file, or why the network takes no photos.
NetworkInput ReadNetworkInput(const Network& network, const std::filesystem::path& file);

}  // namespace aqua::study
