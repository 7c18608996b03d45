"""A study of policies: the same rows however often it is killed; a summary that follows from it."""

import json
import subprocess
import time

import numpy as np
import pytest
from PIL import Image

from judge import assert_refused
from networks import NETWORKS
from study_test import interval, table

IMAGE_COUNT = 240
SIDE = 64
MEASURED = 5  # The column of decision that holds milliseconds.


@pytest.fixture(scope="module", name="case")
def case_fixture(aqua, tmp_path_factory):
    """A network, a folder of made-up photos, and a policy that is fitted and certified there."""
    folder = tmp_path_factory.mktemp("policies")
    network = next(network for network in NETWORKS if network.name == "resnet_basic")
    model = network.save(folder)
    sidecar = {"size": [SIDE, SIDE], "resize": SIDE, "mean": [127] * 3, "scale": [0.02] * 3}
    model.with_suffix(".preprocess.json").write_text(json.dumps(sidecar))
    photos = folder / "photos"
    photos.mkdir()
    random = np.random.default_rng(1)
    for index in range(IMAGE_COUNT):
        pixels = random.integers(0, 256, (8, 8, 3), dtype=np.uint8)
        photo = Image.fromarray(pixels).resize((100, 80), Image.Resampling.BICUBIC)
        photo.save(photos / f"photo{index:03}.png")
    policies = [folder / "extend.json", folder / "fixed.json"]
    for policy in policies:
        result = aqua("fit", model, photos, "--out", policy, "--policy", policy.stem, "--depth", 16,
                      "--crops", "1111,1100", "--loss", "regret", "--alpha", "0.2")
        assert result.returncode == 0, result.stderr
    result = aqua("certify", policies[0], photos, "--loss", "regret", "--alpha", "0.2")
    assert result.returncode == 0, result.stderr
    return model, photos, policies


def command(aqua, case, out, *flags):
    model, photos, policies = case
    chosen = [flag for policy in policies for flag in ("--policy", policy)]
    return [aqua.path, "study", model, photos, "--crop", "auto", "--split", "all", "--json",
            "--out", out, *chosen, *flags]


def unmeasured(path, name):
    return [row[:MEASURED] + row[MEASURED + 1:] if name == "decision" else row
            for row in table(path, name)]


def test_killed_and_continued_it_ends_with_the_same_rows(aqua, case, tmp_path):
    whole, killed = tmp_path / "whole.sqlite", tmp_path / "killed.sqlite"
    subprocess.run(command(aqua, case, whole), check=True, capture_output=True)
    kills = 0
    for wait_s in (0.02, 0.04, 0.06, 0.08, 0.1, 0.1):
        with subprocess.Popen(command(aqua, case, killed, "--jobs", "2"), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            time.sleep(wait_s)
            kills += process.poll() is None
            process.kill()
    assert kills > 0, "nothing was left to kill"
    result = subprocess.run(command(aqua, case, killed), check=True, capture_output=True)
    assert json.loads(result.stdout)["images"] == IMAGE_COUNT
    assert len(table(whole, "decision")) == IMAGE_COUNT * 3
    for name in ("image", "policy", "policy_option", "decision", "attempt"):
        assert unmeasured(killed, name) == unmeasured(whole, name), name
    assert {path.name for path in tmp_path.iterdir()} == {"whole.sqlite", "killed.sqlite"}


def test_the_summary_follows_from_the_rows(aqua, case, tmp_path):
    out = tmp_path / "study.sqlite"
    result = subprocess.run(command(aqua, case, out), check=True, capture_output=True)
    found = json.loads(result.stdout)["policies"]
    assert [one["kind"] for one in found] == ["none", "extend", "fixed"]
    assert found[1]["certificate"] and found[2]["certificate"] is None
    rows = table(out, "decision")
    full = [row for row in rows if row[1] == 0]
    attempts = table(out, "attempt")
    for policy, one in enumerate(found):
        own = [row for row in rows if row[1] == policy]
        agreement = [float(row[7] == whole[7]) for row, whole in zip(own, full)]
        assert one["agreement"] == pytest.approx(np.mean(agreement), abs=1e-9)
        for name, column in (("saved_macs", 2), ("saved_energy", 3), ("saved_latency", 4)):
            saved = [1 - row[column] / whole[column] for row, whole in zip(own, full)]
            assert one[name] == pytest.approx(np.mean(saved), abs=1e-9), name
            assert one[f"{name}_interval"] == pytest.approx(interval(saved), abs=1e-6), name
        whole_ms = np.mean([whole[MEASURED] for whole in full])
        saved = [(whole[MEASURED] - row[MEASURED]) / whole_ms for row, whole in zip(own, full)]
        assert one["saved_cpu_interval"] == pytest.approx(interval(saved), abs=1e-6)
        runs = sum(attempt[1] == policy for attempt in attempts)
        assert sum(option["run"] for option in one["options"]) * IMAGE_COUNT == pytest.approx(runs)
        assert sum(option["answered"] for option in one["options"]) == pytest.approx(1)
    assert found[1]["loss"] == pytest.approx(np.mean([row[6] for row in rows if row[1] == 1]))


def test_a_refused_command_writes_nothing(aqua, case, tmp_path):
    model, photos, policies = case
    out = tmp_path / "study.sqlite"
    for flags, words in ((["--crop", "1111"], "takes auto only"), (["--crop", "auto"], "--policy"),
                         (["--policy", policies[0]], "--crop auto"),
                         (["--crop", "auto", "--policy", policies[0], "--depth", 16], "--depth")):
        result = aqua("study", model, photos, "--out", out, *flags)
        assert_refused(result, [words])
        assert not out.exists()
