"""A model of fixed shapes goes in, its multiply-accumulates (MACs) by kind of layer come out."""

from collections import Counter
from math import prod

import onnx


def count_macs(model: onnx.ModelProto) -> Counter[str]:
    """MACs of the convolutions ("Conv") and the dense layers ("Gemm"), for one run of the model."""
    graph = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True).graph
    shapes = {
        value.name: _shape(value) for value in (*graph.input, *graph.value_info, *graph.output)
    }
    macs: Counter[str] = Counter()
    for node in graph.node:
        if node.op_type in ("Conv", "Gemm"):
            macs_an_output = prod(
                shapes[node.input[1]][1:]
            )  # weights are [outputs, everything one output takes]
            macs[node.op_type] += prod(shapes[node.output[0]]) * macs_an_output
    return macs


def _shape(value: onnx.ValueInfoProto) -> tuple[int, ...]:
    return tuple(dimension.dim_value for dimension in value.type.tensor_type.shape.dim)
