"""Tests of the scenes' maker, on a small made-up data set; and on the real one where installed."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fashion_items import DEFAULT_FOLDER, read_items
from fashion_scenes import main
from scene import CENTRE_BIAS, ITEM_PX, SIDE_PX, paint

from errors import BAD_INPUT_EXIT_CODE, BadInput

ITEMS = 30
LABELS = [(7 * index) % 10 for index in range(ITEMS)]


def write_idx(path: Path, values: np.ndarray) -> None:
    sizes = b"".join(size.to_bytes(4) for size in values.shape)
    path.write_bytes(gzip.compress(bytes([0, 0, 8, values.ndim]) + sizes + values.tobytes(), 1))


@pytest.fixture(name="items")
def items_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "items"
    folder.mkdir()
    pictures = np.random.default_rng(5).integers(0, 256, (ITEMS, 28, 28), np.uint8)
    write_idx(folder / "t10k-images-idx3-ubyte.gz", pictures)
    write_idx(folder / "t10k-labels-idx1-ubyte.gz", np.array(LABELS, np.uint8))
    return folder


def make(items: Path, out: Path, *options: str) -> dict[str, bytes]:
    assert main(["--items", str(items), "--out", str(out), "--count", "20", *options]) == 0
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_the_same_seed_gives_the_same_bytes(items: Path, tmp_path: Path) -> None:
    assert make(items, tmp_path / "a") == make(items, tmp_path / "b")


def test_another_seed_gives_other_scenes_of_the_same_items(items: Path, tmp_path: Path) -> None:
    first, second = make(items, tmp_path / "a"), make(items, tmp_path / "b", "--seed", "2")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] == second[name]] == ["labels.csv"]


def test_every_scene_has_its_items_label(items: Path, tmp_path: Path) -> None:
    make(items, tmp_path / "a")
    with (tmp_path / "a" / "labels.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    expected = [[f"{index:05}.png", str(label)] for index, label in enumerate(LABELS[:20])]
    assert rows == [["file", "label"], *expected]


def test_scenes_are_rgb_and_64_by_64(items: Path, tmp_path: Path) -> None:
    make(items, tmp_path / "a")
    pictures = [Image.open(path) for path in (tmp_path / "a").glob("*.png")]
    assert {(picture.mode, picture.size) for picture in pictures} == {("RGB", (64, 64))}
    assert len(pictures) == 20


def test_fewer_scenes_are_the_first_ones_and_leave_no_others_behind(
    items: Path, tmp_path: Path
) -> None:
    whole = make(items, tmp_path / "a")
    part = make(items, tmp_path / "a", "--count", "7")
    assert sorted(part) == [*(f"{index:05}.png" for index in range(7)), "labels.csv"]
    assert all(part[name] == whole[name] for name in part if name != "labels.csv")


def test_a_folder_of_broken_work_has_no_labels(items: Path, tmp_path: Path) -> None:
    make(items, tmp_path / "a")
    (tmp_path / "a" / "00003.png").unlink()
    (tmp_path / "a" / "00003.png").mkdir()  # cannot be written to
    with pytest.raises(SystemExit, match=r"00003\.png"):
        main(["--items", str(items), "--out", str(tmp_path / "a"), "--count", "20"])
    assert not (tmp_path / "a" / "labels.csv").exists()


@pytest.mark.parametrize("options", [["--count", "0"], ["--count", "31"], ["--seed", "-1"]])
def test_bad_options_are_one_line(
    items: Path, tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--items", str(items), "--out", str(tmp_path / "a"), *options]
    assert main(words) == BAD_INPUT_EXIT_CODE
    message = capsys.readouterr().err
    assert message.startswith(options[0]) and message.endswith(f"found {options[1]}\n")
    assert not (tmp_path / "a").exists()


def test_without_the_data_set_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--items", str(tmp_path), "--out", str(tmp_path / "a")]
    assert main(words) == BAD_INPUT_EXIT_CODE
    message = capsys.readouterr().err
    assert message.count("\n") == 1 and "apt-get install dataset-fashion-mnist" in message


@pytest.mark.parametrize(
    "content",
    [
        b"not gzip",
        gzip.compress(b""),
        gzip.compress(bytes([0, 0, 8, 3]) + bytes([255] * 12)),
        gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 0])),
        gzip.compress(bytes([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]) + bytes(784))[:-9],
    ],
    ids=["text", "empty", "huge", "labels", "cut"],
)
def test_a_file_that_is_no_pictures_is_named(items: Path, content: bytes) -> None:
    path = items / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"t10k-images-idx3-ubyte\.gz"):
        read_items("t10k", items)


def test_a_label_that_is_no_class_is_named(items: Path) -> None:
    write_idx(items / "t10k-labels-idx1-ubyte.gz", np.full(ITEMS, 10, np.uint8))
    with pytest.raises(BadInput, match=r"expected labels 0 to 9, found \[10\]"):
        read_items("t10k", items)


def test_items_lie_whole_within_the_scene_and_mostly_near_its_middle() -> None:
    """Found where two scenes of the same seed, with and without the item, differ."""
    item, nothing = np.full((28, 28), 255, np.uint8), np.zeros((28, 28), np.uint8)
    others = nothing[None]
    sides, middles = [], []
    for seed in range(150):
        with_item = np.asarray(paint(item, others, np.random.default_rng(seed)), np.int16)
        without = np.asarray(paint(nothing, others, np.random.default_rng(seed)), np.int16)
        ys, xs = np.nonzero((with_item != without).any(2))
        sides += [np.ptp(ys) + 1, np.ptp(xs) + 1]
        middles += [ys.min() + ys.max(), xs.min() + xs.max()]
    assert max(sides) <= ITEM_PX[1] and np.median(sides) == pytest.approx(np.mean(ITEM_PX), abs=3)
    offsets = np.array(middles) / 2 - (SIDE_PX - 1) / 2
    # Beta(a, a) has variance 1 / (4 (2 a + 1)); times that of the free space, 64 less 20 to 44.
    free = SIDE_PX - np.arange(ITEM_PX[0], ITEM_PX[1] + 1)
    deviation = np.sqrt(np.mean(free**2.0) / (4 * (2 * CENTRE_BIAS + 1)))
    assert abs(offsets.mean()) < 1 and offsets.std() == pytest.approx(deviation, rel=0.15)


@pytest.mark.skipif(not DEFAULT_FOLDER.exists(), reason="dataset-fashion-mnist is not installed")
def test_the_packages_test_items_are_ten_thousand_a_tenth_of_each_class() -> None:
    items = read_items("t10k")
    assert items.pictures.shape == (10_000, 28, 28)
    assert np.bincount(items.labels).tolist() == [1000] * 10
