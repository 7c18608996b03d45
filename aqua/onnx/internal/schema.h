// The generated classes of the ONNX schema, as Debian's libonnx-dev installs them.
#pragma once

#include <onnx/onnx-ml.pb.h>
