"""The literal crop written in ONNX itself: the network with every map multiplied by a 0/1 mask.

A map keeps the cells that are further than `depth * map / input` cells from each cut edge. What is
cut does not exist: a convolution reads zeros there, a maximum and a mean pass over it. This is the
slow and plain form that AQuA's literal mode is judged by.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper

from net import run_onnx

# Below any activation, and small enough that adding it to zero loses nothing.
FAR_BELOW = np.float32(-1e4)


def scaled_depth(depth, map_size, input_size, rounding):
    """Cells cut from an edge of a map; halves round up."""
    product = depth * map_size
    return {"floor": product // input_size,
            "nearest": (2 * product + input_size) // (2 * input_size),
            "ceil": -(-product // input_size)}[rounding]


class Masker:
    """Rewrites one model for one crop `code` such as "1011": top, bottom, left, right."""

    def __init__(self, model, image, code, depth, rounding):
        self.cut = [flag == "1" for flag in code]
        self.depth = depth
        self.rounding = rounding
        self.input_size = image.shape[2:]
        self.shapes = value_shapes(model, image)
        self.nodes = []
        self.constants = []
        self.masked = {}

    def mask(self, shape):
        height, width = shape[2:]
        rows, columns = (scaled_depth(self.depth, size, whole, self.rounding)
                         for size, whole in zip((height, width), self.input_size))
        top, bottom, left, right = self.cut
        mask = np.zeros((1, 1, height, width), np.float32)
        mask[:, :, rows * top:height - rows * bottom, columns * left:width - columns * right] = 1
        assert mask.any(), f"a depth of {self.depth} leaves nothing of {height} x {width}"
        return mask

    def is_map(self, value):
        shape = self.shapes.get(value, ())
        return len(shape) == 4 and max(shape[2:]) > 1

    def add(self, op_type, inputs, **attributes):
        names = []
        for value in inputs:
            if not isinstance(value, str):
                name = f"mask_{len(self.constants)}"
                self.constants.append(numpy_helper.from_array(np.float32(value), name))
                value = name
            names.append(value)
        output = f"masked_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op_type, names, [output], **attributes))
        return output

    def mask_value(self, value):
        if self.is_map(value):
            self.masked[value] = self.add("Mul", [value, self.mask(self.shapes[value])])

    def mask_node(self, node):
        inputs = [self.masked.get(name, name) for name in node.input]
        new = onnx.NodeProto()
        new.CopyFrom(node)
        mask = self.mask(self.shapes[node.input[0]]) if self.is_map(node.input[0]) else None
        if mask is not None and node.op_type == "MaxPool":
            inputs[0] = self.add("Add", [inputs[0], (1 - mask) * FAR_BELOW])
        new.input[:] = inputs
        self.nodes.append(new)
        if mask is not None:
            self.rescale(new, mask)
        for name in node.output:
            self.mask_value(name)

    def rescale(self, node, mask):
        """Makes a mean over a window, or over the map, a mean over its kept cells."""
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "AveragePool" and not attributes.get("count_include_pad"):
            share = self.add("AveragePool", [mask], **attributes)
            factor = self.add("Max", [share, 1e-6])
            self.replace_output(node, "Div", factor)
        elif node.op_type in ("GlobalAveragePool", "ReduceMean"):
            self.replace_output(node, "Mul", mask.size / mask.sum())

    def replace_output(self, node, op_type, factor):
        name = node.output[0]
        node.output[0] = name + "_unscaled"
        self.add(op_type, [node.output[0], factor])
        self.nodes[-1].output[0] = name


def masked_model(model, image, code, depth, rounding):
    """`model` with masks for one crop of images of this size."""
    masker = Masker(model, image, code, depth, rounding)
    masker.mask_value("input")
    for node in model.graph.node:
        masker.mask_node(node)
    result = onnx.ModelProto()
    result.CopyFrom(model)
    del result.graph.node[:]
    result.graph.node.extend(masker.nodes)
    result.graph.initializer.extend(masker.constants)
    result.ir_version = max(model.ir_version, 4)  # Before 4, a constant had to be an input too.
    return result


def value_shapes(model, image):
    """The shape of every value of the network at this input."""
    names = [name for node in model.graph.node for name in node.output]
    exposed = onnx.ModelProto()
    exposed.CopyFrom(model)
    del exposed.graph.output[:]
    exposed.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    values = run_onnx(exposed, {"input": image}, names)
    return {"input": image.shape, **{name: v.shape for name, v in zip(names, values)}}
