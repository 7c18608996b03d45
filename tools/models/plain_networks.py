"""Shape-only networks without shortcuts: AlexNet (two forms), VGG-16, GoogLeNet, as ONNX models."""

import onnx

from net import IMAGENET_CLASSES, INPUT, Net


def alexnet() -> onnx.ModelProto:
    """One tower, as in torchvision: 224 x 224, no groups, no LRN."""
    net = Net("alexnet", [1, 3, 224, 224])
    x = _conv_relu(net, INPUT, "conv1", 64, kernel=11, stride=4, padding=2)
    x = net.max_pool(x, "pool1", kernel=3, stride=2)
    x = _conv_relu(net, x, "conv2", 192, kernel=5, padding=2)
    x = net.max_pool(x, "pool2", kernel=3, stride=2)
    x = _conv_relu(net, x, "conv3", 384, kernel=3, padding=1)
    x = _conv_relu(net, x, "conv4", 256, kernel=3, padding=1)
    x = _conv_relu(net, x, "conv5", 256, kernel=3, padding=1)
    x = net.max_pool(x, "pool5", kernel=3, stride=2)
    return _dense_head(net, x, map_size=6 * 6)


def alexnet_grouped() -> onnx.ModelProto:
    """The original, as in Caffe: 227 x 227, a group for each of the paper's GPUs, LRN then pool."""
    net = Net("alexnet-grouped", [1, 3, 227, 227])
    x = _conv_relu(net, INPUT, "conv1", 96, kernel=11, stride=4)
    x = net.max_pool(_lrn(net, x, "norm1"), "pool1", kernel=3, stride=2)
    x = _conv_relu(net, x, "conv2", 256, kernel=5, padding=2, groups=2)
    x = net.max_pool(_lrn(net, x, "norm2"), "pool2", kernel=3, stride=2)
    x = _conv_relu(net, x, "conv3", 384, kernel=3, padding=1)
    x = _conv_relu(net, x, "conv4", 384, kernel=3, padding=1, groups=2)
    x = _conv_relu(net, x, "conv5", 256, kernel=3, padding=1, groups=2)
    x = net.max_pool(x, "pool5", kernel=3, stride=2)
    return _dense_head(net, x, map_size=6 * 6)


def vgg16() -> onnx.ModelProto:
    """Configuration D of the paper: 224 x 224, thirteen 3 x 3 convolutions, no BatchNorm."""
    net = Net("vgg16", [1, 3, 224, 224])
    x = INPUT
    for stage, (channels, depth) in enumerate(
        [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)], start=1
    ):
        for index in range(1, depth + 1):
            x = _conv_relu(net, x, f"conv{stage}_{index}", channels, kernel=3, padding=1)
        x = net.max_pool(x, f"pool{stage}", kernel=2, stride=2)
    return _dense_head(net, x, map_size=7 * 7)


# Channels of an inception module: 1x1; 3x3 reduction, 3x3; 5x5 reduction, 5x5; pool projection.
INCEPTIONS = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}


def googlenet() -> onnx.ModelProto:
    """The original, as in Caffe: 5 x 5 branches, LRN, no BatchNorm; without the training heads."""
    net = Net("googlenet", [1, 3, 224, 224])
    x = _conv_relu(net, INPUT, "conv1", 64, kernel=7, stride=2, padding=3)
    x = _lrn(net, _halve(net, x, "pool1"), "norm1")
    x = _conv_relu(net, x, "conv2_reduce", 64, kernel=1)
    x = _conv_relu(net, x, "conv2", 192, kernel=3, padding=1)
    x = _halve(net, _lrn(net, x, "norm2"), "pool2")
    for key, channels in INCEPTIONS.items():
        x = _inception(net, x, f"inception_{key}", *channels)
        if key in ("3b", "4e"):
            x = _halve(net, x, f"pool{key[0]}")
    x = net.flatten(net.global_average_pool(x, "pool5"), "flatten")
    return net.build(net.dense(x, "classifier", IMAGENET_CLASSES), [1, IMAGENET_CLASSES])


def _inception(
    net: Net,
    x: str,
    name: str,
    ones: int,
    threes_in: int,
    threes: int,
    fives_in: int,
    fives: int,
    pooled: int,
) -> str:
    one = _conv_relu(net, x, f"{name}.1x1", ones, kernel=1)
    three = _conv_relu(net, x, f"{name}.3x3_reduce", threes_in, kernel=1)
    three = _conv_relu(net, three, f"{name}.3x3", threes, kernel=3, padding=1)
    five = _conv_relu(net, x, f"{name}.5x5_reduce", fives_in, kernel=1)
    five = _conv_relu(net, five, f"{name}.5x5", fives, kernel=5, padding=2)
    pool = net.max_pool(x, f"{name}.pool", kernel=3, stride=1, padding=1)
    pool = _conv_relu(net, pool, f"{name}.pool_proj", pooled, kernel=1)
    return net.concat([one, three, five, pool], f"{name}.output")


def _conv_relu(
    net: Net,
    x: str,
    name: str,
    channels: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    groups: int = 1,
) -> str:
    return net.relu(net.conv(x, name, channels, kernel, stride, padding, groups), f"{name}.relu")


def _lrn(net: Net, x: str, name: str) -> str:
    return net.lrn(x, name, size=5, alpha=1e-4, beta=0.75)


def _halve(net: Net, x: str, name: str) -> str:
    return net.max_pool(x, name, kernel=3, stride=2, ceil=True)


def _dense_head(net: Net, x: str, map_size: int) -> onnx.ModelProto:
    x = net.flatten(x, "flatten", map_size)
    x = net.relu(net.dense(x, "fc6", 4096), "fc6.relu")
    x = net.relu(net.dense(x, "fc7", 4096), "fc7.relu")
    return net.build(net.dense(x, "fc8", IMAGENET_CLASSES), [1, IMAGENET_CLASSES])
