"""Makes a labelled data set of cluttered 64x64 scenes: the 10,000 test items of Fashion-MNIST, each
once, go in; PNG files and labels.csv come out in one folder. The same seed gives the same bytes."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from fashion_items import DEFAULT_FOLDER, Items, read_items
from scene import paint

from errors import BAD_INPUT_EXIT_CODE, BadInput  # of tools/models, which fashion_items found
from files import write_atomically

LABELS_FILE = "labels.csv"
FAST_COMPRESSION = 1


def scenes(items: Items, indices: range, seed: int) -> Iterator[Image.Image]:
    """A scene for each item; it depends on seed, index and items alone, not on those before it."""
    for index in indices:
        rng = np.random.default_rng([seed, index])
        yield paint(items.pictures[index], items.pictures, rng)


def file_name(index: int) -> str:
    return f"{index:05}.png"


def write_scenes(folder: Path, items: Items, count: int, seed: int) -> None:
    """The labels are written last: a folder that has them is whole, and holds no other scenes."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = folder / LABELS_FILE
    labels.unlink(missing_ok=True)
    for index in range(count, len(items.labels)):
        (folder / file_name(index)).unlink(missing_ok=True)
    for index, scene in enumerate(scenes(items, range(count), seed)):
        scene.save(folder / file_name(index), compress_level=FAST_COMPRESSION)
    rows = [f"{file_name(index)},{items.labels[index]}\n" for index in range(count)]
    write_atomically(labels, "".join(["file,label\n", *rows]).encode())


def check(count: int, seed: int, items: Items) -> None:
    if seed < 0:
        raise BadInput(f"--seed: expected 0 or more, found {seed}")
    if not 1 <= count <= len(items.labels):
        raise BadInput(
            f"--count: expected 1 to {len(items.labels)}, a test item each, found {count}"
        )


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, required=True, help="folder to write into, for example build/scenes"
    )
    parser.add_argument("--count", type=int, default=10_000, help="scenes; default: 10000")
    parser.add_argument("--seed", type=int, default=1, help="0 or more; default: 1")
    parser.add_argument(
        "--items",
        type=Path,
        default=DEFAULT_FOLDER,
        help=f"the data set; default: {DEFAULT_FOLDER}",
    )
    arguments = parser.parse_args(words)
    try:
        items = read_items("t10k", arguments.items)
        check(arguments.count, arguments.seed, items)
        write_scenes(arguments.out, items, arguments.count, arguments.seed)
    except BadInput as error:
        print(error, file=sys.stderr)
        return BAD_INPUT_EXIT_CODE
    except OSError as error:
        raise SystemExit(str(error)) from error
    print(f"{arguments.out}: {arguments.count:,} scenes, seed {arguments.seed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
