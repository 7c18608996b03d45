"""Fashion-MNIST as Debian's package dataset-fashion-mnist installs it: the gzipped IDX files of a
folder go in, 28x28 grey pictures of clothes and their labels, 0 to 9, come out."""

import gzip
import sys
import zlib
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "models"))  # the tools share errors.py

from errors import BadInput

DEFAULT_FOLDER = Path("/usr/share/datasets/fashion-mnist")
SIDE_PX = 28
CLASS_NAMES = (
    "T-shirt",
    "trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)
UNSIGNED_BYTES = 8  # IDX's word for the type of its numbers


@dataclass(frozen=True)
class Items:
    """`pictures` is count x 28 x 28, 0 is background; `labels` index CLASS_NAMES."""

    pictures: np.ndarray
    labels: np.ndarray


def read_items(part: str, folder: Path = DEFAULT_FOLDER) -> Items:
    """`part` is "train" (60,000 items) or "t10k" (10,000)."""
    pictures = _read_idx(folder / f"{part}-images-idx3-ubyte.gz", 3)
    labels = _read_idx(folder / f"{part}-labels-idx1-ubyte.gz", 1)
    if pictures.shape[1:] != (SIDE_PX, SIDE_PX) or len(pictures) != len(labels):
        raise BadInput(
            f"{folder}: {part}: expected pictures of 28x28 and a label each, found "
            f"{pictures.shape} and {len(labels)} labels; reinstall dataset-fashion-mnist"
        )
    if len(labels) == 0 or labels.max() >= len(CLASS_NAMES):
        raise BadInput(
            f"{folder}: {part}: expected labels 0 to {len(CLASS_NAMES) - 1}, found "
            f"{sorted(set(labels.tolist()))[-3:]}; reinstall dataset-fashion-mnist"
        )
    return Items(pictures, labels)


def _read_idx(path: Path, dimensions: int) -> np.ndarray:
    """IDX: two zeros, the type, the number of dimensions; each as 4 bytes, highest first; data."""
    try:
        content = gzip.decompress(path.read_bytes())
    except FileNotFoundError as error:
        raise BadInput(
            f"{path}: not found; install the data set: apt-get install dataset-fashion-mnist"
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{path}: cannot be read ({error}); reinstall it") from error
    header = 4 + 4 * dimensions
    shape = [int.from_bytes(content[at : at + 4]) for at in range(4, header, 4)]
    expected = bytes([0, 0, UNSIGNED_BYTES, dimensions])
    if content[:4] != expected or len(content) != header + prod(shape):
        raise BadInput(
            f"{path}: expected an IDX file of bytes in {dimensions} dimensions, found "
            f"{len(content)} bytes that start with {content[:4].hex()}; reinstall it"
        )
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape)
