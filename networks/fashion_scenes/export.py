"""Trained arrays go in, an ONNX model comes out: BatchNorm folded into the convolutions, weights
rounded, any number of pictures of any height and width."""

import sys
from collections.abc import Mapping
from functools import reduce
from pathlib import Path

import numpy as np
import onnx

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "models"))  # shares net.py

from net import INPUT, Net

from network import CLASSES, EPSILON, LAYERS, Block, Conv, convolutions

NAME = "fashion_scenes"
OPSET = 17
KEPT_BITS = 10  # of a weight's mantissa: the other 13 are 0, which any compression removes


def convert(
    parameters: Mapping[str, np.ndarray], statistics: Mapping[str, np.ndarray]
) -> onnx.ModelProto:
    weights = {name: round_bits(value) for name, value in fold(parameters, statistics).items()}
    net = Net(NAME, ("count", 3, "height", "width"), weights)
    x = INPUT
    for layer in LAYERS:
        x = _add_block(net, layer, x) if isinstance(layer, Block) else _add_conv(net, layer, x)
    x = net.flatten(net.global_average_pool(x, "pool"), "flatten")
    model = net.build(net.dense(x, "dense", CLASSES), ("count", CLASSES))
    # No operator here has changed between Net's operator set and this one.
    model.opset_import[0].version = OPSET
    onnx.checker.check_model(model, full_check=True)
    return model


def fold(
    parameters: Mapping[str, np.ndarray], statistics: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """As ONNX wants them: kernels are outputs x inputs x height x width."""
    weights = {
        "dense.weight": parameters["dense.weight"].T,
        "dense.bias": parameters["dense.bias"],
    }
    for conv in convolutions():
        name = conv.name
        gain = parameters[f"{name}.gain"] / np.sqrt(statistics[f"{name}.variance"] + EPSILON)
        kernel = parameters[f"{name}.weight"] * gain
        weights[f"{name}.weight"] = kernel.transpose(3, 2, 0, 1)
        weights[f"{name}.bias"] = parameters[f"{name}.bias"] - statistics[f"{name}.mean"] * gain
    return weights


def round_bits(values: np.ndarray) -> np.ndarray:
    mantissa, exponent = np.frexp(values.astype(np.float64))
    steps = 2.0 ** (KEPT_BITS + 1)  # the first bit of a mantissa is not stored
    return np.ldexp(np.rint(mantissa * steps) / steps, exponent).astype(np.float32, order="C")


def _add_conv(net: Net, conv: Conv, x: str) -> str:
    padding = conv.kernel // 2
    x = net.conv(x, conv.name, conv.outputs, conv.kernel, conv.stride, padding, conv.groups)
    return net.relu(x, f"{conv.name}.relu")


def _add_block(net: Net, block: Block, x: str) -> str:
    inner = reduce(lambda y, conv: _add_conv(net, conv, y), block.convolutions, x)
    return net.add(x, inner, f"{block.name}.add")
