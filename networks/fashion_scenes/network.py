"""The network: small, fully convolutional, total stride 8; for training in JAX.

Every convolution is followed by BatchNorm and ReLU. A block is one or two convolutions,
added to what went in. At the end global average pooling and one dense layer.

A picture is count x height x width x channels here; parameters and running statistics are arrays by
name.
"""

from dataclasses import dataclass
from functools import reduce

import jax
import jax.numpy as jnp

CLASSES = 10
EPSILON = 1e-3
KEPT_STATISTICS = 0.99  # of the running mean and variance, at each batch


@dataclass(frozen=True)
class Conv:
    """Padded by half the kernel. `groups` is 1, or the channels that go in: then depthwise."""

    name: str
    inputs: int
    outputs: int
    kernel: int = 3
    stride: int = 1
    groups: int = 1


@dataclass(frozen=True)
class Block:
    name: str
    convolutions: tuple[Conv, ...]


def separable(name: str, width: int) -> Block:
    depthwise = Conv(f"{name}.depthwise", width, width, groups=width)
    return Block(name, (depthwise, Conv(f"{name}.pointwise", width, width, kernel=1)))


LAYERS = (
    Conv("stem", 3, 16, stride=2),
    Conv("conv2", 16, 32, stride=2),
    Block("block2", (Conv("block2.conv", 32, 32),)),
    Conv("conv3", 32, 64, stride=2),
    separable("block3a", 64),
    separable("block3b", 64),
    separable("block3c", 64),
    Conv("head", 64, 128, kernel=1),
)
FEATURES = 128

Arrays = dict[str, jax.Array]


def convolutions() -> list[Conv]:
    return [
        conv
        for layer in LAYERS
        for conv in (layer.convolutions if isinstance(layer, Block) else (layer,))
    ]


def initial(key: jax.Array) -> tuple[Arrays, Arrays]:
    """Parameters, by He et al. 2015, and running statistics."""
    parameters, statistics = {}, {}
    for conv in convolutions():
        key, own = jax.random.split(key)
        shape = (conv.kernel, conv.kernel, conv.inputs // conv.groups, conv.outputs)
        deviation = (2 / (conv.kernel**2 * conv.inputs / conv.groups)) ** 0.5
        parameters[f"{conv.name}.weight"] = deviation * jax.random.normal(own, shape)
        parameters[f"{conv.name}.gain"] = jnp.ones(conv.outputs)
        parameters[f"{conv.name}.bias"] = jnp.zeros(conv.outputs)
        statistics[f"{conv.name}.mean"] = jnp.zeros(conv.outputs)
        statistics[f"{conv.name}.variance"] = jnp.ones(conv.outputs)
    parameters["dense.weight"] = 0.01 * jax.random.normal(key, (FEATURES, CLASSES))
    parameters["dense.bias"] = jnp.zeros(CLASSES)
    return parameters, statistics


def logits(parameters: Arrays, statistics: Arrays, x: jax.Array) -> tuple[jax.Array, Arrays]:
    """As in training: normalized by the batch's own statistics. Also the new running ones."""
    new: Arrays = {}

    def run(conv: Conv, x: jax.Array) -> jax.Array:
        y = _convolve(conv, x, parameters[f"{conv.name}.weight"])
        mean, variance = y.mean((0, 1, 2)), y.var((0, 1, 2))
        for kind, value in (("mean", mean), ("variance", variance)):
            name = f"{conv.name}.{kind}"
            new[name] = KEPT_STATISTICS * statistics[name] + (1 - KEPT_STATISTICS) * value
        gain = parameters[f"{conv.name}.gain"] / jnp.sqrt(variance + EPSILON)
        return jax.nn.relu((y - mean) * gain + parameters[f"{conv.name}.bias"])

    for layer in LAYERS:
        if isinstance(layer, Block):
            x = x + reduce(lambda y, conv: run(conv, y), layer.convolutions, x)
        else:
            x = run(layer, x)
    pooled = x.mean((1, 2))
    return pooled @ parameters["dense.weight"] + parameters["dense.bias"], new


def _convolve(conv: Conv, x: jax.Array, weight: jax.Array) -> jax.Array:
    if conv.groups > 1:
        return _convolve_depthwise(x, weight[:, :, 0])
    padding = [(conv.kernel // 2, conv.kernel // 2)] * 2
    layout = ("NHWC", "HWIO", "NHWC")
    strides = (conv.stride, conv.stride)
    return jax.lax.conv_general_dilated(x, weight, strides, padding, dimension_numbers=layout)


def _convolve_depthwise(x: jax.Array, weight: jax.Array) -> jax.Array:
    """Sums shifted pictures: XLA's own grouped convolution is many times slower on a CPU."""
    side, (height, width) = weight.shape[0], x.shape[1:3]
    margin = (side // 2, side // 2)
    padded = jnp.pad(x, ((0, 0), margin, margin, (0, 0)))
    return sum(
        padded[:, i : i + height, j : j + width] * weight[i, j]
        for i in range(side)
        for j in range(side)
    )
