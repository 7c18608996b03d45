"""A network in fixed point by numpy alone: the judge of exact integer execution.

Understands just what `judged_model` builds: convolutions, Relu, MaxPool, a flattened dense head.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from fixed_point import activation_integers, covering_exponent, scale_back, weight_integers

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


def entry_for(weights, read, weight_bits, activation_bits):
    """The profile entry of a layer whose formats are as the image at hand needs."""
    is_signed = bool(read.min() < 0)
    return {"weight_bits": weight_bits,
            "weight_exponents": [covering_exponent(*ends(weights), weight_bits, True)],
            "activation_bits": activation_bits,
            "activation_exponent": covering_exponent(*ends(read), activation_bits, is_signed),
            "activation_signed": is_signed}


def ends(values):
    return float(values.min(initial=0)), float(values.max(initial=0))


def windows(padded, kernel, stride, dilation):
    """(positions down, positions across, channels, kernel, kernel)."""
    reach = (kernel - 1) * dilation + 1
    views = np.lib.stride_tricks.sliding_window_view(padded, (reach, reach), axis=(1, 2))
    return views[:, ::stride, ::stride, ::dilation, ::dilation].transpose(1, 2, 0, 3, 4)


class IntegerNetwork:
    """Runs the model and keeps, by layer, the integers that it read and the sums it made.

    `profile`: entries as in profile.json; without one, every format is as the image needs."""

    def __init__(self, model, weight_bits=16, activation_bits=16, profile=None):
        self.model = model
        self.weight_bits = weight_bits
        self.activation_bits = activation_bits
        self.profile = {entry["layer"]: entry for entry in profile or []}
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

    def _entry(self, node, given):
        weights = self.constants[node.input[1]]
        return self.profile.get(node.name) or entry_for(weights, given, self.weight_bits,
                                                        self.activation_bits)

    def _bias(self, node, entry):
        bias = self.constants[node.input[2]]
        return bias + np.asarray(entry.get("bias_shifts", np.zeros_like(bias)), np.float32)

    def _dense(self, node, given):
        entry = self._entry(node, given)
        activations = activation_integers(given, entry)
        weights, exponents = weight_integers(self.constants[node.input[1]], entry)
        self.read[node.name] = activations.reshape(1, -1)
        self.sums[node.name] = weights @ activations
        return scale_back(self.sums[node.name], exponents + entry["activation_exponent"],
                          self._bias(node, entry))

    def _conv(self, node, given, attributes):
        entry = self._entry(node, given)
        activations = activation_integers(given, entry)
        weights, exponents = weight_integers(self.constants[node.input[1]], entry)
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
        return scale_back(self.sums[node.name],
                          (exponents + entry["activation_exponent"])[:, None, None],
                          self._bias(node, entry)[:, None, None])


def ones_by_bit(read, bits):
    """How often each bit is presented as a one, lowest bit first, two's complement."""
    return [int(((read >> bit) & 1).sum()) for bit in range(bits)]
