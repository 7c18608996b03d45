"""A network in fixed point by numpy alone: the judge of exact integer execution.

Understands just what `judged_model` builds: convolutions, Relu, MaxPool, a flattened dense head.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIZE = 20


def judged_model(seed):
    """Strided, padded, grouped and dilated convolutions, a pooling, a dense head."""
    random = np.random.default_rng(seed)
    initializers, nodes = [], []

    def constant(name, *shape, scale=None):
        scale = scale or 1 / np.sqrt(np.prod(shape[1:]))
        values = (scale * random.standard_normal(shape)).astype(np.float32)
        initializers.append(numpy_helper.from_array(values, name))
        return name

    def conv(name, given, outputs, inputs, kernel, **attributes):
        weights = constant(f"{name}_w", outputs, inputs, kernel, kernel)
        bias = constant(f"{name}_b", outputs, scale=0.1)
        nodes.append(helper.make_node("Conv", [given, weights, bias], [f"{name}_sum"], name,
                                      **attributes))
        nodes.append(helper.make_node("Relu", [f"{name}_sum"], [f"{name}_out"], f"{name}_relu"))
        return f"{name}_out"

    value = conv("conv1", "input", 8, 3, 5, strides=[2, 2], pads=[2, 2, 2, 2])
    value = conv("conv2", value, 12, 4, 3, group=2, pads=[1, 1, 1, 1])
    nodes.append(helper.make_node("MaxPool", [value], ["pooled"], "pool", kernel_shape=[2, 2],
                                  strides=[2, 2]))
    value = conv("conv3", "pooled", 6, 12, 2, dilations=[2, 2])
    nodes.append(helper.make_node("Flatten", [value], ["flat"], "flatten"))
    nodes.append(helper.make_node(
        "Gemm", ["flat", constant("fc_w", 7, 54), constant("fc_b", 7, scale=0.1)], ["logits"], "fc",
        transB=1))
    graph = helper.make_graph(
        nodes, "judged",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, SIZE, SIZE])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 7])], initializers)
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 13)])
    onnx.checker.check_model(model, full_check=True)
    return model


def covering_exponent(values, bits, is_signed):
    """The smallest exponent at which the rounded ends fit."""
    least, most = float(values.min(initial=0)), float(values.max(initial=0))
    low, high = (-2 ** (bits - 1), 2 ** (bits - 1) - 1) if is_signed else (0, 2**bits - 1)
    for exponent in range(-64, 64):
        step = 2.0**exponent
        if np.rint(least / step) >= low and np.rint(most / step) <= high:
            return exponent
    raise AssertionError("no exponent covers this range")


def quantized(values, bits, is_signed):
    exponent = covering_exponent(values, bits, is_signed)
    return np.rint(values.astype(np.float64) / 2.0**exponent).astype(np.int64), exponent


def windows(padded, kernel, stride, dilation):
    """(positions down, positions across, channels, kernel, kernel)."""
    reach = (kernel - 1) * dilation + 1
    views = np.lib.stride_tricks.sliding_window_view(padded, (reach, reach), axis=(1, 2))
    return views[:, ::stride, ::stride, ::dilation, ::dilation].transpose(1, 2, 0, 3, 4)


class IntegerNetwork:
    """Runs the model and keeps, by layer, the integers that it read and the sums it made."""

    def __init__(self, model, weight_bits, activation_bits):
        self.model = model
        self.weight_bits = weight_bits
        self.activation_bits = activation_bits
        self.constants = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        self.read, self.sums = {}, {}

    def run(self, image):
        values = {"input": image[0].astype(np.float32)}
        for node in self.model.graph.node:
            values[node.output[0]] = self._node(node, values[node.input[0]])
        return values["logits"]

    def _node(self, node, given):
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "Relu":
            return np.maximum(given, 0)
        if node.op_type == "Flatten":
            return given.reshape(-1)
        if node.op_type == "MaxPool":
            channels, height, width = given.shape
            return given.reshape(channels, height // 2, 2, width // 2, 2).max(axis=(2, 4))
        if node.op_type == "Gemm":
            return self._dense(node, given)
        return self._conv(node, given, attributes)

    def _integers(self, node, given):
        activations, activation_exponent = quantized(given, self.activation_bits,
                                                     bool(given.min() < 0))
        weights, weight_exponent = quantized(self.constants[node.input[1]], self.weight_bits, True)
        return activations, weights, 2.0 ** (activation_exponent + weight_exponent)

    def _dense(self, node, given):
        activations, weights, step = self._integers(node, given)
        self.read[node.name] = activations.reshape(1, -1)
        self.sums[node.name] = weights @ activations
        scaled = self.sums[node.name] * step + self.constants[node.input[2]]
        return scaled.astype(np.float32)

    def _conv(self, node, given, attributes):
        activations, weights, step = self._integers(node, given)
        pad = attributes.get("pads", [0])[0]
        padded = np.pad(activations, ((0, 0), (pad, pad), (pad, pad)))
        read = windows(padded, weights.shape[2], attributes.get("strides", [1])[0],
                       attributes.get("dilations", [1])[0])
        groups = attributes.get("group", 1)
        inputs, outputs = weights.shape[1], weights.shape[0] // groups
        parts = [np.einsum("yxcij,ocij->oyx", read[:, :, g * inputs:(g + 1) * inputs],
                           weights[g * outputs:(g + 1) * outputs]) for g in range(groups)]
        self.read[node.name] = read.reshape(read.shape[0] * read.shape[1], -1)
        self.sums[node.name] = np.concatenate(parts)
        bias = self.constants[node.input[2]][:, None, None]
        return (self.sums[node.name] * step + bias).astype(np.float32)


def ones_by_bit(read, bits):
    """How often each bit is presented as a one, lowest bit first, two's complement."""
    return [int(((read >> bit) & 1).sum()) for bit in range(bits)]
