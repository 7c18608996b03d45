#include <algorithm>
#include <functional>
#include <numeric>

#include "aqua/graph/internal/folding/rules.h"
#include "aqua/layers/import_axes.h"

namespace aqua::graph {
namespace {

constexpr int64_t kInferred = -1;
constexpr size_t kMaxAdded = 16;

const Shape& ShapeOfAny(const ImportContext& context) {
  const Known& input = context.input(0);
  return input.shape ? *input.shape : ShapeOf(input);
}

int64_t Product(std::vector<int64_t>::const_iterator begin,
                std::vector<int64_t>::const_iterator end) {
  return std::accumulate(begin, end, int64_t{1}, std::multiplies<>());
}

}  // namespace

Known FoldShape(const ImportContext& context) {
  const Shape& shape = ShapeOfAny(context);
  const int64_t rank = shape.rank();
  const auto bound = [&](const char* name, int64_t fallback) {
    const int64_t at = context.Int(name, fallback);
    return std::clamp<int64_t>(at < 0 ? at + rank : at, 0, rank);
  };
  const int64_t begin = bound("start", 0);
  const int64_t end = std::max(begin, bound("end", rank));
  return MakeIntegers({shape.dims().begin() + begin, shape.dims().begin() + end});
}

Known FoldSize(const ImportContext& context) {
  return MakeKnown(Shape(), std::vector<int64_t>{ShapeOfAny(context).ElementCount()});
}

Known FoldReshape(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  std::vector<int64_t> dims = context.ConstantInts(1);
  const bool zero_is_size = context.Int("allowzero", 0) != 0;
  for (size_t i = 0; i < dims.size(); ++i) {
    if (dims[i] != 0 || zero_is_size) continue;
    if (static_cast<int>(i) >= from.rank()) {
      context.Fail("its target copies dimension {} of a constant of {}", i, from.ToString());
    }
    dims[i] = from[static_cast<int>(i)];
  }
  const auto open = std::find(dims.begin(), dims.end(), kInferred);
  if (open != dims.end()) {
    *open = 1;
    const int64_t known = Shape(dims).ElementCount();
    *open = known > 0 ? from.ElementCount() / known : 0;
  }
  return WithShape(context.input(0), Shape(std::move(dims)));
}

Known FoldFlatten(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  const int64_t axis = context.Int("axis", 1);
  const int split = axis == from.rank() ? from.rank() : ImportAxis(context, axis, from.rank());
  const auto at = from.dims().begin() + split;
  return WithShape(context.input(0),
                   {Product(from.dims().begin(), at), Product(at, from.dims().end())});
}

Known FoldSqueeze(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  const auto axes = ImportAxes(context, from.rank());
  std::vector<int64_t> dims;
  for (int i = 0; i < from.rank(); ++i) {
    const bool goes = axes ? std::find(axes->begin(), axes->end(), i) != axes->end() : from[i] == 1;
    if (!goes) dims.push_back(from[i]);
  }
  return WithShape(context.input(0), Shape(std::move(dims)));
}

Known FoldUnsqueeze(const ImportContext& context) {
  const Shape& from = ShapeOf(context.input(0));
  const size_t added = context.HasAttribute("axes") ? context.Ints("axes", {}).size()
                                                    : context.ConstantInts(1).size();
  if (added > kMaxAdded) context.Fail("it adds {} axes, expected at most {}", added, kMaxAdded);
  const int rank = from.rank() + static_cast<int>(added);
  const std::vector<int> axes = ImportAxes(context, rank).value_or(std::vector<int>());
  std::vector<int64_t> dims;
  int next = 0;
  for (int i = 0; i < rank; ++i) {
    const bool is_new = std::find(axes.begin(), axes.end(), i) != axes.end();
    dims.push_back(is_new ? 1 : from[next++]);
  }
  return WithShape(context.input(0), Shape(std::move(dims)));
}

}  // namespace aqua::graph
