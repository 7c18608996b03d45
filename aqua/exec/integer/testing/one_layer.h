// Networks of one layer, and the shortest way to run one in integers, for tests.
#pragma once

#include <vector>

#include "aqua/exec/integer/integer_program.h"
#include "aqua/layers/kernel_geometry.h"

namespace aqua::exec::testing {

// One convolution called "conv" of an image.
graph::Graph ConvNetwork(const Tensor& weights, const Tensor& bias, int64_t groups,
                         const layers::KernelGeometry& geometry, const Shape& image);
// One dense layer called "dense" of `rows` x In.
graph::Graph DenseNetwork(const Tensor& weights, const Tensor& bias, int64_t rows);

crop::CropPlan FullPlan(const graph::Graph& graph);

// The network's output.
Tensor RunInteger(const graph::Graph& graph, const crop::CropPlan& plan, const IntegerSpec& spec,
                  const Tensor& input, MatrixUnit& unit);
Tensor RunInteger(const graph::Graph& graph, const IntegerSpec& spec, const Tensor& input);

std::vector<float> ValuesOf(const Tensor& tensor);

}  // namespace aqua::exec::testing
