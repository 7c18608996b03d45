"""A study: the same rows however often it is killed, and a summary that follows from its rows."""

import json
import signal
import sqlite3
import subprocess
import time

import numpy as np
import pytest
from PIL import Image

from networks import NETWORKS

IMAGE_COUNT = 300
CLASS_COUNT = 20
SIDE = 64
DEPTH = 16


@pytest.fixture(scope="module", name="case")
def case_fixture(tmp_path_factory):
    """A network, a folder of made-up photos with one that is damaged, and labels for most."""
    folder = tmp_path_factory.mktemp("study")
    network = next(network for network in NETWORKS if network.name == "resnet_basic")
    model = network.save(folder)
    sidecar = {"size": [SIDE, SIDE], "resize": SIDE, "mean": [127] * 3, "scale": [0.02] * 3}
    model.with_suffix(".preprocess.json").write_text(json.dumps(sidecar))
    photos = folder / "photos"
    photos.mkdir()
    random = np.random.default_rng(1)
    rows = ["file,label"]
    for index in range(IMAGE_COUNT):
        pixels = random.integers(0, 256, (8, 8, 3), dtype=np.uint8)
        name = f"photo{index:03}.png"
        Image.fromarray(pixels).resize((100, 80), Image.Resampling.BICUBIC).save(photos / name)
        rows.append(f"{name},{'' if index % 5 == 0 else random.integers(CLASS_COUNT)}")
    (photos / "damaged.jpg").write_bytes(b"\xff\xd8 no photo")
    labels = folder / "labels.csv"
    labels.write_text("\n".join(rows) + "\n")
    return model, photos, labels


def command(aqua, case, out):
    model, photos, labels = case
    return [aqua.path, "study", model, photos, "--labels", labels, "--depth", str(DEPTH), "--jobs",
            "2", "--json", "--out", out]


def table(path, name):
    with sqlite3.connect(path) as database:
        return list(database.execute(f"SELECT * FROM {name} ORDER BY 1, 2"))


def test_killed_and_continued_it_ends_with_the_same_rows(aqua, case, tmp_path):
    whole, killed = tmp_path / "whole.sqlite", tmp_path / "killed.sqlite"
    subprocess.run(command(aqua, case, whole), check=True, capture_output=True)
    kills = 0
    for wait_s in (0.02, 0.04, 0.06, 0.08, 0.1, 0.1):
        with subprocess.Popen(command(aqua, case, killed), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            time.sleep(wait_s)
            kills += process.poll() is None
            process.kill()
    assert kills > 0, "nothing was left to kill"
    result = subprocess.run(command(aqua, case, killed), check=True, capture_output=True)
    assert json.loads(result.stdout)["images"] == IMAGE_COUNT + 1
    for name in ("image", "outcome", "crop"):
        assert table(killed, name) == table(whole, name)
    leftovers = {path.name for path in tmp_path.iterdir()}
    assert leftovers == {"whole.sqlite", "killed.sqlite"}


def test_ctrl_c_loses_nothing(aqua, case, tmp_path):
    out = tmp_path / "study.sqlite"
    with subprocess.Popen(command(aqua, case, out), stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not out.exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate()
    if process.returncode != 0:
        assert process.returncode == 130 and "continues" in complaint
    subprocess.run(command(aqua, case, out), check=True, capture_output=True)
    assert len(table(out, "image")) == IMAGE_COUNT + 1


def expected_summary(out):
    """The figures again, from the rows by a plain loop."""
    crops = table(out, "crop")
    savings = [1 - energy / crops[0][3] for _, _, _, energy in crops]
    edges = [code.count("1") for _, code, _, _ in crops]
    outcomes = {}
    for image, crop, *rest in table(out, "outcome"):
        outcomes.setdefault(image, {})[crop] = rest[:5]
    histogram, top1, oracle1, oracle5, all_cut = [0] * 5, 0, 0, 0, 0
    labelled = [(image, {int(label) for label in labels.split("|")})
                for image, _, status, _, labels in table(out, "image")
                if status == "ok" and labels]
    for image, right in labelled:
        keeps1 = [crop for crop, classes in outcomes[image].items() if classes[0] in right]
        keeps5 = [crop for crop, classes in outcomes[image].items() if right & set(classes)]
        top1 += 0 in keeps1
        all_cut += 15 in keeps1
        oracle1 += max([savings[crop] for crop in keeps1], default=0) if 0 in keeps1 else 0
        oracle5 += max([savings[crop] for crop in keeps5], default=0) if 0 in keeps5 else 0
        histogram[max([edges[crop] for crop in keeps1], default=0) if 0 in keeps1 else 0] += 1
    count = len(labelled)
    return {"top1_full": top1 / count, "top1_crop_all": all_cut / count,
            "tolerate_any_top1": 1 - histogram[0] / count, "saving_oracle_top1": oracle1 / count,
            "saving_oracle_top5": oracle5 / count, "saving_crop_all": savings[15]}, histogram


def test_the_summary_follows_from_the_rows(aqua, case, tmp_path):
    out = tmp_path / "study.sqlite"
    result = subprocess.run(command(aqua, case, out), check=True, capture_output=True)
    found = json.loads(result.stdout)
    figures, histogram = expected_summary(out)
    assert found["images"] == IMAGE_COUNT + 1
    assert found["failed"] == 1
    assert found["edges_histogram_top1"] == histogram
    assert sum(histogram) == found["labelled_images"] > 0
    for name, value in figures.items():
        assert found[name] == pytest.approx(value, abs=1e-9), name
    assert found["agreement"]["images"] == IMAGE_COUNT
    assert found["agreement"]["top1_full"] == 1


def test_another_depth_is_another_study(aqua, case, tmp_path):
    out = tmp_path / "study.sqlite"
    subprocess.run(command(aqua, case, out), check=True, capture_output=True)
    before = out.read_bytes()
    other = command(aqua, case, out)
    other[other.index("--depth") + 1] = "0"
    result = subprocess.run(other, check=False, capture_output=True, text=True)
    assert result.returncode == 2
    assert "crop depth" in result.stderr and result.stderr.count("\n") == 1
    assert out.read_bytes() == before
