"""Single quantized operators, each as a function that gives (model, output scale)."""

import numpy as np

from quantized import MICROSOFT, Operator


def of_one(op_type, scale, zero_point, **attributes):
    def build():
        op = Operator()
        levels = op.levels(scale, zero_point)
        value = op.node(op_type, [*op.image, *levels], MICROSOFT, **attributes)
        return op.model(value, scale, zero_point), scale
    return build


def of_two(op_type, scale, zero_point):
    def build():
        op = Operator()
        other_levels = op.levels(0.03, 128)
        other = op.node("QuantizeLinear", ["input", *other_levels])
        value = op.node(op_type, [*op.image, other, *other_levels, *op.levels(scale, zero_point)],
                        MICROSOFT)
        return op.model(value, scale, zero_point), scale
    return build


def convolution(weight_scale, weight_zero=0, bias=True, dtype=np.uint8, groups=1):
    def build():
        op = Operator(dtype, 0.04, 110 if dtype is np.uint8 else -9)
        weights = op.weights(6, 3 // groups, 3, 3, scale=weight_scale, zero_point=weight_zero)
        more = [op.constant(op.random.integers(-900, 900, 6).astype(np.int32))] if bias else []
        value = op.node("QLinearConv", [*op.image, *weights, *op.levels(0.07, 20), *more],
                        pads=[1, 1, 1, 1], group=groups)
        return op.model(value, 0.07, 20), 0.07
    return build


def concat():
    op = Operator()
    other_levels = op.levels(0.03, 90)
    other = op.node("QuantizeLinear", ["input", *other_levels])
    inputs = [*op.levels(0.05, 120), *op.image, other, *other_levels]
    return op.model(op.node("QLinearConcat", inputs, MICROSOFT, axis=1), 0.05, 120), 0.05


def rows(op):
    """The image as one row, with its levels."""
    return [op.node("Reshape", [op.image[0], op.constant(np.array([1, 768]))]), *op.image[1:]]


def matmul(weight_scale):
    def build():
        op = Operator()
        inputs = [*rows(op), *op.weights(768, 5, scale=weight_scale), *op.levels(0.2, 140)]
        return op.model(op.node("QLinearMatMul", inputs), 0.2, 140), 0.2
    return build


def gemm(alpha, transposed, weight_scale, quantized_output=True):
    def build():
        op = Operator()
        shape = (5, 768) if transposed else (768, 5)
        bias = op.constant(op.random.integers(-20000, 20000, 5).astype(np.int32))
        inputs = [*rows(op), *op.weights(*shape, scale=weight_scale), bias]
        if quantized_output:
            inputs += op.levels(0.2, 140)
        value = op.node("QGemm", inputs, MICROSOFT, alpha=alpha, transB=int(transposed))
        return (op.model(value, 0.2, 140), 0.2) if quantized_output else (op.finish(value), 1e-3)
    return build


def on_integers(op_type, bounds=(), opset=13, dtype=np.uint8, zero_point=110, **attributes):
    """A plain operator between Q and DQ; the result must be equal."""
    def build():
        op = Operator(dtype, 0.04, zero_point)
        inputs = [op.image[0], *(op.constant(dtype(bound)) for bound in bounds)]
        return op.model(op.node(op_type, inputs, **attributes), 0.04, zero_point, opset), 0
    return build


def other_levels():
    """DequantizeLinear with a scale and zero point that are not QuantizeLinear's."""
    op = Operator()
    return op.model(op.image[0], 0.3, 60), 0


def sixteen_bits(domain, opset, dtype):
    def build():
        op = Operator(dtype, 0.0002, dtype(99))
        op.nodes[0].domain = domain
        model = op.model(op.image[0], 0.0002, 99, opset)
        model.graph.node[1].domain = domain
        return model, 0
    return build


FIVE = np.linspace(0.004, 0.012, 5)
SIX = np.linspace(0.004, 0.012, 6)
POOL = {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]}
OPERATORS = {
    "QLinearConv": convolution(0.01),
    "QLinearConv without bias": convolution(0.01, bias=False),
    "QLinearConv by channel": convolution(SIX),
    "QLinearConv of weights with a zero point": convolution(0.01, weight_zero=13),
    "QLinearConv of int8": convolution(SIX, dtype=np.int8),
    "QLinearConv depthwise": convolution(SIX, groups=3),
    "QLinearMatMul": matmul(0.01),
    "QLinearMatMul by column": matmul(FIVE),
    "QGemm": gemm(1.0, True, 0.01),
    "QGemm by column": gemm(1.0, False, FIVE),
    "QGemm by column, transposed": gemm(1.0, True, FIVE),
    "QGemm with alpha": gemm(0.5, False, 0.01),
    "QGemm to real numbers": gemm(1.0, False, 0.01, quantized_output=False),
    "QLinearAdd": of_two("QLinearAdd", 0.07, 120),
    "QLinearMul": of_two("QLinearMul", 0.09, 100),
    "QLinearConcat": concat,
    "QLinearSigmoid": of_one("QLinearSigmoid", 1 / 256, 0),
    "QLinearLeakyRelu": of_one("QLinearLeakyRelu", 0.03, 20, alpha=0.1),
    "QLinearSoftmax": of_one("QLinearSoftmax", 1 / 256, 0, axis=1, opset=13),
    "QLinearAveragePool": of_one("QLinearAveragePool", 0.04, 110, **POOL),
    "QLinearAveragePool counting padding": of_one("QLinearAveragePool", 0.04, 110,
                                                  count_include_pad=1, **POOL),
    "QLinearGlobalAveragePool": of_one("QLinearGlobalAveragePool", 0.01, 128),
    "MaxPool": on_integers("MaxPool", **POOL),
    "Relu": on_integers("Relu", dtype=np.int8, zero_point=-20, opset=14),
    "Clip": on_integers("Clip", (90, 140)),
    "Transpose": on_integers("Transpose", perm=[0, 2, 3, 1]),
    "Flatten": on_integers("Flatten"),
    "other levels": other_levels,
    "int16": sixteen_bits("", 21, np.int16),
    "uint16": sixteen_bits("", 21, np.uint16),
    "int16 of com.microsoft": sixteen_bits(MICROSOFT, 13, np.int16),
}
