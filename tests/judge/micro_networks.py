"""One operator each, at the edges of its definition. The output is the flattened map, so that a
single wrong cell shows.
"""

import dataclasses
import zlib
from typing import Callable

import onnx

from micro_kernels import KERNELS
from micro_operators import OPERATORS, OPTIONAL_OPERATORS
from net import Net, sample_image


@dataclasses.dataclass(frozen=True)
class MicroNetwork:
    name: str
    build: Callable[[Net], str]
    opset: int = 13
    size: tuple = (9, 11)
    optional: bool = False

    def model(self, for_judge=False):
        net = Net(zlib.crc32(self.name.encode()), self.size, self.opset, for_judge=for_judge)
        output = self.build(net)
        if len(net.shape(output)) == 4:
            output = net.op("Flatten", output)
        return net.model(output)

    def judged_model(self):
        """The same network in a form that ONNX Runtime takes."""
        return self.model(for_judge=True)

    def image(self, seed=100):
        return sample_image(*self.size, seed=seed)

    def save(self, folder):
        path = folder / f"{self.name}.onnx"
        onnx.save_model(self.model(), path)
        return path


MICRO_NETWORKS = (
    [MicroNetwork(*entry) for entry in KERNELS + OPERATORS]
    + [MicroNetwork(*entry, optional=True) for entry in OPTIONAL_OPERATORS])
