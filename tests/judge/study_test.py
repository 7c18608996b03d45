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


def command(aqua, case, out, *flags):
    model, photos, labels = case
    return [aqua.path, "study", model, photos, "--labels", labels, "--depth", str(DEPTH), "--jobs",
            "2", "--json", "--out", out, *flags]


def table(path, name):
    with sqlite3.connect(path) as database:
        return list(database.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3"))


@pytest.mark.parametrize("weights", ["float", "float,8,3"])
def test_killed_and_continued_it_ends_with_the_same_rows(aqua, case, tmp_path, weights):
    whole, killed = tmp_path / "whole.sqlite", tmp_path / "killed.sqlite"
    flags = ["--weights", weights]
    subprocess.run(command(aqua, case, whole, *flags), check=True, capture_output=True)
    kills = 0
    for wait_s in (0.02, 0.04, 0.06, 0.08, 0.1, 0.1):
        with subprocess.Popen(command(aqua, case, killed, *flags), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            time.sleep(wait_s)
            kills += process.poll() is None
            process.kill()
    assert kills > 0, "nothing was left to kill"
    result = subprocess.run(command(aqua, case, killed, *flags), check=True, capture_output=True)
    assert json.loads(result.stdout)["images"] == IMAGE_COUNT + 1
    assert len(table(whole, "outcome")) == IMAGE_COUNT * 16 * len(weights.split(","))
    for name in ("image", "outcome", "weight_set", "crop"):
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


def oracle(table_of_crops, outcomes, right_of):
    """The figures again, from one set's rows by a plain loop; savings also by image."""
    savings = [1 - energy / table_of_crops[0][4] for *_, energy in table_of_crops]
    edges = [code.count("1") for _, _, code, _, _ in table_of_crops]
    figures = {}
    for top in (1, 5):
        histogram, by_image, right_in_full, all_cut = [0] * 5, [], 0, 0
        for image, classes in outcomes.items():
            right = right_of(image, classes)
            keeps = [crop for crop in range(16) if right & set(classes[crop][:top])]
            right_in_full += 0 in keeps
            all_cut += 15 in keeps
            keeps = keeps if 0 in keeps else [0]
            by_image.append(max(savings[crop] for crop in keeps))
            histogram[max(edges[crop] for crop in keeps)] += 1
        count = len(by_image)
        figures |= {f"top{top}_full": right_in_full / count, f"top{top}_crop_all": all_cut / count,
                    f"tolerate_any_top{top}": 1 - histogram[0] / count,
                    f"edges_histogram_top{top}": histogram, f"saving_oracle_top{top}": by_image}
    return figures


def interval(values):
    margin = 1.959964 * np.std(values, ddof=1) / np.sqrt(len(values))
    return [np.mean(values) - margin, np.mean(values) + margin]


def assert_follows(found, figures, first, uncropped_mj):
    """`found`: one reading in the JSON. `figures`, `first`: of its set and of the first."""
    for name, value in figures.items():
        if not name.startswith("saving"):
            assert found[name] == pytest.approx(value, abs=1e-9), name
            continue
        rank = name.rsplit("_", maxsplit=1)[1]
        difference = np.subtract(value, first[name])
        for label, values in ((name, value), (f"saved_mj_{rank}", uncropped_mj * np.array(value)),
                              (f"saving_difference_{rank}", difference)):
            assert found[label] == pytest.approx(np.mean(values), abs=1e-9), label
            assert found[f"{label}_interval"] == pytest.approx(interval(values), abs=1e-6), label


def test_the_summary_follows_from_the_rows(aqua, case, tmp_path):
    out = tmp_path / "study.sqlite"
    names = ["float", "8", "3"]
    result = subprocess.run(command(aqua, case, out, "--weights", ",".join(names)), check=True,
                            capture_output=True)
    found = json.loads(result.stdout)
    assert found["images"] == IMAGE_COUNT + 1
    assert found["failed"] == 1
    labels = {image: {int(label) for label in text.split("|")}
              for image, _, status, _, text in table(out, "image") if status == "ok" and text}
    assert found["labelled_images"] == len(labels) > 0
    assert [one["weights"] for one in found["weight_sets"]] == names
    firsts = {}
    for index, one in enumerate(found["weight_sets"]):
        crops = [row for row in table(out, "crop") if row[0] == index]
        classes = {}
        for image, weight_set, crop, *rest in table(out, "outcome"):
            if weight_set == index:
                classes.setdefault(image, {})[crop] = rest[:5]
        labelled = {image: classes[image] for image in labels}
        readings = {
            "labels": oracle(crops, labelled, lambda image, _: labels[image]),
            "agreement": oracle(crops, classes, lambda _, answers: {answers[0][0]}),
        }
        assert one["uncropped_mj"] == pytest.approx(crops[0][4] / 1e9)
        assert one["saving_crop_all"] == pytest.approx(1 - crops[15][4] / crops[0][4])
        for reading, figures in readings.items():
            first = firsts.setdefault(reading, figures)
            assert_follows(one[reading], figures, first, crops[0][4] / 1e9)
    first = found["weight_sets"][0]
    assert all(found[name] == value for name, value in first["labels"].items() if name != "images")
    assert first["agreement"]["images"] == IMAGE_COUNT and first["agreement"]["top1_full"] == 1
    differences = [one["labels"][f"saving_difference_top{top}"]
                   for one in found["weight_sets"][1:] for top in (1, 5)]
    largest = found["largest_difference_labels"]
    assert abs(largest["saving_difference"]) == pytest.approx(max(map(abs, differences)))


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
