// A model file as a message of the ONNX schema.
#pragma once

#include <filesystem>

#include "aqua/onnx/internal/schema.h"

namespace aqua::onnx {

// Throws Error for a file that is missing, no plain file, empty, too large or no ONNX model.
::onnx::ModelProto ParseModel(const std::filesystem::path& path);

}  // namespace aqua::onnx
