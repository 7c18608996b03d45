"""Shape-only networks with shortcuts: ResNet-18, ResNet-50 and MobileNetV2, as ONNX models."""

from collections.abc import Callable, Sequence

import onnx

from net import IMAGENET_CLASSES, INPUT, Net

RESNET_CHANNELS = (64, 128, 256, 512)
BOTTLENECK_EXPANSION = 4

# MobileNetV2's table 2: expansion, channels, repeats, stride of the first.
MOBILENET_STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)

Block = Callable[[Net, str, str, int, int], str]


def resnet18() -> onnx.ModelProto:
    return _resnet("resnet18", _basic_block, (2, 2, 2, 2))


def resnet50() -> onnx.ModelProto:
    """The stride is on the 3 x 3 convolution, as in torchvision; the paper has it one earlier."""
    return _resnet("resnet50", _bottleneck, (3, 4, 6, 3))


def mobilenet_v2() -> onnx.ModelProto:
    net = Net("mobilenet-v2", [1, 3, 224, 224])
    x = net.relu6(_conv_bn(net, INPUT, "stem", 32, kernel=3, stride=2), "stem.relu6")
    index = 0
    for expansion, channels, repeats, stride in MOBILENET_STAGES:
        for repeat in range(repeats):
            x = _inverted_residual(
                net, x, f"blocks.{index}", expansion, channels, stride if repeat == 0 else 1
            )
            index += 1
    x = net.relu6(_conv_bn(net, x, "head", 1280), "head.relu6")
    return _classify(net, x, "classifier")


def _resnet(name: str, block: Block, repeats: Sequence[int]) -> onnx.ModelProto:
    net = Net(name, [1, 3, 224, 224])
    x = net.relu(_conv_bn(net, INPUT, "conv1", 64, kernel=7, stride=2), "conv1.relu")
    x = net.max_pool(x, "pool1", kernel=3, stride=2, padding=1)
    for stage, (channels, count) in enumerate(zip(RESNET_CHANNELS, repeats, strict=True), start=1):
        for index in range(count):
            x = block(
                net, x, f"layer{stage}.{index}", channels, 2 if stage > 1 and index == 0 else 1
            )
    return _classify(net, x, "fc")


def _basic_block(net: Net, x: str, name: str, channels: int, stride: int) -> str:
    y = net.relu(_conv_bn(net, x, f"{name}.conv1", channels, 3, stride), f"{name}.conv1.relu")
    y = _conv_bn(net, y, f"{name}.conv2", channels, 3)
    return _join(net, x, y, name, stride)


def _bottleneck(net: Net, x: str, name: str, channels: int, stride: int) -> str:
    y = net.relu(_conv_bn(net, x, f"{name}.conv1", channels), f"{name}.conv1.relu")
    y = net.relu(_conv_bn(net, y, f"{name}.conv2", channels, 3, stride), f"{name}.conv2.relu")
    y = _conv_bn(net, y, f"{name}.conv3", channels * BOTTLENECK_EXPANSION)
    return _join(net, x, y, name, stride)


def _join(net: Net, x: str, y: str, name: str, stride: int) -> str:
    """Adds the shortcut, through a 1 x 1 convolution where the shape changes."""
    if stride > 1 or net.channels(x) != net.channels(y):
        x = _conv_bn(net, x, f"{name}.downsample", net.channels(y), stride=stride)
    return net.relu(net.add(y, x, f"{name}.add"), f"{name}.relu")


def _inverted_residual(
    net: Net, x: str, name: str, expansion: int, channels: int, stride: int
) -> str:
    hidden = net.channels(x) * expansion
    y = (
        x
        if expansion == 1
        else net.relu6(_conv_bn(net, x, f"{name}.expand", hidden), f"{name}.expand.relu6")
    )
    y = _conv_bn(net, y, f"{name}.depthwise", hidden, kernel=3, stride=stride, groups=hidden)
    y = _conv_bn(net, net.relu6(y, f"{name}.depthwise.relu6"), f"{name}.project", channels)
    keeps_shape = stride == 1 and net.channels(x) == channels
    return net.add(y, x, f"{name}.add") if keeps_shape else y


def _conv_bn(
    net: Net, x: str, name: str, channels: int, kernel: int = 1, stride: int = 1, groups: int = 1
) -> str:
    x = net.conv(x, name, channels, kernel, stride, kernel // 2, groups, bias=False)
    return net.batch_norm(x, f"{name}.bn")


def _classify(net: Net, x: str, name: str) -> onnx.ModelProto:
    x = net.flatten(net.global_average_pool(x, "pool"), "flatten")
    return net.build(net.dense(x, name, IMAGENET_CLASSES), [1, IMAGENET_CLASSES])
