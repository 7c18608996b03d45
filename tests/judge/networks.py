"""The networks that AQuA must run as ONNX Runtime does, and the ways exporters vary them.

`python networks.py FOLDER` writes them all.
"""

import dataclasses
import pathlib
import sys
import zlib
from typing import Callable, Optional

import onnx

import nets_classic as classic
import nets_exporter as exporter
import nets_mobile as mobile
import nets_residual as residual
from net import Net, sample_image


@dataclasses.dataclass(frozen=True)
class Network:
    name: str
    build: Callable[[Net], str]  # Returns the name of the output.
    opset: int
    ir_version: int = 8
    batch: Optional[int] = None  # None: any.
    size: tuple = (64, 64)
    dynamic_size: bool = False
    constant_nodes: bool = False
    named: bool = True
    external: bool = False  # Weights in a file of their own.
    channels_last: bool = False
    depth: int = 0  # An aligned depth to crop at, where the head pools over the whole map.
    dense_depth: int = 0  # The same, where the head is dense and its map has this stride.
    dense_stride: int = 8
    literal: bool = False  # Also judged in literal mode.
    optional: bool = False  # May be refused with an error.

    def model(self):
        net = Net(zlib.crc32(self.name.encode()), self.size, self.opset, self.ir_version,
                  self.constant_nodes, self.named)
        return net.model(self.build(net), self.batch, self.dynamic_size)

    def judged_model(self):
        return self.model()

    def image(self, seed=100):
        image = sample_image(*self.size, seed=seed)
        return image.transpose(0, 2, 3, 1).copy() if self.channels_last else image

    def save(self, folder):
        """Writes the model, and returns where."""
        path = pathlib.Path(folder) / f"{self.name}.onnx"
        if self.external:
            onnx.save_model(self.model(), path, save_as_external_data=True, size_threshold=0,
                            location=f"{self.name}.weights")
        else:
            onnx.save_model(self.model(), path)
        return path


NETWORKS = [
    Network("alexnet", classic.alexnet, opset=7, ir_version=3, batch=1, literal=True,
            dense_depth=16),
    Network("vgg", classic.vgg, opset=9, ir_version=4, size=(48, 64), literal=True,
            dense_depth=8),
    Network("vgg_batch_4", classic.vgg, opset=14, batch=4, constant_nodes=True),
    Network("squeezenet", classic.squeezenet, opset=12, ir_version=7, size=(96, 64),
            dynamic_size=True, depth=16, literal=True),
    Network("googlenet", classic.googlenet, opset=11, ir_version=6, dynamic_size=True, depth=16),
    Network("resnet_basic", residual.resnet_basic, opset=13, dynamic_size=True, size=(96, 96),
            depth=32, literal=True),
    Network("resnet_basic_newest", residual.resnet_basic, opset=22, ir_version=10, batch=1,
            depth=16),
    Network("resnet_external", residual.resnet_basic, opset=16, batch=4, external=True),
    Network("resnet_bottleneck", residual.resnet_bottleneck, opset=17, batch=1, size=(64, 96),
            depth=16, literal=True),
    Network("densenet", residual.densenet, opset=14, ir_version=7, size=(64, 80), depth=16,
            constant_nodes=True),
    Network("darknet", residual.darknet, opset=18, ir_version=9, size=(64, 48), dynamic_size=True,
            depth=16, literal=True),
    Network("darknet_unnamed", residual.darknet, opset=8, ir_version=3, batch=1, named=False),
    Network("mobilenet_v2", mobile.mobilenet_v2, opset=10, ir_version=5, dynamic_size=True,
            depth=16, literal=True),
    Network("mobilenet_v2_clip_inputs", mobile.mobilenet_v2, opset=20, ir_version=9, batch=1,
            size=(64, 96), depth=16),
    Network("mobilenet_v3", mobile.mobilenet_v3, opset=16, size=(64, 64), dynamic_size=True,
            depth=16, literal=True),
    Network("mobilenet_v3_decomposed", mobile.mobilenet_v3_decomposed, opset=12, batch=1,
            constant_nodes=True, depth=16),
    Network("efficientnet", mobile.efficientnet, opset=15, dynamic_size=True, size=(64, 96),
            depth=16, literal=True),
    Network("efficientnet_newer", mobile.efficientnet, opset=21, ir_version=10, batch=1, depth=16),
    Network("shufflenet_v1", mobile.shufflenet_v1, opset=11, batch=1),
    Network("shufflenet_v1_dynamic", mobile.shufflenet_v1_dynamic, opset=13, dynamic_size=True,
            size=(64, 80)),
    Network("keras_style", exporter.keras_style, opset=13, dynamic_size=True),
    Network("keras_style_old", exporter.keras_style, opset=10, batch=1, size=(50, 70)),
    Network("squeeze_by_attribute", exporter.squeeze_by_attribute, opset=8, ir_version=3, depth=16),
    Network("squeeze_by_input", exporter.squeeze_by_attribute, opset=19, dynamic_size=True),
    Network("flatten_to_fixed_batch", exporter.flatten_to_fixed_batch, opset=9, batch=1),
    Network("shufflenet_v2", mobile.shufflenet_v2, opset=13, optional=True),
    Network("keras_channels_last", exporter.keras_channels_last, opset=13, channels_last=True,
            optional=True),
]


if __name__ == "__main__":
    for network in NETWORKS:
        print(network.save(sys.argv[1]))
