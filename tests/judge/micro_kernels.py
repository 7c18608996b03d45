"""Sliding kernels: every form of padding, strides, dilations, groups, rounding up.

An entry is name, builder, opset and perhaps the size of the picture.
"""

from onnx import helper


def conv(channels, kernel, **attributes):
    return lambda net: net.conv("input", channels, kernel, **attributes)


def pool(op_type, kernel, **attributes):
    kernel = [kernel] * 2 if isinstance(kernel, int) else kernel
    return lambda net: net.op(op_type, "input", kernel_shape=kernel, **attributes)


def without_kernel_shape(net):
    x = net.conv("input", 4, (3, 2), pads=[1, 0, 1, 1])
    rewrite_attributes(net.nodes[-1], pads=[1, 0, 1, 1])
    return x


def dilated_same(mode, kernel, dilations):
    """ONNX Runtime refuses dilation with SAME padding, so it judges the same by explicit pads."""
    def build(net):
        total = [(kernel - 1) * dilation for dilation in dilations]
        less, more = [t // 2 for t in total], [t - t // 2 for t in total]
        pads = less + more if mode == "SAME_UPPER" else more + less
        x = net.conv("input", 4, kernel, pads=pads, dilations=dilations)
        if not net.for_judge:
            rewrite_attributes(net.nodes[-1], auto_pad=mode, dilations=dilations)
        return x
    return build


def rewrite_attributes(node, **attributes):
    del node.attribute[:]
    node.attribute.extend(helper.make_attribute(*item) for item in attributes.items())


def depthwise_multiplier(net):
    x = net.conv("input", 6, 3, pads=1, group=3)
    return net.conv(x, 12, 3, group=6, auto_pad="SAME_LOWER", strides=2, bias=False)


def shared_weights(net):
    """Two convolutions over one initializer."""
    first = net.relu(net.conv("input", 3, 3, pads=1))
    second = net.op("Conv", first, net.nodes[0].input[1], pads=[1, 1, 1, 1])
    return net.op("Add", first, second)


def negative_maximum(net):
    """Padding of a maximum is no zero: all cells are negative."""
    x = net.op("Sub", net.op("Mul", "input", "input"), net.constant(50.0))
    return net.op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])


KERNELS = [
    ("conv_pads_all_different", conv(4, 3, pads=[1, 0, 2, 1]), 7),
    ("conv_no_pads", conv(4, 3), 7),
    ("conv_valid", conv(4, 3, auto_pad="VALID", strides=2), 9),
    ("conv_notset", conv(4, 3, auto_pad="NOTSET", pads=[0, 1, 0, 1]), 11),
    ("conv_same_upper_stride_2_odd", conv(4, 3, auto_pad="SAME_UPPER", strides=2), 11),
    ("conv_same_upper_stride_2_even", conv(4, 3, auto_pad="SAME_UPPER", strides=2), 11, (8, 10)),
    ("conv_same_lower_stride_2_even", conv(4, 3, auto_pad="SAME_LOWER", strides=2), 13, (8, 10)),
    ("conv_same_upper_kernel_4", conv(4, 4, auto_pad="SAME_UPPER"), 13),
    ("conv_same_lower_kernel_4", conv(4, 4, auto_pad="SAME_LOWER"), 13),
    ("conv_same_upper_stride_3", conv(4, 5, auto_pad="SAME_UPPER", strides=3), 13, (10, 12)),
    ("conv_same_lower_dilated", dilated_same("SAME_LOWER", 3, [2, 2]), 13),
    ("conv_same_lower_dilated_kernel_2", dilated_same("SAME_LOWER", 2, [3, 3]), 13),
    ("conv_same_upper_dilated_kernel_4", dilated_same("SAME_UPPER", 4, [1, 3]), 13),
    ("conv_same_stride_past_kernel", conv(4, 1, auto_pad="SAME_UPPER", strides=3), 13),
    ("conv_stride_3_leaves_a_rest", conv(4, 3, strides=3, pads=[1, 1, 0, 0]), 13),
    ("conv_strides_differ", conv(4, 3, strides=[1, 2], pads=1), 13),
    ("conv_1x1_stride_2", conv(4, 1, strides=2), 13),
    ("conv_5x1", conv(4, (5, 1), pads=[2, 0, 2, 0]), 13),
    ("conv_2x2_one_sided", conv(4, 2, pads=[0, 0, 1, 1]), 13),
    ("conv_whole_map", conv(4, (9, 11)), 13),
    ("conv_pads_past_the_kernel", conv(4, 1, pads=2), 13),
    ("conv_dilations_differ", conv(4, 3, dilations=[2, 3], pads=[2, 3, 2, 3]), 13),
    ("conv_without_bias", conv(4, 3, bias=False, pads=1), 13),
    ("conv_without_kernel_shape", without_kernel_shape, 13),
    ("conv_depthwise_multiplier_2", depthwise_multiplier, 13),
    ("conv_shared_weights", shared_weights, 13),
    ("max_pool_pads", pool("MaxPool", 3, strides=[2, 2], pads=[0, 1, 2, 1]), 8),
    ("max_pool_ceil_overhang", pool("MaxPool", 2, strides=[2, 2], ceil_mode=1), 10),
    ("max_pool_ceil_last_window_in_padding",
     pool("MaxPool", 2, strides=[2, 2], pads=[1, 1, 1, 1], ceil_mode=1), 22, (7, 9)),
    ("max_pool_dilated", pool("MaxPool", 2, strides=[1, 1], dilations=[2, 3]), 12),
    ("max_pool_same_lower", pool("MaxPool", 2, strides=[1, 1], auto_pad="SAME_LOWER"), 11),
    ("max_pool_same_upper", pool("MaxPool", 3, strides=[2, 2], auto_pad="SAME_UPPER"), 11, (8, 10)),
    ("max_pool_gaps", pool("MaxPool", 2, strides=[3, 3]), 11),
    ("max_pool_default_stride", pool("MaxPool", 3), 11),
    ("max_pool_negative", negative_maximum, 11),
    ("average_pool_counts_padding",
     pool("AveragePool", 3, strides=[2, 2], pads=[1, 0, 1, 1], count_include_pad=1), 7),
    ("average_pool_skips_padding",
     pool("AveragePool", 3, strides=[2, 2], pads=[1, 0, 1, 1], count_include_pad=0), 7),
    ("average_pool_same_upper", pool("AveragePool", 2, auto_pad="SAME_UPPER", strides=[2, 2]), 11),
    ("average_pool_same_lower", pool("AveragePool", 3, auto_pad="SAME_LOWER", strides=[2, 2]), 11,
     (8, 10)),
    ("average_pool_valid", pool("AveragePool", [3, 2], auto_pad="VALID", strides=[2, 1]), 11),
    ("average_pool_ceil_overhang", pool("AveragePool", 2, strides=[2, 2], ceil_mode=1), 19),
    ("average_pool_ceil_counts_padding",
     pool("AveragePool", 3, strides=[2, 2], pads=[1, 1, 1, 1], ceil_mode=1, count_include_pad=1),
     19, (8, 10)),
]
