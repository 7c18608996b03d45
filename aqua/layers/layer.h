// One operation of a network: its shape rule, its window rule, its plain kernel, its work. A layer
// owns its constants (weights, attributes) and has no other state, so one object serves every crop,
// batch and thread.
//
// A value between layers is a `Place`: the map's full shape and the window of it that is kept. What
// lies outside the kept window does not exist: a convolution reads zeros there, as in its own
// padding, and a pooling skips it.
#pragma once

#include <span>
#include <string_view>

#include "aqua/core/tensor.h"
#include "aqua/core/window.h"
#include "aqua/layers/workload.h"

namespace aqua::layers {

// How an output cell depends on where the input's cells are.
enum class Locality {
  kLocal,       // Reads a window around its own place: convolution, pooling, anything pointwise.
  kGlobal,      // Reduces over all kept cells, wherever they are: global pooling.
  kPositional,  // Needs every cell at its place: reshape, a dense head. Gets the kept part pasted
                // into a map of zeros.
};

class Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  virtual std::string_view Kind() const = 0;  // "Conv2d"

  // Full shape of the output. Throws Error when the inputs do not fit.
  virtual Shape OutputShape(std::span<const Shape> inputs) const = 0;

  virtual Locality locality() const { return Locality::kPositional; }

  // Local layers only. The window that is kept of the output when the network runs on the kept
  // input windows alone: the result of running on a smaller canvas, at its place in the full map.
  // Throws Error when the window's offset is not a multiple of the stride.
  virtual Window KeptWindow(std::span<const Place> inputs) const;

  // Local layers only. The window of input `input_index` that `output` reads. It may reach past the
  // map or the kept window: that part is padding. Default: all of it, never wrong.
  virtual Window InputWindow(const Window& output, std::span<const Shape> inputs,
                             size_t input_index) const;

  // The plain kernel, judge of all faster ones: fills result.data, whose place says what to
  // compute. Inputs of a positional layer are whole.
  virtual void Run(std::span<const Activation> inputs, Activation& result) const = 0;

  // The work of computing `output`. Default: uncounted.
  virtual Workload Work(std::span<const Shape> inputs, const Window& output) const;

  // Trained values held: weights and biases.
  virtual int64_t ParameterCount() const { return 0; }
  // False when a constant has a shape but no data: the layer can be counted but not run.
  virtual bool HasData() const { return true; }
};

}  // namespace aqua::layers
