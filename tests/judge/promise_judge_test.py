"""A promise from end to end on 10,000 labelled scenes: the policy is replayed with ONNX Runtime, Pillow
and numpy, the certificate counted again, and held against images that nothing was chosen by."""

import csv
import json
import pathlib
import sqlite3
import subprocess
import sys

import numpy as np
import onnxruntime
import pytest
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
NETWORK = ROOT / "networks" / "fashion_scenes" / "fashion_scenes.onnx"
GENERATOR = ROOT / "tools" / "scenes" / "fashion_scenes.py"
ITEMS = pathlib.Path("/usr/share/datasets/fashion-mnist")
COUNT = 10_000
ALPHA = 0.02
DELTA = 0.05
ROUNDING = 3  # Images whose confidence lies so near to the threshold that sums decide.
SIDE = 64


def run(*words):
    result = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                            timeout=900, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


class Promise:
    """Scenes, a policy for them, its certificate, and what the program did on two splits."""

    def __init__(self, aqua, folder):
        self.aqua = aqua.path
        self.folder = folder
        self.scenes = folder / "scenes"
        run(sys.executable, GENERATOR, "--out", self.scenes, "--count", COUNT)
        labels = self.scenes / "labels.csv"
        with labels.open(encoding="utf-8") as rows:
            self.labels = {row["file"]: int(row["label"]) for row in csv.DictReader(rows)}
        policy, certificate = folder / "policy.json", folder / "policy.certificate.json"
        run(aqua.path, "fit", NETWORK, self.scenes, "--labels", labels, "--alpha", ALPHA,
            "--depth", 8, "--crops", "1111,1110", "--scales", "40,48", "--out", policy)
        run(aqua.path, "certify", policy, self.scenes, "--labels", labels, "--alpha", ALPHA)
        self.policy = json.loads(policy.read_text(encoding="utf-8"))
        self.certificate = json.loads(certificate.read_text(encoding="utf-8"))
        self.answers = {}
        self.savings = {}
        for split in ("calibrate", "test"):
            out = folder / f"{split}.sqlite"
            run(aqua.path, "study", NETWORK, self.scenes, "--labels", labels, "--crop", "auto",
                "--policy", policy, "--split", split, "--out", out)
            self.answers[split], self.savings[split] = decisions(out)
        self.replay = Replay(self)


def decisions(path):
    """By file, the policy's answer; and the mean saving of MACs."""
    with sqlite3.connect(path) as store:
        rows = store.execute("SELECT image.file, decision.policy, decision.class_1, decision.macs "
                             "FROM decision JOIN image ON image.id = decision.image").fetchall()
    full = {file: macs for file, policy, _, macs in rows if policy == 0}
    answers = {file: answer for file, policy, answer, _ in rows if policy == 1}
    saved = [1 - macs / full[file] for file, policy, _, macs in rows if policy == 1]
    return answers, float(np.mean(saved))


class Replay:
    """The policy once more, in numpy, from what its file says."""

    def __init__(self, promise):
        self.learned = promise.policy["learned"]
        self.menu = promise.policy["menu"]
        self.threshold = self.learned["thresholds"][promise.certificate["rung"]]
        self.files = sorted(promise.labels)
        pictures = [Image.open(promise.scenes / file) for file in self.files]
        session = onnxruntime.InferenceSession(NETWORK)
        self.logs = {option: self.run(session, pictures, option)
                     for option in {*self.learned["attempts"], self.menu["full"]}}

    def run(self, session, pictures, option):
        """Logarithms of the probabilities of all scenes, images x classes."""
        entry = self.menu["options"][option]
        side, code, depth = entry["height"], entry["crop"], entry["depth"]
        cut = [depth * int(edge) for edge in code]
        logs = []
        for first in range(0, len(pictures), 500):
            batch = np.stack([
                np.asarray(picture.resize((side, side), Image.Resampling.BICUBIC)
                           if side != SIDE else picture, np.float32)
                for picture in pictures[first:first + 500]])
            batch = ((batch - 128) / 64).transpose(0, 3, 1, 2)
            batch = batch[:, :, cut[0]:side - cut[1], cut[2]:side - cut[3]]
            logits = session.run(None, {session.get_inputs()[0].name:
                                        np.ascontiguousarray(batch)})[0].astype(np.float64)
            logits -= logits.max(1, keepdims=True)
            logs.append(logits - np.log(np.exp(logits).sum(1, keepdims=True)))
        return np.concatenate(logs)

    def cost_to_go(self, attempt):
        options, last = self.menu["options"], self.learned["last"]
        later = self.learned["attempts"][attempt + 1:] + [last]
        return sum(options[o]["cost"]["macs"] for o in later) / options[last]["cost"]["macs"]

    def answers(self):
        """The policy's answer for every scene."""
        last = self.logs[self.learned["last"]].argmax(1)
        open_still = np.ones(len(self.files), bool)
        answer = last.copy()
        earlier = None
        for attempt, option in enumerate(self.learned["attempts"]):
            logs = self.logs[option]
            trust = probability(self.learned["models"][attempt], inputs(logs, earlier))
            taken = open_still & (1 - trust <= (1 - self.threshold) * self.cost_to_go(attempt))
            answer[taken] = logs.argmax(1)[taken]
            open_still &= ~taken
            earlier = logs
        return dict(zip(self.files, answer.tolist()))

    def full(self):
        return dict(zip(self.files, self.logs[self.menu["full"]].argmax(1).tolist()))


def inputs(logs, earlier):
    """What the confidence is read from: see aqua/policy/confidence.h."""
    ordered = np.sort(logs, axis=1)
    first, second = ordered[:, -1], ordered[:, -2]
    p = np.clip(np.exp(first), 1e-6, 1 - 1e-6)
    columns = [np.log(p / (1 - p)), first - second, np.exp(first) - np.exp(second),
               -(np.exp(logs) * logs).sum(1)]
    if earlier is not None:
        answer, before = logs.argmax(1), np.sort(earlier, axis=1)
        columns += [earlier.argmax(1) == answer, np.exp(earlier[np.arange(len(answer)), answer]),
                    np.exp(before[:, -1]) - np.exp(before[:, -2])]
    return np.stack(columns, axis=1)


def probability(model, rows):
    standard = (rows - np.array(model["mean"])) / np.array(model["deviation"])
    return 1 / (1 + np.exp(-(standard @ np.array(model["weights"]) + model["bias"])))


@pytest.fixture(scope="module", name="promise")
def promise_fixture(aqua, tmp_path_factory):
    if not ITEMS.is_dir():
        pytest.skip("dataset-fashion-mnist is not installed")
    return Promise(aqua, tmp_path_factory.mktemp("promise"))


def losses(promise, answers):
    full = promise.replay.full()
    return np.array([(full[file] == promise.labels[file]) - (answer == promise.labels[file])
                     for file, answer in sorted(answers.items())], int)


def test_the_program_answers_as_the_replayed_policy(promise):
    assert not promise.policy["learned"]["reads_zeroth_layer"]  # The replay has none.
    replayed = promise.replay.answers()
    for split, answers in promise.answers.items():
        different = sum(replayed[file] != answer for file, answer in answers.items())
        assert different <= ROUNDING, f"{split}: {different} of {len(answers)}"


def test_the_certificate_counts_what_the_replay_counts(promise):
    seen = losses(promise, {file: promise.replay.answers()[file]
                            for file in promise.answers["calibrate"]})
    certificate = promise.certificate
    assert certificate["images"] == len(seen)
    assert abs(certificate["worse"] - (seen > 0).sum()) <= ROUNDING
    assert abs(certificate["better"] - (seen < 0).sum()) <= ROUNDING
    assert certificate["rung"] >= 0 and max(certificate["p_values"][:certificate["rung"] + 1]) <= DELTA


def test_splits_share_no_image(promise):
    assert not set(promise.policy["images_seen"]) & set(promise.certificate["images_seen"])
    assert not promise.answers["calibrate"].keys() & promise.answers["test"].keys()


def test_the_promise_holds_where_nothing_was_chosen(promise):
    """About 2000 scenes: the mean loss is within alpha and two standard errors at worst."""
    seen = losses(promise, promise.answers["test"])
    assert len(seen) > COUNT / 10
    assert seen.mean() <= ALPHA
    assert promise.savings["test"] > 0.15
    assert promise.savings["test"] > promise.certificate["saving_at_least"] - 0.03


def audit(promise, labels, *flags):
    policy = promise.folder / "policy.json"
    return subprocess.run([promise.aqua, "audit", policy, promise.scenes, "--labels", labels,
                           *map(str, flags)], capture_output=True, text=True, timeout=900,
                          check=False)


def test_an_audit_finds_nothing_where_the_promise_holds(promise):
    result = audit(promise, promise.scenes / "labels.csv", "--share", 0.1)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nothing speaks against" in result.stdout


def test_an_audit_sees_a_broken_promise_and_its_log_remembers(promise, tmp_path):
    """The world has changed: whatever the whole network says is right now."""
    labels = tmp_path / "labels.csv"
    full = promise.replay.full()
    labels.write_text("file,label\n" + "".join(f"{file},{full[file]}\n" for file in full))
    log = tmp_path / "audit.log"
    result = audit(promise, labels, "--share", 0.1, "--log", log)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "no longer holds" in result.stdout
    lines = log.read_text().splitlines()
    again = audit(promise, labels, "--share", 0.1, "--log", log)
    assert again.returncode == 1 and log.read_text().splitlines() == lines
