"""Networks of the first generation: plain chains, local response norm, Inception, fire modules."""


def alexnet(net):
    """Grouped convolutions, LRN, Flatten and three dense layers with dropout."""
    x = net.relu(net.conv("input", 16, 11, strides=4, pads=2))
    x = net.op("LRN", x, size=5, alpha=1e-1, beta=0.75, bias=1.0)
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2])
    x = net.relu(net.conv(x, 32, 5, pads=2, group=2))
    x = net.op("LRN", x, size=5, alpha=2e-1, beta=0.75, bias=2.0)
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[1, 1])
    x = net.relu(net.conv(x, 48, 3, pads=1))
    x = net.relu(net.conv(x, 32, 3, pads=1, group=2))
    x = net.dropout(net.op("Flatten", x))
    x = net.dropout(net.dense(x, 64, relu=True))
    return net.dense(net.dense(x, 48, relu=True))


def vgg(net):
    """3x3 convolutions and 2x2 pools; the flattening that PyTorch exports for x.view(n, -1)."""
    x = "input"
    for channels, count in ((8, 1), (16, 2), (32, 2)):
        for _ in range(count):
            x = net.relu(net.conv(x, channels, 3, pads=1))
        x = net.op("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])
    return net.dense(net.dense(flatten_by_shape(net, x), 64, relu=True))


def flatten_by_shape(net, x):
    """Reshape to (batch, -1), where batch is read off the value while the network runs."""
    batch = net.op("Gather", net.op("Shape", x), net.constant(0), axis=0)
    batch = net.unsqueeze(batch, [0])
    rest = net.unsqueeze(net.constant(-1), [0])
    return net.op("Reshape", x, net.op("Concat", batch, rest, axis=0))


def squeezenet(net):
    """Fire modules; a convolution as the head, then global pooling and Softmax."""
    x = net.relu(net.conv("input", 16, 3, strides=2, pads=1))
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    for squeezed, expanded in ((8, 16), (8, 16), (12, 24)):
        x = fire_module(net, x, squeezed, expanded)
    x = net.op("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])
    x = net.dropout(fire_module(net, x, 12, 32))
    x = net.conv(x, 20, 1)
    x = net.op("Flatten", net.op("GlobalAveragePool", x), axis=1)
    # Sharper, so that the probabilities span a range worth comparing.
    x = net.op("Mul", x, net.constant(8.0))
    return net.op("Softmax", x, axis=1)


def fire_module(net, x, squeezed, expanded):
    x = net.relu(net.conv(x, squeezed, 1))
    narrow = net.relu(net.conv(x, expanded, 1))
    wide = net.relu(net.conv(x, expanded, 3, pads=1))
    return net.op("Concat", narrow, wide, axis=1)


def googlenet(net):
    """Inception: four branches, pools that round up or count their padding, 1x7 kernels."""
    x = net.relu(net.batch_norm(net.conv("input", 16, 7, bias=False, strides=2, pads=3), 1e-3))
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
    x = inception(net, x, 12, count_include_pad=1)
    x = inception(net, x, 12, count_include_pad=0)
    x = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
    x = inception_asymmetric(net, x, 12)
    x = net.op("GlobalAveragePool", x)
    return net.dense(net.dropout(net.op("Flatten", x)))


def conv_bn_relu(net, x, channels, kernel, **attributes):
    return net.relu(net.batch_norm(net.conv(x, channels, kernel, bias=False, **attributes), 1e-3))


def inception(net, x, channels, count_include_pad):
    branches = [
        conv_bn_relu(net, x, channels, 1),
        conv_bn_relu(net, conv_bn_relu(net, x, 8, 1), channels, 3, pads=1),
        conv_bn_relu(net, conv_bn_relu(net, x, 8, 1), channels, 5, pads=2),
        conv_bn_relu(net, net.op("AveragePool", x, kernel_shape=[3, 3], strides=[1, 1],
                                 pads=[1, 1, 1, 1], count_include_pad=count_include_pad),
                     channels, 1),
    ]
    return net.op("Concat", *branches, axis=1)


def inception_asymmetric(net, x, channels):
    rows = conv_bn_relu(net, conv_bn_relu(net, x, 8, 1), 8, (1, 7), pads=[0, 3, 0, 3])
    both = conv_bn_relu(net, rows, channels, (7, 1), pads=[3, 0, 3, 0])
    pooled = net.op("MaxPool", x, kernel_shape=[3, 3], strides=[1, 1], pads=[1, 1, 1, 1])
    return net.op("Concat", conv_bn_relu(net, x, channels, 1), both,
                  conv_bn_relu(net, pooled, channels, 1), axis=-3)
