#include "aqua/accel/lanes/folding.h"

#include "aqua/accel/checked_math.h"
#include "aqua/core/error.h"

namespace aqua::accel {
namespace {

constexpr int64_t kColorChannels = 3;

}  // namespace

bool CanFold(const layers::Workload& work) {
  return work.kind == layers::WorkKind::kConvolution && work.input_channels == kColorChannels &&
         (work.stride_height > 1 || work.stride_width > 1) &&
         work.stride_height <= work.kernel_height && work.stride_width <= work.kernel_width &&
         work.dilation_height == 1 && work.dilation_width == 1;
}

layers::Workload Fold(const layers::Workload& work) {
  AQUA_CHECK(CanFold(work));
  layers::Workload folded = work;
  folded.input_channels =
      CheckedProduct(work.layer, {work.input_channels, work.stride_height, work.stride_width});
  folded.kernel_height = CeilDivide(work.kernel_height, work.stride_height);
  folded.kernel_width = CeilDivide(work.kernel_width, work.stride_width);
  folded.stride_height = 1;
  folded.stride_width = 1;
  return folded;
}

}  // namespace aqua::accel
