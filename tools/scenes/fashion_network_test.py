"""Tests of the committed network on scenes as the tool makes them, by ONNX Runtime."""

import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from PIL import Image

from fashion_items import CLASS_NAMES, DEFAULT_FOLDER, read_items
from fashion_scenes import scenes

FOLDER = Path(__file__).parents[2] / "networks" / "fashion_scenes"
sys.path.insert(0, str(FOLDER))

from accuracy import MODEL, answers
from work import count_macs  # of tools/models, which fashion_items found

SEED, COUNT = 1, 400
WHOLE_PERCENT = 83.5  # as its README says, of 10,000 scenes
# The stem, conv2, block2, conv3, three blocks3, the head, the dense layer: weights by positions.
MACS = (
    27 * 16 * 1024
    + (9 * 16 * 32 + 9 * 32 * 32) * 256
    + (9 * 32 * 64 + 3 * (9 * 64 + 64 * 64) + 64 * 128) * 64
    + 128 * 10
)
needs_items = pytest.mark.skipif(
    not DEFAULT_FOLDER.exists(), reason="dataset-fashion-mnist is not installed"
)


@pytest.fixture(name="seen", scope="module")
def seen_scenes() -> tuple[list[Image.Image], np.ndarray]:
    items = read_items("t10k")
    return list(scenes(items, range(COUNT), SEED)), items.labels[:COUNT]


def percent_right(pictures: list[Image.Image], labels: np.ndarray) -> float:
    return 100 * float(np.mean(answers(MODEL, pictures) == labels))


@needs_items
def test_it_is_right_as_often_as_its_readme_says(seen: tuple[list, np.ndarray]) -> None:
    """Within three standard errors of 400 scenes."""
    pictures, labels = seen
    assert percent_right(pictures, labels) == pytest.approx(WHOLE_PERCENT, abs=6)


@needs_items
def test_it_takes_fewer_pixels_and_is_right_less_often(seen: tuple[list, np.ndarray]) -> None:
    pictures, labels = seen
    small = [picture.resize((32, 32), Image.Resampling.BICUBIC) for picture in pictures]
    cut = [picture.crop((16, 16, 48, 48)) for picture in pictures]
    whole = percent_right(pictures, labels)
    assert 30 < percent_right(small, labels) < whole - 5
    assert 30 < percent_right(cut, labels) < whole - 5


def test_it_is_small_and_open_to_any_size() -> None:
    model = onnx.load(MODEL)
    count, channels, height, width = model.graph.input[0].type.tensor_type.shape.dim
    assert count.dim_param and height.dim_param and width.dim_param and channels.dim_value == 3
    assert MODEL.stat().st_size < 300_000
    for dimension, size in ((count, 1), (height, 64), (width, 64)):
        dimension.dim_value = size
    model.graph.output[0].type.tensor_type.shape.dim[0].dim_value = 1
    for weight in model.graph.initializer:  # which count_macs wants to be told the shapes of
        told = onnx.helper.make_tensor_value_info(weight.name, weight.data_type, weight.dims)
        model.graph.value_info.append(told)
    assert sum(count_macs(model).values()) == MACS


def test_its_classes_are_the_data_sets() -> None:
    assert (FOLDER / "fashion-classes.txt").read_text().split("\n") == [*CLASS_NAMES, ""]
