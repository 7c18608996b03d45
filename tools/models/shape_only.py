"""Writes the shape-only networks: nothing goes in, one small ONNX file a network comes out.

They hold layers and shapes, and no weights: enough to count work, events and energy. The files are
committed under networks/; this tool is how they were made.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import onnx

import plain_networks
import residual_networks
from files import write_atomically
from work import count_macs

DEFAULT_FOLDER = Path(__file__).parents[2] / "networks"

NETWORKS: dict[str, Callable[[], onnx.ModelProto]] = {
    "alexnet": plain_networks.alexnet,
    "alexnet-grouped": plain_networks.alexnet_grouped,
    "googlenet": plain_networks.googlenet,
    "mobilenet-v2": residual_networks.mobilenet_v2,
    "resnet18": residual_networks.resnet18,
    "resnet50": residual_networks.resnet50,
    "vgg16": plain_networks.vgg16,
}


def to_bytes(model: onnx.ModelProto) -> bytes:
    """The same bytes for the same model, every time."""
    return model.SerializeToString(deterministic=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_FOLDER, help="folder to write into (default: networks/)"
    )
    folder = parser.parse_args().out
    for name, build in NETWORKS.items():
        model = build()
        content = to_bytes(model)
        try:
            write_atomically(folder / f"{name}.onnx", content)
        except OSError as error:
            raise SystemExit(str(error)) from error
        print(f"{folder / name}.onnx: {len(content):,} bytes, {count_macs(model).total():,} MACs")


if __name__ == "__main__":
    main()
