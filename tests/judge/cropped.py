"""Aligned crops as ONNX Runtime computes them: the network on the smaller picture."""

import numpy as np
import onnx

from judge import expected_logits, with_open_size
from net import run_onnx


def cut(image, code, depth):
    """The part of an N x C x H x W array that a crop keeps."""
    top, bottom, left, right = (depth if flag == "1" else 0 for flag in code)
    height, width = image.shape[2:]
    return np.ascontiguousarray(image[:, :, top:height - bottom, left:width - right])


def cropped_logits(model, image, code, depth):
    """A head that pools over the whole map sees the kept cells only."""
    return expected_logits(with_open_size(model), cut(image, code, depth))


def pasted_logits(model, image, code, depth, stride):
    """A dense head sees the kept map at its place among zeros; `stride` is pixels a cell."""
    open_model = with_open_size(model)
    flat = next(node for node in model.graph.node if node.op_type in ("Flatten", "Shape")).input[0]
    map_of_all = run_until(open_model, image, flat)
    kept = run_until(open_model, cut(image, code, depth), flat)
    pasted = np.zeros_like(map_of_all)
    top, left = (depth // stride if code[edge] == "1" else 0 for edge in (0, 2))
    pasted[:, :, top:top + kept.shape[2], left:left + kept.shape[3]] = kept
    return run_from(model, flat, pasted)


def run_until(model, image, value):
    part = onnx.ModelProto()
    part.CopyFrom(model)
    last = next(i for i, node in enumerate(part.graph.node) if value in node.output)
    del part.graph.node[last + 1:]
    del part.graph.output[:]
    part.graph.output.append(onnx.ValueInfoProto(name=value))
    return run_onnx(part, {"input": image})[0]


def run_from(model, value, array):
    """Replaces what computes `value` by the array itself."""
    part = onnx.ModelProto()
    part.CopyFrom(model)
    del part.graph.node[:]
    for node in model.graph.node:
        if value in node.output:
            constant = onnx.numpy_helper.from_array(array, value)
            node = onnx.helper.make_node("Constant", [], [value], value=constant)
        part.graph.node.append(node)
    image_shape = [max(d.dim_value, 1) for d in model.graph.input[0].type.tensor_type.shape.dim]
    return run_onnx(part, {"input": np.zeros(image_shape, np.float32)})[0][0]
