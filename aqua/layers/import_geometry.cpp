#include "aqua/layers/import_geometry.h"

namespace aqua::layers {
namespace {

// Bounds every spatial attribute: the products formed with it then stay far from overflow.
constexpr int64_t kMaxAttribute = int64_t{1} << 20;

std::vector<int64_t> Spatial(const ImportContext& context, const std::string& name, size_t count,
                             int64_t fallback, int64_t least) {
  std::vector<int64_t> values = context.Ints(name, std::vector<int64_t>(count, fallback));
  if (values.size() != count) {
    context.Fail("{} has {} values, expected {} for a two-dimensional kernel", name, values.size(),
                 count);
  }
  for (const int64_t value : values) {
    if (value < least || value > kMaxAttribute) {
      context.Fail("{} holds {}, expected {} to {}", name, value, least, kMaxAttribute);
    }
  }
  return values;
}

PaddingMode ImportPaddingMode(const ImportContext& context) {
  const std::string mode = context.String("auto_pad", "NOTSET");
  if (mode == "NOTSET" || mode.empty()) return PaddingMode::kExplicit;
  if (mode == "SAME_UPPER") return PaddingMode::kSameUpper;
  if (mode == "SAME_LOWER") return PaddingMode::kSameLower;
  if (mode == "VALID") return PaddingMode::kValid;
  context.Fail("auto_pad is \"{}\", expected NOTSET, SAME_UPPER, SAME_LOWER or VALID", mode);
}

}  // namespace

KernelGeometry ImportGeometry(const ImportContext& context, const std::vector<int64_t>& kernel) {
  if (kernel.size() != 2 || kernel[0] < 1 || kernel[1] < 1 || kernel[0] > kMaxAttribute ||
      kernel[1] > kMaxAttribute) {
    context.Fail("its kernel is not two-dimensional with sides of 1 to {}", kMaxAttribute);
  }
  const std::vector<int64_t> declared = context.Ints("kernel_shape", kernel);
  if (declared != kernel) context.Fail("kernel_shape differs from the shape of the weights");
  const std::vector<int64_t> strides = Spatial(context, "strides", 2, 1, 1);
  const std::vector<int64_t> dilations = Spatial(context, "dilations", 2, 1, 1);
  const std::vector<int64_t> pads = Spatial(context, "pads", 4, 0, 0);
  KernelGeometry geometry;
  geometry.rows = {kernel[0], strides[0], dilations[0], pads[0], pads[2]};
  geometry.columns = {kernel[1], strides[1], dilations[1], pads[1], pads[3]};
  geometry.padding = ImportPaddingMode(context);
  geometry.ceil_mode = context.Int("ceil_mode", 0) != 0;
  return geometry;
}

}  // namespace aqua::layers
