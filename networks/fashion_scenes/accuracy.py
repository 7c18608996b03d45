"""Top-1 accuracy on a folder of scenes, by ONNX Runtime: at several sizes, and with edges cut."""

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

MODEL = Path(__file__).with_name("fashion_scenes.onnx")
SIDE_PX = 64
BATCH = 500
SIZES_PX = (64, 56, 48, 40, 32)
DEPTHS_PX = (8, 16)


def read_scenes(folder: Path) -> tuple[list[Image.Image], np.ndarray]:
    with (folder / "labels.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    pictures = [Image.open(folder / row["file"]).convert("RGB") for row in rows]
    return pictures, np.array([int(row["label"]) for row in rows])


def answers(model: Path, pictures: list[Image.Image]) -> np.ndarray:
    sidecar = json.loads(model.with_suffix(".preprocess.json").read_text())
    mean, scale = (np.float32(sidecar[key])[:, None, None] for key in ("mean", "scale"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options)
    found = []
    for start in range(0, len(pictures), BATCH):
        levels = np.stack([np.asarray(picture) for picture in pictures[start : start + BATCH]])
        x = (levels.transpose(0, 3, 1, 2) - mean) * scale
        found.append(session.run(None, {"input": x})[0].argmax(1))
    return np.concatenate(found)


def views(pictures: list[Image.Image]) -> Iterator[tuple[str, list[Image.Image]]]:
    for side in SIZES_PX:
        size = (side, side)
        yield f"{side} px", [picture.resize(size, Image.Resampling.BICUBIC) for picture in pictures]
    for depth in DEPTHS_PX:
        window = (depth, depth, SIDE_PX - depth, SIDE_PX - depth)
        yield f"crop 1111, {depth} px", [picture.crop(window) for picture in pictures]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", type=Path, help="what tools/scenes/fashion_scenes.py wrote")
    parser.add_argument("--model", type=Path, default=MODEL)
    arguments = parser.parse_args()
    pictures, labels = read_scenes(arguments.scenes)
    for name, seen in views(pictures):
        print(
            f"{name}: {100 * np.mean(answers(arguments.model, seen) == labels):.2f} %", flush=True
        )


if __name__ == "__main__":
    main()
