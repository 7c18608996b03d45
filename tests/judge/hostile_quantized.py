"""Hostile quantized models, as cases like those of hostile.py."""

import numpy as np
from onnx import TensorProto, helper

from hostile import MODEL, Case, spoiled
from hostile_models import add_constant, insert, node_of

SCALE, ZERO = np.float32(0.05), np.uint8(100)


def add_tensor(model, name, kind, dims, data):
    """A constant of a type that NumPy has not, from raw bytes."""
    model.graph.initializer.append(helper.make_tensor(name, kind, dims, data, raw=True))
    return name


def levels(model, name, scale, zero_point):
    """Names of the constants; None is left out."""
    return ["" if array is None else add_constant(model, f"{name}_{part}", array)
            for part, array in (("scale", scale), ("zero", zero_point))]


def pair(scale=SCALE, zero_point=ZERO, back=None, between=None, **attributes):
    """QuantizeLinear and DequantizeLinear after the ReLU; `between` is put between them."""
    def spoil(model):
        model.opset_import[0].version = 21
        model.ir_version = 10
        insert(model, "quantize1", "QuantizeLinear", levels(model, "q", scale, zero_point),
               **attributes)
        insert(model, "back1", "DequantizeLinear",
               levels(model, "d", *(back or (scale, zero_point))), after="quantize1", **attributes)
        if between:
            insert(model, "between1", between, after="quantize1")
    return spoil


def alone(op_type, scale=SCALE, zero_point=ZERO):
    return lambda model: insert(model, "alone1", op_type, levels(model, "q", scale, zero_point))


def weights(scale, zero_point=None, values=np.ones((4, 3, 3, 3), np.int8), **attributes):
    """The convolution's weights behind a DequantizeLinear."""
    def spoil(model):
        inputs = [add_constant(model, "integers", values), *levels(model, "w", scale, zero_point)]
        model.graph.node.insert(0, helper.make_node("DequantizeLinear", inputs, ["weights"],
                                                    "weights_back", **attributes))
        node_of(model, "conv1").input[1] = "weights"
    return spoil


def narrow_weights(kind):
    """Weights of 4 bits."""
    def spoil(model):
        integers = add_tensor(model, "integers", kind, [4, 3, 3, 3], b"\x11" * 54)
        model.graph.node.insert(0, helper.make_node(
            "DequantizeLinear", [integers, *levels(model, "w", SCALE, None)], ["weights"], "w"))
        node_of(model, "conv1").input[1] = "weights"
    return spoil


def narrow_zero_point(model):
    zero = add_tensor(model, "narrow", TensorProto.UINT4, [], b"\x01")
    insert(model, "quantize1", "QuantizeLinear", [levels(model, "q", SCALE, None)[0], zero])


def operator(op_type, inputs, domain="", **attributes):
    """Replaces the ReLU; inputs are constants, None for its own input."""
    def spoil(model):
        node = node_of(model, "relu1")
        names = [node.input[0] if array is None else add_constant(model, f"operand_{i}", array)
                 for i, array in enumerate(inputs)]
        node.CopyFrom(helper.make_node(op_type, names, list(node.output), "relu1", domain=domain,
                                       **attributes))
    return spoil


KERNEL = np.ones((4, 4, 1, 1), np.int8)
FOUR = np.full(4, 0.05, np.float32)
MODELS = [
    ("scale 0", pair(np.float32(0)), ["quantize1", "scale", "0"]),
    ("negative scale", pair(np.float32(-0.5)), ["quantize1", "scale", "-0.5"]),
    ("NaN scale", pair(np.float32(np.nan)), ["quantize1", "NaN"]),
    ("infinite scale", pair(np.float32(np.inf)), ["quantize1"]),
    ("no scale", pair(None), ["quantize1", "missing"]),
    ("empty scale", pair(np.zeros(0, np.float32)), ["quantize1", "scale"]),
    ("three scales of four channels", pair(FOUR[:3], np.zeros(3, np.uint8)),
     ["quantize1", "3 scales"]),
    ("scales along axis 7", pair(FOUR, np.zeros(4, np.uint8), axis=7), ["quantize1", "axis 7"]),
    ("scales along axis -2^63", pair(FOUR, np.zeros(4, np.uint8), axis=-2**63), ["quantize1"]),
    ("scales by rows", pair(np.full(16, 0.1, np.float32), None, axis=2), ["quantize1", "axis 2"]),
    ("scales by blocks", pair(FOUR, np.zeros(4, np.uint8), block_size=2), ["quantize1", "block"]),
    ("fewer zero points than scales", pair(FOUR), ["quantize1", "zero point"]),
    ("zero point of real numbers", pair(SCALE, np.float32(3)), ["quantize1", "integers"]),
    ("zero point of 64 bits", pair(SCALE, np.int64(3)), ["quantize1", "zero point"]),
    ("zero point of 32 bits", pair(SCALE, np.int32(3)), ["quantize1", "int32"]),
    ("zero point of 4 bits", narrow_zero_point, ["narrow"]),
    ("zero point of another type", pair(back=(SCALE, np.int8(3))), ["back1", "int8", "uint8"]),
    ("real numbers dequantized", alone("DequantizeLinear"), ["alone1", "real"]),
    ("integers read as real numbers", alone("QuantizeLinear"), ["pool1", "integers"]),
    ("sigmoid of integers", pair(between="Sigmoid"), ["between1", "integers"]),
    ("quantized twice", lambda model: (alone("QuantizeLinear")(model), insert(
        model, "again1", "QuantizeLinear", ["q_scale", "q_zero"], after="alone1")), ["again1"]),
    ("weights of scale 0", weights(np.float32(0)), ["weights_back", "scale"]),
    ("weights of a NaN scale", weights(np.float32(np.nan)), ["weights_back", "NaN"]),
    ("weights of a huge scale", weights(np.float32(3e38), values=np.full(
        (4, 3, 3, 3), 127, np.int8)), ["conv1", "weights", "infinity"]),
    ("weights with another zero point", weights(SCALE, ZERO), ["weights_back", "uint8", "int8"]),
    ("weights with scales of an axis they have not", weights(FOUR, axis=4),
     ["weights_back", "axis 4"]),
    ("weights with five scales", weights(np.full(5, 0.1, np.float32), axis=0),
     ["weights_back", "5 scales"]),
    ("weights of int4", narrow_weights(TensorProto.INT4), ["integers"]),
    ("weights of uint4", narrow_weights(TensorProto.UINT4), ["integers"]),
    ("QLinearConv of nothing", operator("QLinearConv", [None]), ["relu1"]),
    ("QLinearConv of real numbers", operator(
        "QLinearConv", [None, SCALE, ZERO, KERNEL, SCALE, np.int8(0), SCALE, ZERO]),
     ["relu1", "real"]),
    ("QLinearConv of scale 0", operator(
        "QLinearConv", [None, SCALE, ZERO, KERNEL, np.float32(0), np.int8(0), SCALE, ZERO]),
     ["relu1", "scale"]),
    ("QLinearAdd of one", operator("QLinearAdd", [None, SCALE, ZERO], "com.microsoft"), ["relu1"]),
    ("QLinearConcat of nothing", operator("QLinearConcat", [SCALE, ZERO], "com.microsoft"),
     ["relu1"]),
    ("pooling of channels last", operator(
        "QLinearGlobalAveragePool", [None, SCALE, ZERO, SCALE, ZERO], "com.microsoft",
        channels_last=1), ["relu1", "QLinearGlobalAveragePool"]),
    ("ConvInteger", operator("ConvInteger", [None, KERNEL]), ["relu1", "ConvInteger"]),
    ("DynamicQuantizeLinear", operator("DynamicQuantizeLinear", [None]),
     ["relu1", "DynamicQuantizeLinear"]),
]

CASES = [Case(f"quantized model with {name}", spoiled(spoil), [MODEL, *words])
         for name, spoil, words in MODELS]
