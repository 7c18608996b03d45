"""Small networks in the accents of exporters: keras through tf2onnx, and PyTorch of old."""

import numpy as np


def keras_style(net):
    """Pad nodes before VALID convolutions, SAME elsewhere; ReduceMean, MatMul, Add at the end."""
    x = net.pad("input", (3, 3, 3, 3))
    x = net.relu(net.batch_norm(net.conv(x, 12, 7, strides=2, auto_pad="VALID"), 1e-3))
    x = net.pad(x, (1, 1, 1, 1))
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], auto_pad="VALID")
    x = net.relu(net.batch_norm(net.conv(x, 24, 3, auto_pad="SAME_UPPER"), 1e-3))
    x = net.pad(x, (0, 0, 1, 1))
    x = net.conv(x, 24, 3, strides=2, auto_pad="VALID", group=24)
    x = net.clip(net.batch_norm(x, 1e-3), 0.0, 6.0)
    return matmul_head(net, net.reduce_mean(x, [2, 3], keepdims=0))


def keras_channels_last(net):
    """As keras_style, but the input is N x H x W x C and is transposed first."""
    net.values["input"] = np.ascontiguousarray(net.values["input"].transpose(0, 2, 3, 1))
    x = net.op("Transpose", "input", perm=[0, 3, 1, 2])
    x = net.relu(net.conv(x, 12, 3, strides=2, auto_pad="SAME_UPPER"))
    x = net.relu(net.conv(x, 24, 3, strides=2, auto_pad="SAME_UPPER"))
    return matmul_head(net, net.reduce_mean(x, [2, 3], keepdims=0))


def matmul_head(net, x):
    count = net.shape(x)[1]
    scale = np.sqrt(count) * net.values[x].std()
    x = net.op("MatMul", x, net.random.standard_normal((count, 20)) / scale)
    return net.op("Add", x, 0.2 * net.random.standard_normal(20))


def squeeze_by_attribute(net):
    """Squeeze and Unsqueeze with axes as attributes; constants that are themselves computed."""
    x = net.relu(net.conv("input", 12, 3, strides=2, pads=1))
    slope = net.unsqueeze(net.random.uniform(0.5, 1.5, 12), [1, 2])
    x = net.op("Mul", x, slope)
    x = net.relu(net.conv(x, 24, 3, strides=2, pads=1))
    x = net.squeeze(net.op("GlobalAveragePool", x), [2, 3])
    x = net.dense(x, 24, relu=True)
    x = net.batch_norm(net.unsqueeze(net.unsqueeze(x, [2]), [3]))
    return net.dense(net.squeeze(x, [2, 3]))


def flatten_to_fixed_batch(net):
    """Reshape whose target holds the batch and every size as constants."""
    x = net.relu(net.conv("input", 12, 3, strides=2, pads=1))
    x = net.op("AveragePool", x, kernel_shape=[4, 4], strides=[4, 4])
    size = int(np.prod(net.shape(x)))
    return net.dense(net.op("Reshape", x, np.array([1, size], np.int64)))
