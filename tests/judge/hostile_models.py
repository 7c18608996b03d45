"""A small sound classifier, and the ways to spoil it.

An entry of SPOILED is a name, what to do to the model, and words that the error must hold besides
the file's name. None for words: odd but not wrong, so that an answer is as good as an error.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

SIZE = 32
CLASS_COUNT = 5


def sound_model():
    random = np.random.default_rng(5)

    def weights(name, *shape):
        values = random.standard_normal(shape) / np.sqrt(np.prod(shape[1:]))
        return numpy_helper.from_array(values.astype(np.float32), name)

    nodes = [
        helper.make_node("Conv", ["input", "weights_1"], ["map"], "conv1", strides=[2, 2],
                         pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["map"], ["active"], "relu1"),
        helper.make_node("GlobalAveragePool", ["active"], ["pooled"], "pool1"),
        helper.make_node("Flatten", ["pooled"], ["flat"], "flatten1"),
        helper.make_node("Gemm", ["flat", "weights_2"], ["logits"], "gemm1", transB=1),
    ]
    graph = helper.make_graph(
        nodes, "sound",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, SIZE, SIZE])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, CLASS_COUNT])],
        [weights("weights_1", 4, 3, 3, 3), weights("weights_2", CLASS_COUNT, 4)])
    return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 13)])


def node_of(model, name):
    return next(node for node in model.graph.node if node.name == name)


def tensor_of(model, name):
    return next(tensor for tensor in model.graph.initializer if tensor.name == name)


def set_attribute(model, name, **attributes):
    node = node_of(model, name)
    kept = [a for a in node.attribute if a.name not in attributes]
    del node.attribute[:]
    node.attribute.extend(kept)
    node.attribute.extend(helper.make_attribute(*item) for item in attributes.items())


def insert(model, name, op_type, more_inputs=(), outputs=1, domain="", after="relu1",
           **attributes):
    """Puts a node behind another: everyone who read that one reads the new one."""
    at = next(i for i, node in enumerate(model.graph.node) if node.name == after)
    value = model.graph.node[at].output[0]
    results = [f"{name}_out{index or ''}" for index in range(outputs)]
    for node in model.graph.node:
        node.input[:] = [results[0] if given == value else given for given in node.input]
    new = helper.make_node(op_type, [value, *more_inputs], results, name, domain=domain,
                           **attributes)
    model.graph.node.insert(at + 1, new)


def add_constant(model, name, array):
    model.graph.initializer.append(numpy_helper.from_array(np.asarray(array), name))
    return name


def set_dims(name, dims):
    def spoil(model):
        tensor_of(model, name).dims[:] = dims
    return spoil


def set_input_dims(*dims):
    def spoil(model):
        for dim, size in zip(model.graph.input[0].type.tensor_type.shape.dim, dims):
            dim.dim_value = size
    return spoil


def attribute(node, **attributes):
    return lambda model: set_attribute(model, node, **attributes)


def inserted(name, op_type, constants=(), **options):
    def spoil(model):
        more = [add_constant(model, f"{name}_c{i}", c) for i, c in enumerate(constants)]
        insert(model, name, op_type, more, **options)
    return spoil


def cycle(model):
    node_of(model, "conv1").input[0] = "active"


def poison_weight(value):
    def spoil(model):
        tensor = tensor_of(model, "weights_1")
        values = numpy_helper.to_array(tensor).copy()
        values.flat[7] = value
        tensor.CopyFrom(numpy_helper.from_array(values, "weights_1"))
    return spoil


def missing_initializer(model):
    model.graph.initializer.remove(tensor_of(model, "weights_1"))


def unknown_operator(model):
    node_of(model, "relu1").op_type = "Frobnicate"


def newline_in_name(model):
    node = node_of(model, "relu1")
    node.name, node.op_type = "first line\nsecond line", "Frobnicate"


def if_node(model):
    add_constant(model, "condition", np.array(True))
    branch = helper.make_graph([helper.make_node("Identity", ["active"], ["same"])], "branch", [],
                               [helper.make_tensor_value_info("same", TensorProto.FLOAT, None)])
    model.graph.node.append(helper.make_node("If", ["condition"], ["chosen"], "choice",
                                             then_branch=branch, else_branch=branch))
    node_of(model, "pool1").input[0] = "chosen"


def opset(version):
    def spoil(model):
        model.opset_import[0].version = version
    return spoil


def second_input(model):
    info = helper.make_tensor_value_info("second", TensorProto.FLOAT, [1, 3, SIZE, SIZE])
    model.graph.input.append(info)
    model.graph.node.insert(0, helper.make_node("Add", ["input", "second"], ["both"], "add1"))
    node_of(model, "conv1").input[0] = "both"


def input_of_integers(model):
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.INT64


def no_output(model):
    del model.graph.output[:]


def output_of_nothing(model):
    model.graph.output[0].name = "nowhere"


def computed_twice(model):
    model.graph.node.append(helper.make_node("Tanh", ["map"], ["active"], "tanh1"))


def text_weights(model):
    tensor_of(model, "weights_1").CopyFrom(
        helper.make_tensor("weights_1", TensorProto.STRING, [4, 3, 3, 3], [b"x"] * 108))


def negative_variance(model):
    ones = [add_constant(model, f"norm_{i}", np.ones(4, np.float32) * sign)
            for i, sign in enumerate((1, 1, 1, -1))]
    insert(model, "norm1", "BatchNormalization", ones)


def growing_constant(model):
    """Sixteen numbers, doubled forty times before the network runs."""
    value = add_constant(model, "seed", np.arange(16, dtype=np.int64))
    for step in range(40):
        name = f"doubled_{step}"
        model.graph.node.insert(step, helper.make_node("Concat", [value, value], [name], name,
                                                       axis=0))
        value = name
    insert(model, "reshape1", "Reshape", [value])


def growing_map(model):
    """Channels doubled forty times while the network runs."""
    for step in range(40):
        before = f"doubled_{step - 1}" if step else "relu1"
        insert(model, f"doubled_{step}", "Identity", after=before)
        node = node_of(model, f"doubled_{step}")
        node.op_type = "Concat"
        node.input.append(node.input[0])
        node.attribute.append(helper.make_attribute("axis", 1))


def long_chain(model):
    for step in range(20000):
        insert_at = len(model.graph.node) - 1
        model.graph.node.insert(insert_at, helper.make_node(
            "Relu", ["flat" if step == 0 else f"chain_{step - 1}"], [f"chain_{step}"]))
    node_of(model, "gemm1").input[0] = "chain_19999"


HUGE = 2**40
ints = np.int64

SPOILED = [
    ("weights of 2^31", set_dims("weights_1", [2**31]), ["weights_1", "2147483648"]),
    ("weights of 2^62", set_dims("weights_1", [2**62, 3, 3, 3]), ["weights_1"]),
    ("negative weights", set_dims("weights_1", [-4, 3, 3, 3]), ["weights_1", "-4"]),
    ("more data than dims", set_dims("weights_1", [2, 3, 3, 3]), ["weights_1"]),
    ("less data than dims", set_dims("weights_1", [8, 3, 3, 3]), ["weights_1"]),
    ("weights of text", text_weights, ["weights_1"]),
    ("NaN weight", poison_weight(np.nan), ["weights_1", "NaN"]),
    ("infinite weight", poison_weight(np.inf), ["weights_1", "inf"]),
    ("missing initializer", missing_initializer, ["conv1", "weights_1"]),
    ("picture of 2^31", set_input_dims(1, 3, 2**31, SIZE), ["2147483648"]),
    ("picture of 2^62", set_input_dims(1, 3, 2**62, 2**62), []),
    ("picture of nothing", set_input_dims(1, 3, 0, SIZE), None),  # 0 may stand for open.
    ("batch of 2^40", set_input_dims(2**40, 3, SIZE, SIZE), []),
    ("picture of integers", input_of_integers, ["input"]),
    ("second input", second_input, ["second"]),
    ("cycle", cycle, ["cycle"]),
    ("value computed twice", computed_twice, ["active"]),
    ("no output", no_output, ["output"]),
    ("output of nothing", output_of_nothing, ["nowhere"]),
    ("unknown operator", unknown_operator, ["relu1", "Frobnicate"]),
    ("newline in a name", newline_in_name, ["Frobnicate"]),
    ("custom domain", inserted("custom1", "Relu", domain="com.example"),
     ["custom1", "com.example"]),
    ("if", if_node, ["choice", "If"]),
    ("opset 3", opset(3), ["opset", "3"]),
    ("opset 99", opset(99), ["opset", "99"]),
    ("group 3 of 4", attribute("conv1", group=3), ["conv1"]),
    ("group 0", attribute("conv1", group=0), ["conv1"]),
    ("group 2^40", attribute("conv1", group=HUGE), ["conv1"]),
    ("negative pads", attribute("conv1", pads=[-9, -9, -99, -99]), ["conv1"]),
    ("huge pads", attribute("conv1", pads=[HUGE] * 4), ["conv1"]),
    ("overflowing pads", attribute("conv1", pads=[2**63 - 1] * 4), ["conv1"]),
    ("three pads", attribute("conv1", pads=[1, 1, 1]), ["conv1", "pads"]),
    ("stride 0", attribute("conv1", strides=[0, 1]), ["conv1", "strides"]),
    ("negative stride", attribute("conv1", strides=[-1, 1]), ["conv1", "strides"]),
    ("dilation 0", attribute("conv1", dilations=[0, 1]), ["conv1", "dilations"]),
    ("huge dilation", attribute("conv1", dilations=[HUGE, HUGE]), ["conv1"]),
    ("pads as text", attribute("conv1", pads="1,1,1,1"), ["conv1", "pads"]),
    ("unknown auto_pad", attribute("conv1", auto_pad="SAME_MIDDLE", pads=[0] * 4),
     ["conv1", "SAME_MIDDLE"]),
    ("kernel past the picture", attribute("conv1", dilations=[40, 40]), ["conv1"]),
    ("gemm of other width", set_dims("weights_2", [4, CLASS_COUNT]), ["gemm1"]),
    ("negative variance", negative_variance, ["norm1"]),
    ("pool past the map", inserted("pool2", "MaxPool", kernel_shape=[99, 99]), ["pool2"]),
    ("pool of 2^62", inserted("pool2", "AveragePool", kernel_shape=[2**62, 2**62]), ["pool2"]),
    ("pool pads past its kernel", inserted("pool2", "MaxPool", kernel_shape=[2, 2],
                                           pads=[HUGE] * 4), ["pool2"]),
    ("indices of a pool", inserted("pool2", "MaxPool", outputs=2, kernel_shape=[2, 2]), None),
    ("reshape that cannot fit", inserted("reshape1", "Reshape", [ints([1, 7, 11])]), ["reshape1"]),
    ("reshape to 2^62", inserted("reshape1", "Reshape", [ints([2**62, 4])]), ["reshape1"]),
    ("reshape with two rests", inserted("reshape1", "Reshape", [ints([-1, -1])]), ["reshape1"]),
    ("reshape by itself", inserted("reshape1", "Reshape"), ["reshape1"]),
    ("transpose of no order", inserted("transpose1", "Transpose", perm=[0, 0, 1, 2]),
     ["transpose1"]),
    ("concat on axis 9", inserted("concat1", "Concat", axis=9), ["concat1"]),
    ("unsqueeze at 99", inserted("unsqueeze1", "Unsqueeze", [ints([99])]), ["unsqueeze1"]),
    ("squeeze of a wide axis", inserted("squeeze1", "Squeeze", [ints([1])]), ["squeeze1"]),
    ("softmax on axis 7", inserted("softmax1", "Softmax", axis=7), ["softmax1"]),
    ("norm over 2^40", inserted("lrn1", "LRN", size=HUGE), None),
    ("norm over -3", inserted("lrn1", "LRN", size=-3), ["lrn1"]),
    ("sum that does not broadcast", inserted("add1", "Add", [np.ones((7, 1, 1), np.float32)]),
     ["add1"]),
    ("sum that grows the map", inserted("add1", "Add", [np.ones((64, 1, 1, 1), np.float32)]), None),
    ("huge pad", inserted("pad1", "Pad", [ints([0, 0, HUGE, HUGE, 0, 0, 0, 0])]), ["pad1"]),
    ("constant that doubles", growing_constant, []),
    ("map that doubles", growing_map, ["doubled_"]),
    ("chain of 20000", long_chain, None),
]
