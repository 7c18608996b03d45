"""Networks of net.py, quantized by onnxruntime.quantization; and single quantized operators."""

import pathlib
import zlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import (CalibrationDataReader, QuantFormat, QuantType,
                                      quantize_static)
from onnxruntime.quantization.shape_inference import quant_pre_process

import nets_classic as classic
import nets_mobile as mobile
import nets_residual as residual
from net import Net, sample_image

SIZE = (64, 64)
MICROSOFT = "com.microsoft"
NETS = {"depthwise": mobile.mobilenet_v2, "residual": residual.resnet_basic,
        "gated": mobile.efficientnet, "branches": classic.squeezenet}
FORMS = {"qdq": QuantFormat.QDQ, "qoperator": QuantFormat.QOperator}
TYPES = {"uint8": QuantType.QUInt8, "int8": QuantType.QInt8, "int16": QuantType.QInt16}


class SomeImages(CalibrationDataReader):
    """Made-up photos to take ranges from."""

    def __init__(self, count=8):
        self.images = iter([{"input": sample_image(*SIZE, seed=seed)} for seed in range(count)])

    def get_next(self):
        return next(self.images, None)


def quantized(net, form, activations, per_channel, folder, opset=13):
    """The network as quantize_static writes it; takes images of any size."""
    build = Net(zlib.crc32(net.encode()), SIZE, opset)
    real, folded, result = (pathlib.Path(folder) / f"{stage}.onnx"
                            for stage in ("real", "folded", "quantized"))
    onnx.save_model(build.model(NETS[net](build), dynamic_size=True), real)
    quant_pre_process(real, folded, skip_symbolic_shape=True)
    quantize_static(folded, result, SomeImages(), quant_format=FORMS[form],
                    activation_type=TYPES[activations], weight_type=QuantType.QInt8,
                    per_channel=per_channel)
    return onnx.load(result)


def output_step(model):
    """What one integer more or less of the output is worth."""
    last = [node for node in model.graph.node if node.op_type == "DequantizeLinear"][-1]
    assert model.graph.output[0].name in last.output
    return float(numpy_helper.to_array(
        next(tensor for tensor in model.graph.initializer if tensor.name == last.input[1])))


class Operator:
    """One operator on the quantized image: Q, the operator, DQ, Flatten."""

    def __init__(self, dtype=np.uint8, image_scale=0.04, image_zero=110):
        self.dtype = dtype
        self.initializers, self.nodes = [], []
        self.random = np.random.default_rng(3)
        self.image = [self.node("QuantizeLinear", ["input", *self.levels(image_scale, image_zero)]),
                      *self.levels(image_scale, image_zero)]

    def constant(self, array):
        name = f"constant_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def levels(self, scale, zero_point, dtype=None):
        return [self.constant(np.float32(scale)), self.constant((dtype or self.dtype)(zero_point))]

    def weights(self, *shape, scale=0.01, zero_point=0):
        """Integers of 8 bits, their scale (one, or one each) and zero point."""
        values = self.random.integers(-127, 128, shape).astype(np.int8)
        zero_points = np.full(np.shape(scale), zero_point, np.int8)
        return [self.constant(values), self.constant(np.float32(scale)), self.constant(zero_points)]

    def node(self, op_type, inputs, domain="", **attributes):
        output = f"value_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op_type, inputs, [output], f"node_{len(self.nodes)}",
                                           domain=domain, **attributes))
        return output

    def model(self, value, scale, zero_point, opset=13):
        real = self.node("DequantizeLinear", [value, *self.levels(scale, zero_point)])
        return self.finish(self.node("Flatten", [real]), opset)

    def finish(self, value, opset=13):
        graph = helper.make_graph(
            self.nodes, "operator",
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, 16, 16])],
            [helper.make_tensor_value_info(value, TensorProto.FLOAT, [1, "values"])], self.initializers)
        opsets = [helper.make_opsetid("", opset), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, ir_version=8 if opset < 21 else 10, opset_imports=opsets)
