"""Builds an ONNX classifier node by node, as an exporter would, with seeded random weights.

Every node is run by ONNX Runtime as it is added, on one sample input. So shapes are known while
building, and weights are scaled by what the sample showed: activations stay near unit variance
however deep the network is.
"""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

CLASS_COUNT = 20


def sample_image(height, width, seed=0):
    """A made-up photo, 1 x 3 x height x width: smooth blobs and a little noise, unit variance."""
    random = np.random.default_rng(seed)
    rows, columns = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    image = 0.3 * random.standard_normal((3, height, width))
    for _ in range(12):
        row, column = random.uniform(0, height), random.uniform(0, width)
        reach = random.uniform(3, 12)
        blob = np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * reach**2))
        image += random.standard_normal((3, 1, 1)) * 2 * blob
    return ((image - image.mean()) / image.std())[np.newaxis].astype(np.float32)


class Net:
    """The network so far. A value is its name; `values` holds what the sample gave it."""

    def __init__(self, seed, size, opset, ir_version=8, constant_nodes=False, named=True,
                 for_judge=False):
        self.random = np.random.default_rng(seed)
        self.opset = opset
        self.ir_version = ir_version
        self.constant_nodes = constant_nodes  # Constants as nodes, as older exporters do.
        self.named = named
        self.for_judge = for_judge  # Write what ONNX Runtime refuses in a form that it takes.
        self.nodes = []
        self.initializers = []
        self.values = {"input": sample_image(*size, seed=seed)}

    def shape(self, value):
        return self.values[value].shape

    def channels(self, value):
        return self.shape(value)[1]

    def constant(self, array, name=None, as_node=False):
        array = np.asarray(array)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        name = name or f"constant_{len(self.values)}"
        self.values[name] = array
        if as_node:
            tensor = numpy_helper.from_array(array, name)
            self.nodes.append(helper.make_node("Constant", [], [name], value=tensor))
        else:
            self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def op(self, op_type, *inputs, outputs=1, **attributes):
        """Adds a node. An input is a value's name, None (left out), or an array (a constant)."""
        names = [self._name_input(value) for value in inputs]
        first = len(self.values)
        results = [f"{op_type.lower()}_{first + index}" for index in range(outputs)]
        attributes = {key: value for key, value in attributes.items() if value is not None}
        node_name = f"{op_type}_{len(self.nodes)}" if self.named else ""
        node = helper.make_node(op_type, names, results, name=node_name, **attributes)
        self.nodes.append(node)
        for name, value in zip(results, self._run(node)):
            self.values[name] = value
        return results[0] if outputs == 1 else results

    def model(self, output, batch=1, dynamic_size=False):
        """The finished model. `batch` is a number, or None for any."""
        shape = list(self.shape("input"))
        shape[0] = batch or "N"
        if dynamic_size:
            shape[2:] = ["H", "W"]
        inputs = [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)]
        if self.ir_version < 4:  # Initializers had to be inputs too.
            inputs += [helper.make_tensor_value_info(t.name, t.data_type, t.dims)
                       for t in self.initializers]
        out_shape = [batch or "N", *self.shape(output)[1:]]
        outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, out_shape)]
        graph = helper.make_graph(self.nodes, "judge", inputs, outputs, self.initializers)
        opset = [helper.make_opsetid("", self.opset)]
        return helper.make_model(graph, ir_version=self.ir_version, opset_imports=opset)

    def _name_input(self, value):
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return self.constant(value, as_node=self.constant_nodes)

    def _run(self, node):
        names = sorted({name for name in node.input if name})
        arrays = {name: np.asarray(self.values[name]) for name in names}
        inputs = [helper.make_tensor_value_info(
            name, helper.np_dtype_to_tensor_dtype(a.dtype), a.shape) for name, a in arrays.items()]
        outputs = [onnx.ValueInfoProto(name=name) for name in node.output]
        graph = helper.make_graph([node], "node", inputs, outputs)
        model = helper.make_model(graph, ir_version=8,
                                  opset_imports=[helper.make_opsetid("", self.opset)])
        return run_onnx(model, arrays)

    # Layers in the forms that every opset has.

    def conv(self, x, channels, kernel, bias=True, **attributes):
        """A convolution whose output has near unit variance."""
        kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
        shape = (channels, self.channels(x) // attributes.get("group", 1), *kernel)
        weights = self.random.standard_normal(shape) / np.sqrt(np.prod(shape[1:]))
        weights /= max(self.values[x].std(), 0.05)
        inputs = [x, weights.astype(np.float32)]
        if bias:
            inputs.append(0.2 * self.random.standard_normal(channels))
        for key in ("strides", "dilations"):
            if isinstance(attributes.get(key), int):
                attributes[key] = [attributes[key]] * 2
        if isinstance(attributes.get("pads"), int):
            attributes["pads"] = [attributes["pads"]] * 4
        return self.op("Conv", *inputs, kernel_shape=kernel, **attributes)

    def batch_norm(self, x, epsilon=1e-5):
        """Statistics as seen on the sample, shaken: so that no part of the formula is trivial."""
        value, count = self.values[x], self.channels(x)
        mean = value.mean((0, 2, 3)) + 0.2 * self.random.standard_normal(count)
        variance = value.var((0, 2, 3)) * self.random.uniform(0.6, 1.5, count) + 1e-2
        scale = self.random.uniform(0.6, 1.4, count) * self.random.choice([1, 1, 1, -1], count)
        offset = 0.3 * self.random.standard_normal(count)
        return self.op("BatchNormalization", x, scale, offset, mean, variance, epsilon=epsilon)

    def dense(self, x, outputs=CLASS_COUNT, relu=False):
        count = self.shape(x)[1]
        weights = self.random.standard_normal((outputs, count)) / np.sqrt(count)
        weights /= max(self.values[x].std(), 0.05)
        x = self.op("Gemm", x, weights, 0.2 * self.random.standard_normal(outputs), transB=1)
        return self.op("Relu", x) if relu else x

    # Layers whose form changed between opsets.

    def clip(self, x, low, high):
        if self.opset < 11:
            return self.op("Clip", x, min=low, max=high)
        return self.op("Clip", x, np.float32(low), np.float32(high))

    def axes_op(self, op_type, x, axes, since, **attributes):
        """Axes are an attribute before opset `since`, an input from there on."""
        if self.opset < since:
            return self.op(op_type, x, axes=axes, **attributes)
        return self.op(op_type, x, np.array(axes, np.int64), **attributes)

    def squeeze(self, x, axes):
        return self.axes_op("Squeeze", x, axes, 13)

    def unsqueeze(self, x, axes):
        return self.axes_op("Unsqueeze", x, axes, 13)

    def reduce_mean(self, x, axes, keepdims):
        return self.axes_op("ReduceMean", x, axes, 18, keepdims=keepdims)

    def pad(self, x, pads):
        """Zeros around a map; `pads` is top, left, bottom, right."""
        top, left, bottom, right = pads
        every = [0, 0, top, left, 0, 0, bottom, right]
        if self.opset < 11:
            return self.op("Pad", x, pads=every)
        return self.op("Pad", x, np.array(every, np.int64), np.float32(0))

    def dropout(self, x):
        if self.opset < 12:
            return self.op("Dropout", x, ratio=0.5)
        return self.op("Dropout", x, np.float32(0.5))

    def relu(self, x):
        return self.op("Relu", x)

    def global_pool_head(self, x, outputs=CLASS_COUNT):
        x = self.op("GlobalAveragePool", x)
        return self.dense(self.op("Flatten", x), outputs)


def run_onnx(model, feeds, outputs=None):
    """What ONNX Runtime makes of a model (a proto or a path), without its graph rewriting."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    source = model if isinstance(model, str) else model.SerializeToString()
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    return session.run(outputs, feeds)
