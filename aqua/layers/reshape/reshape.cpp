#include "aqua/layers/reshape/reshape.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/layers/import_axes.h"

namespace aqua::layers {
namespace {

constexpr int64_t kInferred = -1;

// The layer whose output for one image has `dims`.
ImportedLayer Make(const std::vector<int64_t>& dims) {
  Shape inner;
  if (dims.size() > 1) inner = Shape(std::vector<int64_t>(dims.begin() + 1, dims.end()));
  return {std::make_shared<Reshape>(inner), {0}};
}

// The target with its zeros replaced by the input's dimensions.
std::vector<int64_t> TargetWithCopies(const ImportContext& context, const Shape& input) {
  std::vector<int64_t> target = context.ConstantInts(1);
  const bool zero_is_size = context.Int("allowzero", 0) != 0;
  for (size_t i = 0; i < target.size(); ++i) {
    if (target[i] < kInferred) context.Fail("its target shape holds {}", target[i]);
    if (target[i] != 0 || zero_is_size) continue;
    if (static_cast<int>(i) >= input.rank()) {
      context.Fail("its target copies dimension {} of an input of {}", i, input.ToString());
    }
    target[i] = input[static_cast<int>(i)];
  }
  return target;
}

// Elements of `target`, an inferred dimension counting as one.
int64_t KnownCount(std::vector<int64_t> target) {
  std::replace(target.begin(), target.end(), kInferred, int64_t{1});
  return Shape(std::move(target)).ElementCount();
}

// Rewrites a first dimension made for the file's declared batch to one image.
void ForOneImage(std::vector<int64_t>& target, int64_t declared_batch, bool is_open,
                 int64_t element_count) {
  if (target.empty() || declared_batch < 2 || target[0] < 1) return;
  if (is_open ? target[0] == declared_batch
              : target[0] % declared_batch == 0 && KnownCount(target) != element_count) {
    target[0] /= declared_batch;
  }
}

}  // namespace

Reshape::Reshape(Shape inner) : inner_(std::move(inner)) {
  for (const int64_t dim : inner_.dims()) {
    if (dim < 1) throw Error("a reshape to {} an image holds nothing", inner_.ToString());
  }
}

Shape Reshape::OutputShape(std::span<const Shape> inputs) const {
  const int64_t count = inputs[0].ElementCount();
  const int64_t inner_count = inner_.ElementCount();
  if (count % inner_count != 0) {
    throw Error("the {} values of a {} input do not divide into blocks of {}", count,
                inputs[0].ToString(), inner_.ToString());
  }
  std::vector<int64_t> dims = {count / inner_count};
  dims.insert(dims.end(), inner_.dims().begin(), inner_.dims().end());
  return Shape(dims);
}

void Reshape::Run(std::span<const Activation> inputs, Activation& result) const {
  std::copy_n(inputs[0].data.data(), result.data.size(), result.data.data());
}

ImportedLayer ImportReshape(const ImportContext& context) {
  const Shape& input = context.ActivationShape(0);
  std::vector<int64_t> target = TargetWithCopies(context, input);
  const auto open = std::find(target.begin(), target.end(), kInferred);
  const bool is_open = open != target.end();
  if (std::count(target.begin(), target.end(), kInferred) > 1) {
    context.Fail("its target shape leaves more than one dimension to be inferred");
  }
  const int64_t count = input.ElementCount();
  ForOneImage(target, context.declared_batch(), is_open, count);
  const int64_t known = KnownCount(target);
  if (known == 0 || (is_open ? count % known != 0 : count != known)) {
    context.Fail("an input of {} cannot take the shape {}", input.ToString(),
                 Shape(target).ToString());
  }
  if (is_open) *open = count / known;
  return Make(target);
}

ImportedLayer ImportFlatten(const ImportContext& context) {
  const Shape& input = context.ActivationShape(0);
  const int64_t axis = context.Int("axis", 1);
  const int first_inner =
      axis == input.rank() ? input.rank() : ImportAxis(context, axis, input.rank());
  int64_t inner_count = 1;
  for (int i = first_inner; i < input.rank(); ++i) inner_count *= input[i];
  return Make({1, inner_count});
}

ImportedLayer ImportSqueeze(const ImportContext& context) {
  const Shape& input = context.ActivationShape(0);
  const std::optional<std::vector<int>> axes = ImportAxes(context, input.rank());
  std::vector<int64_t> dims;
  for (int i = 0; i < input.rank(); ++i) {
    const bool named = axes && std::find(axes->begin(), axes->end(), i) != axes->end();
    if (named && input[i] != 1) {
      context.Fail("axis {} of an input of {} is not 1, so it cannot go", i, input.ToString());
    }
    const bool goes = axes ? named : i > 0 && input[i] == 1;
    if (!goes) dims.push_back(input[i]);
  }
  return Make(dims);
}

ImportedLayer ImportUnsqueeze(const ImportContext& context) {
  const Shape& input = context.ActivationShape(0);
  const size_t added = context.HasAttribute("axes") ? context.Ints("axes", {}).size()
                                                    : context.ConstantInts(1).size();
  constexpr size_t kMaxAdded = 8;
  if (added > kMaxAdded) context.Fail("it adds {} axes, expected at most {}", added, kMaxAdded);
  const int rank = input.rank() + static_cast<int>(added);
  const std::vector<int> axes = ImportAxes(context, rank).value_or(std::vector<int>());
  std::vector<int64_t> dims;
  int next = 0;
  for (int i = 0; i < rank; ++i) {
    const bool is_new = std::find(axes.begin(), axes.end(), i) != axes.end();
    dims.push_back(is_new ? 1 : input[next++]);
  }
  return Make(dims);
}

}  // namespace aqua::layers
