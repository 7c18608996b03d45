// Arithmetic of two operands, cell by cell, with NumPy's broadcasting: two activations, or one and
// a constant on either side.
#pragma once

#include <optional>

#include "aqua/layers/catalog.h"

namespace aqua::layers {

enum class BinaryOperation { kAdd, kSubtract, kMultiply, kDivide };

// Which operand of the operation the constant is.
enum class ConstantSide { kFirst, kSecond };

class Binary final : public Layer {
 public:
  // Of two activations.
  explicit Binary(BinaryOperation operation) : operation_(operation) {}
  // Of one activation and a constant.
  Binary(BinaryOperation operation, Tensor constant, ConstantSide side);

  BinaryOperation operation() const { return operation_; }
  // Nullopt for two activations.
  const std::optional<Tensor>& constant() const { return constant_; }
  ConstantSide constant_side() const { return side_; }

  std::string_view Kind() const override { return "Binary"; }
  Shape OutputShape(std::span<const Shape> inputs) const override;
  Locality locality() const override { return Locality::kLocal; }
  Window KeptWindow(std::span<const Place> inputs) const override;
  Window InputWindow(const Window& output, std::span<const Shape> inputs,
                     size_t input_index) const override;
  void Run(std::span<const Activation> inputs, Activation& result) const override;
  int64_t ParameterCount() const override { return constant_ ? constant_->size() : 0; }
  bool HasData() const override { return !constant_ || constant_->has_data(); }

 private:
  // The operands' shapes, first and second, the constant at its side.
  std::pair<Shape, Shape> Operands(std::span<const Shape> inputs) const;

  BinaryOperation operation_;
  std::optional<Tensor> constant_;
  ConstantSide side_ = ConstantSide::kSecond;
};

ImportedLayer ImportAdd(const ImportContext& context);
ImportedLayer ImportSub(const ImportContext& context);
ImportedLayer ImportMul(const ImportContext& context);
ImportedLayer ImportDiv(const ImportContext& context);
ImportedLayer ImportSum(const ImportContext& context);  // Of one or two inputs.

}  // namespace aqua::layers
