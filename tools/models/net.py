"""One ONNX graph under construction: layer calls go in, a checked model comes out.

A layer call takes the names of its input tensors and returns that of its output, which is also the
node's name. Weights come from a mapping of arrays by name, and become initializers; without one the
graph is shape-only: weights are declared as graph inputs, so that it tells all work and no more.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from errors import BadInput

OPSET = 13
IR_VERSION = 8  # what ONNX 1.10 introduced: readers of 2021 and later take it
INPUT = "input"
OUTPUT = "logits"
SAME = "SAME_UPPER"
IMAGENET_CLASSES = 1000
RELU6_BOUNDS = {"relu6.min": 0.0, "relu6.max": 6.0}


class Net:
    """Adds layers in order; `build` closes the graph."""

    def __init__(
        self,
        name: str,
        input_shape: Sequence[int | str],
        weights: Mapping[str, np.ndarray] | None = None,
    ):
        self._name = name
        self._weights = weights
        self._unused = set(weights or ())
        self._nodes: list[onnx.NodeProto] = []
        self._inputs = [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, input_shape)]
        self._initializers: dict[str, onnx.TensorProto] = {}
        self._channels = {INPUT: int(input_shape[1])}

    def channels(self, tensor: str) -> int:
        return self._channels[tensor]

    def conv(
        self,
        x: str,
        name: str,
        channels: int,
        kernel: int,
        stride: int = 1,
        padding: int | str = 0,
        groups: int = 1,
        bias: bool = True,
    ) -> str:
        shape = (channels, self._channels[x] // groups, kernel, kernel)
        inputs = [x, self._weight(f"{name}.weight", shape)]
        if bias:
            inputs.append(self._weight(f"{name}.bias", (channels,)))
        place = {"auto_pad": padding} if isinstance(padding, str) else {"pads": [padding] * 4}
        window = {"kernel_shape": [kernel] * 2, "strides": [stride] * 2, **place}
        return self._add("Conv", inputs, name, channels, group=groups, **window)

    def batch_norm(self, x: str, name: str, epsilon: float = 1e-5) -> str:
        channels = self._channels[x]
        suffixes = ("weight", "bias", "running_mean", "running_var")
        inputs = [x, *(self._weight(f"{name}.{suffix}", (channels,)) for suffix in suffixes)]
        return self._add("BatchNormalization", inputs, name, channels, epsilon=epsilon)

    def relu(self, x: str, name: str) -> str:
        return self._add("Relu", [x], name, self._channels[x])

    def relu6(self, x: str, name: str) -> str:
        for bound, value in RELU6_BOUNDS.items():
            self._initializers[bound] = numpy_helper.from_array(np.array(value, np.float32), bound)
        return self._add("Clip", [x, *RELU6_BOUNDS], name, self._channels[x])

    def lrn(self, x: str, name: str, size: int, alpha: float, beta: float) -> str:
        constants = {"alpha": alpha, "beta": beta, "bias": 1.0}
        return self._add("LRN", [x], name, self._channels[x], size=size, **constants)

    def add(self, a: str, b: str, name: str) -> str:
        return self._add("Add", [a, b], name, self._channels[a])

    def concat(self, tensors: Sequence[str], name: str) -> str:
        return self._add("Concat", tensors, name, sum(self._channels[x] for x in tensors), axis=1)

    def max_pool(
        self, x: str, name: str, kernel: int, stride: int, padding: int = 0, ceil: bool = False
    ) -> str:
        window = {"kernel_shape": [kernel] * 2, "strides": [stride] * 2, "pads": [padding] * 4}
        return self._add("MaxPool", [x], name, self._channels[x], ceil_mode=int(ceil), **window)

    def global_average_pool(self, x: str, name: str) -> str:
        return self._add("GlobalAveragePool", [x], name, self._channels[x])

    def flatten(self, x: str, name: str, map_size: int = 1) -> str:
        """`map_size`: cells of the feature map, so that the dense layer behind knows its width."""
        return self._add("Flatten", [x], name, self._channels[x] * map_size, axis=1)

    def dense(self, x: str, name: str, features: int) -> str:
        weight = self._weight(f"{name}.weight", (features, self._channels[x]))
        bias = self._weight(f"{name}.bias", (features,))
        return self._add("Gemm", [x, weight, bias], name, features, transB=1)

    def build(self, x: str, output_shape: Sequence[int | str]) -> onnx.ModelProto:
        """The model whose result is `x`; refuses weights that no layer took."""
        if self._unused:
            raise BadInput(f"{self._name}: no layer takes the weights {sorted(self._unused)[:3]}")
        next(node for node in self._nodes if node.name == x).output[0] = OUTPUT
        output = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, output_shape)
        initializers = list(self._initializers.values())
        graph = helper.make_graph(self._nodes, self._name, self._inputs, [output], initializers)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="aqua",
        )
        onnx.checker.check_model(model, full_check=True)
        return model

    def _add(
        self, kind: str, inputs: Sequence[str], name: str, channels: int, **attributes: Any
    ) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        self._channels[name] = channels
        return name

    def _weight(self, name: str, shape: tuple[int, ...]) -> str:
        if self._weights is None:
            self._inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
            return name
        if name not in self._weights or self._weights[name].shape != shape:
            found = self._weights[name].shape if name in self._weights else "none"
            raise BadInput(f"{self._name}: weight {name}: expected shape {shape}, found {found}")
        self._initializers[name] = numpy_helper.from_array(self._weights[name], name)
        self._unused.discard(name)
        return name
