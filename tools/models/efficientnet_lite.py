"""A torch state dict of EfficientNet-lite goes in, an ONNX model comes out: logits for any image
size.

Lite is EfficientNet without squeeze-and-excite and with ReLU6 for swish; the widths of stem (32)
and head (1280) and the repeats of the first and last stage stay as they are when the rest is
scaled.
"""

import re
from dataclasses import dataclass
from math import ceil

import numpy as np
import onnx

from net import IMAGENET_CLASSES, INPUT, SAME, Net

STEM_CHANNELS = 32
HEAD_CHANNELS = 1280
CHANNEL_DIVISOR = 8
BATCH_NORM_EPSILON = 1e-3


@dataclass(frozen=True)
class Variant:
    """How much wider and deeper than lite0, and the side of the square it looks at."""

    width: float
    depth: float
    size: int


# The official lite2 looks at 260 pixels; 256 is the nearest multiple of the total stride, 32.
VARIANTS = {
    "lite0": Variant(1.0, 1.0, 224),
    "lite1": Variant(1.0, 1.1, 240),
    "lite2": Variant(1.1, 1.2, 256),
}


@dataclass(frozen=True)
class Stage:
    """Blocks alike; the first of them takes the stride."""

    repeats: int
    kernel: int
    stride: int
    expansion: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)

# What torch calls a layer, and what our nodes are called.
TORCH_NAMES = (
    (r"^_blocks\.(\d+)\._expand_conv", r"blocks.\1.expand"),
    (r"^_blocks\.(\d+)\._bn0", r"blocks.\1.expand.bn"),
    (r"^_blocks\.(\d+)\._depthwise_conv", r"blocks.\1.depthwise"),
    (r"^_blocks\.(\d+)\._bn1", r"blocks.\1.depthwise.bn"),
    (r"^_blocks\.(\d+)\._project_conv", r"blocks.\1.project"),
    (r"^_blocks\.(\d+)\._bn2", r"blocks.\1.project.bn"),
    (r"^_conv_stem", "stem"),
    (r"^_bn0", "stem.bn"),
    (r"^_conv_head", "head"),
    (r"^_bn1", "head.bn"),
    (r"^_fc", "classifier"),
)
TRAINING_ONLY = "num_batches_tracked"


def convert(name: str, variant: Variant, state: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The network of `variant` with the weights of `state`, under the graph name `name`."""
    weights = {
        _our_name(key): value for key, value in state.items() if not key.endswith(TRAINING_ONLY)
    }
    net = Net(name, ["N", 3, "H", "W"], weights)
    x = _conv(net, INPUT, "stem", STEM_CHANNELS, kernel=3, stride=2)
    x = _blocks(net, x, variant)
    x = _conv(net, x, "head", HEAD_CHANNELS)
    x = net.flatten(net.global_average_pool(x, "pool"), "flatten")
    return net.build(net.dense(x, "classifier", IMAGENET_CLASSES), ["N", IMAGENET_CLASSES])


def _our_name(torch_name: str) -> str:
    for pattern, replacement in TORCH_NAMES:
        renamed, count = re.subn(pattern, replacement, torch_name)
        if count:
            return renamed
    return torch_name


def _blocks(net: Net, x: str, variant: Variant) -> str:
    index = 0
    for stage in STAGES:
        scaled = stage not in (STAGES[0], STAGES[-1])
        for repeat in range(ceil(stage.repeats * variant.depth) if scaled else stage.repeats):
            stride = stage.stride if repeat == 0 else 1
            x = _block(
                net,
                x,
                f"blocks.{index}",
                stage,
                stride,
                _scaled_channels(stage.channels, variant.width),
            )
            index += 1
    return x


def _scaled_channels(channels: int, width: float) -> int:
    """Rounded to a multiple of 8, but never down by more than a tenth."""
    wanted = channels * width
    rounded = max(
        CHANNEL_DIVISOR, int(wanted + CHANNEL_DIVISOR / 2) // CHANNEL_DIVISOR * CHANNEL_DIVISOR
    )
    return rounded if rounded >= 0.9 * wanted else rounded + CHANNEL_DIVISOR


def _block(net: Net, x: str, name: str, stage: Stage, stride: int, channels: int) -> str:
    hidden = net.channels(x) * stage.expansion
    y = x if stage.expansion == 1 else _conv(net, x, f"{name}.expand", hidden)
    y = _conv(net, y, f"{name}.depthwise", hidden, stage.kernel, stride, groups=hidden)
    y = _conv(net, y, f"{name}.project", channels, bounded=False)
    keeps_shape = stride == 1 and net.channels(x) == channels
    return net.add(y, x, f"{name}.add") if keeps_shape else y


def _conv(
    net: Net,
    x: str,
    name: str,
    channels: int,
    kernel: int = 1,
    stride: int = 1,
    groups: int = 1,
    bounded: bool = True,
) -> str:
    x = net.conv(x, name, channels, kernel, stride, SAME, groups, bias=False)
    x = net.batch_norm(x, f"{name}.bn", BATCH_NORM_EPSILON)
    return net.relu6(x, f"{name}.relu6") if bounded else x
