"""Operators without a kernel: arithmetic and its broadcasts, activations, shapes, dense layers.

An entry is name, builder, opset and perhaps the size of the picture.
"""

import numpy as np
from onnx import helper


def random(net, *shape):
    return net.random.uniform(0.5, 2.0, shape).astype(np.float32)


def with_constant(op_type, *shape, constant_first=False):
    """The picture and a constant of this shape."""
    def build(net):
        constant = net.constant(random(net, *shape))
        inputs = (constant, "input") if constant_first else ("input", constant)
        return net.op(op_type, *inputs)
    return build


def constant_over_positive(net):
    positive = net.op("Add", net.op("Mul", "input", "input"), np.float32(0.5))
    return net.op("Div", random(net, 3, 1, 1), positive)


def with_pooled(op_type, pooled_first):
    """A map and one value a channel, computed by the network."""
    def build(net):
        pooled = net.op("Sigmoid", net.op("GlobalAveragePool", "input"))
        inputs = (pooled, "input") if pooled_first else ("input", pooled)
        return net.op(op_type, *inputs)
    return build


def with_itself(op_type):
    return lambda net: net.op(op_type, "input", "input")


def map_over_map(net):
    return net.op("Div", net.conv("input", 3, 3, pads=1), net.op("Sigmoid", "input"))


def activation(op_type, gain=1.0, **attributes):
    def build(net):
        x = net.op("Mul", "input", np.float32(gain)) if gain != 1.0 else "input"
        return net.op(op_type, x, **attributes)
    return build


def prelu(*shape):
    return lambda net: net.op("PRelu", "input", random(net, *shape) * 0.2)


def clip_one_sided(low, high):
    def build(net):
        bounds = [None if bound is None else np.float32(bound) for bound in (low, high)]
        while bounds and bounds[-1] is None:
            bounds.pop()
        return net.op("Clip", "input", *bounds)
    return build


def clip_by_attribute(**bounds):
    return lambda net: net.op("Clip", "input", **bounds)


def batch_norm_alone(net):
    return net.batch_norm("input", epsilon=0.1)


def batch_norm_before_conv(net):
    """Cannot fold into the convolution behind it, whose padding is zero after the norm."""
    return net.conv(net.batch_norm("input"), 4, 3, pads=1)


def batch_norm_after_concat(net):
    both = net.op("Concat", net.conv("input", 2, 1), "input", axis=1)
    return net.relu(net.batch_norm(both, epsilon=1e-2))


def batch_norm_of_used_conv(net):
    """The convolution has a second reader, so folding must leave it as it is."""
    x = net.conv("input", 3, 3, pads=1)
    return net.op("Sub", net.batch_norm(x), x)


def local_response(size, **attributes):
    return lambda net: net.op("LRN", net.conv("input", 7, 1), size=size, **attributes)


def softmax(axis):
    return lambda net: net.op("Softmax", net.op("Flatten", "input"), axis=axis)


def gemm(bias_shape, **attributes):
    def build(net):
        x = net.op("Flatten", net.op("MaxPool", "input", kernel_shape=[3, 3], strides=[3, 3]))
        count = net.shape(x)[1]
        shape = (7, count) if attributes.get("transB") else (count, 7)
        weights = net.random.standard_normal(shape).astype(np.float32) / np.float32(count**0.5)
        bias = [] if bias_shape is None else [random(net, *bias_shape)]
        return net.op("Gemm", x, weights, *bias, **attributes)
    return build


def matmul_bias_first(net):
    x = net.op("Flatten", net.op("GlobalMaxPool", "input"))
    x = net.op("MatMul", x, net.random.standard_normal((3, 7)).astype(np.float32))
    return net.op("Add", random(net, 1, 7), x)


def concat_flat(net):
    pooled = net.op("Flatten", net.op("GlobalAveragePool", "input"))
    return net.op("Concat", pooled, net.op("Flatten", "input"), axis=-1)


def reshape(*target):
    return lambda net: net.op("Reshape", "input", np.array(target, np.int64))


def channels_last_flatten(net):
    """As keras: the dense layer's weights expect the channel innermost."""
    x = net.op("Transpose", "input", perm=[0, 2, 3, 1])
    return net.op("Reshape", x, np.array([-1, 297], np.int64))


def transpose_there_and_back(net):
    x = net.op("Transpose", "input", perm=[0, 2, 3, 1])
    return net.conv(net.op("Transpose", x, perm=[0, 3, 1, 2]), 4, 3, pads=1)


def reduce_mean(axes, keepdims):
    return lambda net: net.reduce_mean("input", axes, keepdims)


def reduce_mean_in_turns(net):
    return net.reduce_mean(net.reduce_mean("input", [3], 0), [2], 0)


def squeeze_negative_axes(net):
    x = net.squeeze(net.op("GlobalAveragePool", "input"), [-1, -2])
    return net.squeeze(net.unsqueeze(x, [-1, 2]), [3, 2])


def pad(*pads, value=0.0):
    every = np.array([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]], np.int64)
    return lambda net: net.op("Pad", "input", every, np.float32(value))


def pad_by_axes(net):
    return net.op("Pad", "input", np.array([1, 2, 0, 3], np.int64), None,
                  np.array([2, 3], np.int64))


def pass_through(net):
    x = net.op("Identity", net.op("Cast", "input", to=1))
    return net.op("Dropout", net.op("Dropout", x))


def constant_forms(net):
    """Constants as attributes of a Constant node, and a chain computed before the network runs."""
    x = net.op("Mul", "input", net.op("Constant", value_float=1.5))
    x = net.op("Add", x, net.op("Constant", value_floats=[0.25]))
    size = net.op("Constant", value_int=-1)
    size = net.op("Concat", net.op("Constant", value_ints=[0]), net.unsqueeze(size, [0]), axis=0)
    return net.op("Reshape", x, size)


def computed_weights(net):
    """Weights that come through Identity, Transpose and Reshape of constants."""
    weights = net.constant(net.random.standard_normal((4, 27)).astype(np.float32) / 5)
    weights = net.op("Reshape", net.op("Identity", weights), np.array([4, 3, 3, 3], np.int64))
    x = net.op("Conv", "input", weights, pads=[1, 1, 1, 1])
    x = net.op("Flatten", net.op("GlobalAveragePool", x))
    dense = net.op("Transpose", net.constant(random(net, 5, 4)), perm=[1, 0])
    return net.op("MatMul", x, dense)


def shape_arithmetic(net):
    """Half the height times the width, as upsampling exporters write it."""
    sizes = net.op("Slice", net.op("Shape", "input"), np.array([2]), np.array([4]), np.array([0]))
    area = net.op("Mul", net.op("Gather", sizes, net.constant(0), axis=0),
                  net.op("Gather", sizes, net.constant(1), axis=0))
    whole = net.op("Mul", net.op("Cast", net.unsqueeze(area, [0]), to=1), np.float32(3))
    target = net.op("Concat", np.array([-1]), net.op("Cast", whole, to=7), axis=0)
    return net.op("Reshape", "input", target)


def dead_branch(net):
    x = net.conv("input", 4, 3)
    net.relu(net.conv("input", 5, 3))
    return x


def odd_names(net):
    """Names with slashes, spaces and letters beyond ASCII."""
    x = net.conv("input", 4, 3)
    node = helper.make_node("Relu", [x], ["/net/relu 1:0 \u00e9"], name="/net/relu 1 \u00e9")
    net.nodes.append(node)
    net.values[node.output[0]] = np.maximum(net.values[x], 0)
    return node.output[0]


OPERATORS = [
    ("mul_per_channel", with_constant("Mul", 3, 1, 1), 7),
    ("mul_per_channel_rank_4", with_constant("Mul", 1, 3, 1, 1), 7),
    ("mul_scalar", with_constant("Mul"), 7),
    ("add_one_element", with_constant("Add", 1), 7),
    ("add_per_column", with_constant("Add", 11), 7),
    ("add_per_row", with_constant("Add", 9, 1), 7),
    ("add_map", with_constant("Add", 3, 9, 11), 7),
    ("sub_constant", with_constant("Sub", 3, 1, 1), 7),
    ("sub_from_constant", with_constant("Sub", 3, 1, 1, constant_first=True), 7),
    ("sub_from_scalar", with_constant("Sub", constant_first=True), 7),
    ("div_by_constant", with_constant("Div", 3, 1, 1), 7),
    ("div_constant_by_map", constant_over_positive, 7),
    ("mul_by_pooled", with_pooled("Mul", False), 13),
    ("pooled_minus_map", with_pooled("Sub", True), 13),
    ("add_to_itself", with_itself("Add"), 13),
    ("sub_from_itself_and_square", with_itself("Mul"), 13),
    ("div_map_by_map", map_over_map, 13),
    ("relu", activation("Relu"), 6 + 1),
    ("leaky_relu_default", activation("LeakyRelu"), 7),
    ("leaky_relu_steep", activation("LeakyRelu", alpha=1.5), 16),
    ("prelu_one_slope", prelu(1), 7),
    ("prelu_scalar", prelu(), 9),
    ("prelu_per_channel", prelu(3, 1, 1), 9),
    ("sigmoid_far_out", activation("Sigmoid", 60.0), 13),
    ("tanh_far_out", activation("Tanh", 60.0), 13),
    ("hard_sigmoid_default", activation("HardSigmoid", 3.0), 7),
    ("hard_sigmoid_given", activation("HardSigmoid", 3.0, alpha=0.3, beta=0.4), 7),
    ("hard_swish", activation("HardSwish", 4.0), 14),
    ("clip_low_only", clip_one_sided(-0.5, None), 13),
    ("clip_high_only", clip_one_sided(None, 0.5), 13),
    ("clip_open", clip_one_sided(None, None), 13),
    ("clip_attributes", clip_by_attribute(min=-0.5, max=0.5), 7),
    ("clip_low_attribute", clip_by_attribute(min=0.25), 7),
    ("batch_norm_alone", batch_norm_alone, 9),
    ("batch_norm_before_conv", batch_norm_before_conv, 14),
    ("batch_norm_after_concat", batch_norm_after_concat, 15),
    ("batch_norm_of_used_conv", batch_norm_of_used_conv, 15),
    ("lrn_size_3", local_response(3, alpha=0.5, beta=0.5, bias=1.5), 13),
    ("lrn_wider_than_the_map", local_response(15, alpha=0.5), 13),
    ("softmax_axis_1", softmax(1), 11),
    ("softmax_last_axis", softmax(-1), 13),
    ("gemm_plain", gemm((7,)), 7),
    ("gemm_transposed", gemm((7,), transB=1), 9),
    ("gemm_alpha_beta", gemm((1, 7), alpha=0.5, beta=2.0, transB=1), 11),
    ("gemm_scalar_bias", gemm((1,)), 11),
    ("gemm_without_bias", gemm(None, transB=1), 13),
    ("matmul_bias_first", matmul_bias_first, 13),
    ("concat_flat", concat_flat, 13),
    ("flatten_negative_axis", lambda net: net.op("Flatten", "input", axis=-3), 13),
    ("reshape_zero_and_rest", reshape(0, -1), 7),
    ("reshape_rest_first", reshape(-1, 297), 13),
    ("channels_last_flatten", channels_last_flatten, 13),
    ("transpose_there_and_back", transpose_there_and_back, 13),
    ("reduce_mean_negative_axes", reduce_mean([-1, -2], 0), 11),
    ("reduce_mean_input_axes", reduce_mean([2, 3], 1), 18),
    ("reduce_mean_in_turns", reduce_mean_in_turns, 13),
    ("global_max_pool", lambda net: net.op("GlobalMaxPool", net.conv("input", 6, 1)), 13),
    ("squeeze_negative_axes", squeeze_negative_axes, 13),
    ("pad_each_side", pad(1, 2, 0, 3), 13),
    ("pad_by_axes", pad_by_axes, 18),
    ("pass_through", pass_through, 13),
    ("constant_forms", constant_forms, 13),
    ("computed_weights", computed_weights, 13),
    ("shape_arithmetic", shape_arithmetic, 13),
    ("dead_branch", dead_branch, 13),
    ("odd_names", odd_names, 13),
]

# Rare enough that a refusal which says so will do.
OPTIONAL_OPERATORS = [
    ("pad_with_a_value", pad(1, 1, 1, 1, value=0.7), 13),
    ("pad_that_crops", pad(-1, -2, 0, -1), 13),
    ("reduce_mean_over_channels", reduce_mean([1], 1), 13),
    ("concat_rows", lambda net: net.op("Concat", "input", "input", axis=2), 13),
    ("prelu_per_column", prelu(11), 13),
    ("softmax_over_channels", lambda net: net.op("Softmax", "input", axis=1), 13),
    ("old_softmax_over_map", lambda net: net.op("Softmax", "input"), 11),
]
