// NumPy's .npy files: one array, its shape in a short text header, its values behind it.
// Format: numpy.lib.format, versions 1.0, 2.0 and 3.0.
#pragma once

#include <filesystem>

#include "aqua/core/tensor.h"

namespace aqua {

// A little-endian float32 or float64 array in C order, any rank; float64 is rounded to float32.
// Throws Error naming the file when it is anything else, or when its size is not what its header
// says; nothing is allocated before that is known.
Tensor ReadNpy(const std::filesystem::path& path);

// Writes float32, version 1.0. The file appears whole or not at all: it is written beside `path`
// and then renamed. Throws Error when that fails.
void WriteNpy(const std::filesystem::path& path, const Tensor& tensor);

}  // namespace aqua
