#include "aqua/graph/internal/split_sizes.h"

#include <algorithm>

namespace aqua::graph {
namespace {

std::vector<int64_t> EvenSizes(int64_t size, int64_t count) {
  const int64_t each = (size + count - 1) / count;
  std::vector<int64_t> sizes(static_cast<size_t>(count), each);
  sizes.back() = size - each * (count - 1);
  return sizes;
}

}  // namespace

std::vector<int64_t> SplitSizes(const layers::ImportContext& context, int64_t size) {
  const size_t count = context.node().outputs.size();
  std::vector<int64_t> sizes = context.HasAttribute("split") ? context.Ints("split", {})
                               : context.HasInput(1)         ? context.ConstantInts(1)
                                                     : EvenSizes(size, static_cast<int64_t>(count));
  int64_t left = size;
  for (const int64_t part : sizes) {
    if (part < 1 || part > left) break;
    left -= part;
  }
  if (sizes.size() != count || left != 0 || *std::min_element(sizes.begin(), sizes.end()) < 1) {
    context.Fail("its {} parts do not add up to the {} that it splits into {} outputs",
                 sizes.size(), size, count);
  }
  return sizes;
}

}  // namespace aqua::graph
