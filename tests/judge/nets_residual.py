"""Networks with skips: ResNet in both forms, DenseNet, DarkNet."""

import numpy as np

from nets_classic import conv_bn_relu


def resnet_basic(net):
    """Two 3x3 convolutions a block, as ResNet-18."""
    x = conv_bn_relu(net, "input", 16, 7, strides=2, pads=3)
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    for channels, stride in ((16, 1), (16, 1), (32, 2), (32, 1)):
        y = conv_bn_relu(net, x, channels, 3, strides=stride, pads=1)
        y = net.batch_norm(net.conv(y, channels, 3, bias=False, pads=1))
        x = net.relu(net.op("Add", y, shortcut(net, x, channels, stride)))
    return net.global_pool_head(x)


def resnet_bottleneck(net):
    """1x1, 3x3, 1x1 as ResNet-50; the 3x3 grouped as in ResNeXt."""
    x = conv_bn_relu(net, "input", 16, 7, strides=2, pads=3)
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    for channels, stride in ((8, 1), (8, 1), (16, 2), (16, 1)):
        y = conv_bn_relu(net, x, channels, 1)
        y = conv_bn_relu(net, y, channels, 3, strides=stride, pads=1, group=4)
        y = net.batch_norm(net.conv(y, 4 * channels, 1, bias=False))
        x = net.relu(net.op("Add", shortcut(net, x, 4 * channels, stride), y))
    return net.global_pool_head(x)


def shortcut(net, x, channels, stride):
    if stride == 1 and net.channels(x) == channels:
        return x
    return net.batch_norm(net.conv(x, channels, 1, bias=False, strides=stride))


def densenet(net):
    """BatchNorm and ReLU before each convolution, growing concatenations, average pools between."""
    x = conv_bn_relu(net, "input", 16, 7, strides=2, pads=3)
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    x = dense_block(net, x)
    x = net.conv(net.relu(net.batch_norm(x)), 20, 1, bias=False)
    x = net.op("AveragePool", x, kernel_shape=[2, 2], strides=[2, 2])
    x = dense_block(net, x)
    return net.global_pool_head(net.relu(net.batch_norm(x)))


def dense_block(net, x):
    grown = [x]
    for _ in range(3):
        y = net.op("Concat", *grown, axis=1) if len(grown) > 1 else x
        y = net.conv(net.relu(net.batch_norm(y)), 16, 1, bias=False)
        grown.append(net.conv(net.relu(net.batch_norm(y)), 8, 3, bias=False, pads=1))
    return net.op("Concat", *grown, axis=1)


def darknet(net):
    """LeakyRelu, PRelu and Tanh, strided convolutions for pools, dilated ones for reach."""
    x = "input"
    for channels in (12, 24):
        x = net.batch_norm(net.conv(x, channels, 3, bias=False, strides=2, pads=1))
        x = net.op("LeakyRelu", x, alpha=0.1)
        y = net.op("LeakyRelu", net.conv(x, channels // 2, 1), alpha=0.1)
        y = net.conv(y, channels, 3, pads=2, dilations=2)
        y = net.op("PRelu", y, net.random.uniform(0.05, 0.5, (channels, 1, 1)))
        x = net.op("Add", x, y)
    x = net.op("Tanh", net.conv(x, 32, 3, pads=[2, 3, 2, 3], dilations=[2, 3]))
    x = net.op("PRelu", x, np.float32([0.2]))
    x = net.reduce_mean(x, [-2, -1], keepdims=0)
    return net.dense(x)
