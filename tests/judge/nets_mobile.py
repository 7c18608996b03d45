"""Networks for phones: inverted residuals, squeeze-and-excite, swish, channel shuffles."""

import numpy as np


def mobilenet_v2(net):
    """Depthwise convolutions between 1x1 ones, ReLU6 as Clip, linear bottlenecks."""
    x = net.clip(net.batch_norm(net.conv("input", 8, 3, bias=False, strides=2, pads=1)), 0.0, 6.0)
    for channels, stride, expansion in ((8, 1, 1), (12, 2, 4), (12, 1, 4), (16, 2, 4), (16, 1, 4)):
        x = inverted_residual(net, x, channels, stride, expansion,
                              lambda net, y: net.clip(y, 0.0, 6.0))
    x = net.clip(net.batch_norm(net.conv(x, 48, 1, bias=False)), 0.0, 6.0)
    return net.global_pool_head(x)


def inverted_residual(net, x, channels, stride, expansion, activation, kernel=3, gate=None,
                      same=None):
    padding = {"auto_pad": same} if same else {"pads": kernel // 2}
    hidden = net.channels(x) * expansion
    y = x
    if expansion > 1:
        y = activation(net, net.batch_norm(net.conv(y, hidden, 1, bias=False)))
    y = net.conv(y, hidden, kernel, bias=False, strides=stride, group=hidden, **padding)
    y = activation(net, net.batch_norm(y, 1e-3))
    if gate:
        y = gate(net, y)
    y = net.batch_norm(net.conv(y, channels, 1, bias=False))
    return net.op("Add", x, y) if stride == 1 and net.channels(x) == channels else y


def mobilenet_v3(net):
    """HardSwish as one node."""
    return mobilenet_v3_with(net, lambda net, x: net.op("HardSwish", x))


def mobilenet_v3_decomposed(net):
    """HardSwish as exporters wrote it before there was one: x * clip(x + 3, 0, 6) / 6."""
    def hard_swish(net, x):
        gate = net.clip(net.op("Add", x, np.float32(3)), 0.0, 6.0)
        return net.op("Div", net.op("Mul", x, gate), np.float32(6))
    return mobilenet_v3_with(net, hard_swish)


def mobilenet_v3_with(net, hard_swish):
    x = hard_swish(net, net.batch_norm(net.conv("input", 8, 3, bias=False, strides=2, pads=1)))
    x = inverted_residual(net, x, 8, 2, 2, lambda net, y: net.relu(y), gate=hard_gate)
    x = inverted_residual(net, x, 12, 2, 3, hard_swish, kernel=5, gate=hard_gate)
    x = inverted_residual(net, x, 12, 1, 3, hard_swish, kernel=5, gate=hard_gate)
    x = hard_swish(net, net.batch_norm(net.conv(x, 40, 1, bias=False)))
    x = net.op("Flatten", net.reduce_mean(x, [2, 3], keepdims=1))
    return net.dense(hard_swish(net, net.dense(x, 48)))


def hard_gate(net, x):
    """Squeeze-and-excite that PyTorch exports: ReduceMean, two 1x1 convolutions, HardSigmoid."""
    y = net.reduce_mean(x, [2, 3], keepdims=1)
    y = net.conv(net.relu(net.conv(y, 8, 1)), net.channels(x), 1)
    return net.op("Mul", x, net.op("HardSigmoid", y, alpha=1 / 6, beta=0.5))


def efficientnet(net):
    """Swish as x * sigmoid(x), padding by auto_pad SAME_UPPER, sigmoid gates."""
    def swish(net, x):
        return net.op("Mul", x, net.op("Sigmoid", x))

    def gate(net, x):
        y = net.op("GlobalAveragePool", x)
        y = net.conv(swish(net, net.conv(y, 6, 1)), net.channels(x), 1)
        return net.op("Mul", net.op("Sigmoid", y), x)

    x = net.conv("input", 8, 3, bias=False, strides=2, auto_pad="SAME_UPPER")
    x = swish(net, net.batch_norm(x, 1e-3))
    for channels, stride, kernel in ((8, 1, 3), (12, 2, 3), (12, 1, 5), (16, 2, 5), (16, 1, 3)):
        x = inverted_residual(net, x, channels, stride, 3, swish, kernel, gate, "SAME_UPPER")
    x = swish(net, net.batch_norm(net.conv(x, 40, 1, bias=False), 1e-3))
    return net.global_pool_head(net.dropout(x))


def shufflenet_v1(net):
    """Grouped 1x1 convolutions; shuffles whose sizes are constants."""
    return shufflenet_v1_with(net, shuffle_by_constants)


def shufflenet_v1_dynamic(net):
    """The same, with sizes read off the value while the network runs."""
    return shufflenet_v1_with(net, shuffle_by_shape)


def shufflenet_v1_with(net, shuffle):
    x = net.relu(net.batch_norm(net.conv("input", 12, 3, bias=False, strides=2, pads=1)))
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    for stride in (2, 1, 1):
        channels = 24 - net.channels(x) if stride == 2 else net.channels(x)
        y = net.relu(net.batch_norm(net.conv(x, 12, 1, bias=False, group=3)))
        y = shuffle(net, y, 3)
        y = net.batch_norm(net.conv(y, 12, 3, bias=False, strides=stride, pads=1, group=12))
        y = net.batch_norm(net.conv(y, channels, 1, bias=False, group=3))
        if stride == 1:
            x = net.relu(net.op("Add", x, y))
        else:
            pooled = net.op("AveragePool", x, kernel_shape=[3, 3], strides=[2, 2],
                            pads=[1, 1, 1, 1], count_include_pad=1)
            x = net.relu(net.op("Concat", pooled, y, axis=1))
    return net.global_pool_head(x)


def shuffle_by_constants(net, x, groups):
    batch, channels, height, width = net.shape(x)
    split = np.array([batch, groups, channels // groups, height, width], np.int64)
    x = net.op("Transpose", net.op("Reshape", x, split), perm=[0, 2, 1, 3, 4])
    return net.op("Reshape", x, np.array([batch, channels, height, width], np.int64))


def shuffle_by_shape(net, x, groups):
    channels = net.channels(x)

    def dim(axis):
        picked = net.op("Gather", net.op("Shape", x), net.constant(axis), axis=0)
        return net.unsqueeze(picked, [0])

    def sizes(*middle):
        fixed = [np.array([size], np.int64) for size in middle]
        return net.op("Concat", dim(0), *fixed, dim(2), dim(3), axis=0)

    y = net.op("Reshape", x, sizes(groups, channels // groups))
    y = net.op("Transpose", y, perm=[0, 2, 1, 3, 4])
    return net.op("Reshape", y, sizes(channels))


def shufflenet_v2(net):
    """Halves by Split, one of them passed on untouched."""
    x = net.relu(net.batch_norm(net.conv("input", 12, 3, bias=False, strides=2, pads=1)))
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    for _ in range(2):
        kept, worked = net.op("Split", x, np.array([6, 6], np.int64), outputs=2, axis=1)
        y = net.relu(net.batch_norm(net.conv(worked, 6, 1, bias=False)))
        y = net.batch_norm(net.conv(y, 6, 3, bias=False, pads=1, group=6))
        y = net.relu(net.batch_norm(net.conv(y, 6, 1, bias=False)))
        x = shuffle_by_shape(net, net.op("Concat", kept, y, axis=1), 2)
    return net.global_pool_head(x)
