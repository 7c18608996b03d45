"""The weight sets of a study: against ONNX Runtime with weights that numpy rounded; what they cost;
which of them may continue a study."""

import json
import subprocess

import numpy as np
import onnx
import pytest
from onnx import numpy_helper
from PIL import Image

from cropped import cropped_logits
from judge import assert_refused
from networks import NETWORKS
from study_test import DEPTH, SIDE, command, table

MEAN, SCALE = 127, 0.02


@pytest.fixture(scope="module", name="case")
def case_fixture(tmp_path_factory):
    """A network without BatchNorm, so that its trained weights are those that are rounded, and
    photos of just its input's size."""
    folder = tmp_path_factory.mktemp("sets")
    model = next(network for network in NETWORKS if network.name == "squeezenet").save(folder)
    sidecar = {"size": [SIDE, SIDE], "resize": SIDE, "mean": [MEAN] * 3, "scale": [SCALE] * 3}
    model.with_suffix(".preprocess.json").write_text(json.dumps(sidecar))
    photos = folder / "photos"
    photos.mkdir()
    random = np.random.default_rng(2)
    rows = ["file,label"]
    for index in range(6):
        pixels = Image.fromarray(random.integers(0, 256, (8, 8, 3), dtype=np.uint8))
        pixels.resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(photos / f"{index}.png")
        rows.append(f"{index}.png,{index}")
    (folder / "labels.csv").write_text("\n".join(rows) + "\n")
    return model, photos, folder / "labels.csv"


@pytest.mark.parametrize("other, words", [
    ("float,8", ["weights", "float, 8, 3", "float, 8"]),
    ("8,float,3", ["weights", "float, 8, 3", "8, float, 3"]),
    ("float,8,8", ["\"8\"", "twice"]),
    ("float,eight", ["\"eight\"", "expected float"]),
    ("float,17", ["\"17\"", "expected float"]),
    ("float,none.json", ["none.json", "missing"]),
])
def test_other_weight_sets_are_refused(aqua, case, tmp_path, other, words):
    out = tmp_path / "study.sqlite"
    subprocess.run(command(aqua, case, out, "--weights", "float,8,3"), check=True,
                   capture_output=True)
    before = out.read_bytes()
    result = subprocess.run(command(aqua, case, out, "--weights", other), check=False,
                            capture_output=True, text=True)
    assert_refused(result, words)
    assert out.read_bytes() == before


def test_a_changed_profile_is_another_study(aqua, case, tmp_path):
    out, profile = tmp_path / "study.sqlite", tmp_path / "profile.json"
    written = profile_of(aqua, case[0])
    profile.write_text(json.dumps(written))
    flags = ["--weights", f"float,{profile}"]
    subprocess.run(command(aqua, case, out, *flags), check=True, capture_output=True)
    written["layers"][0]["weight_exponents"] = [-5]
    profile.write_text(json.dumps(written))
    result = subprocess.run(command(aqua, case, out, *flags), check=False,
                            capture_output=True, text=True)
    assert_refused(result, ["weight set 1", "hash"])


def least_error_rounded(weights, bits):
    """The power of two whose grid of signed integers is nearest in squared error; of equals, the
    larger. From the smallest that clips nothing downwards."""
    least, most = -2 ** (bits - 1), 2 ** (bits - 1) - 1
    best, best_error = None, np.inf
    covering = next(e for e in range(-64, 64) if np.rint(weights.min() / 2.0**e) >= least
                    and np.rint(weights.max() / 2.0**e) <= most)
    for exponent in range(covering, covering - bits - 1, -1):
        step = 2.0**exponent
        rounded = np.clip(np.rint(weights / step), least, most) * step
        error = np.square(weights - rounded).sum()
        if error < best_error:
            best, best_error = rounded, error
    return best


def with_rounded_weights(model, bits):
    """The model with every output channel of its convolutions on a grid of its own."""
    twin = onnx.ModelProto()
    twin.CopyFrom(model)
    weights = {node.input[1] for node in twin.graph.node if node.op_type == "Conv"}
    for tensor in twin.graph.initializer:
        if tensor.name in weights:
            trained = numpy_helper.to_array(tensor).astype(np.float64)
            rounded = np.stack([least_error_rounded(channel, bits) for channel in trained])
            tensor.CopyFrom(numpy_helper.from_array(rounded.astype(np.float32), tensor.name))
    return twin


def profile_of(aqua, model):
    """Weights of 3 bits with one exponent a layer; activations so fine that rounding is nothing."""
    network = json.loads(aqua("inspect", model, "--size", f"{SIDE}x{SIDE}", "--json").stdout)
    layers = [{"layer": node.name, "weight_bits": 3, "weight_exponents": [-2],
               "activation_bits": 16, "activation_exponent": -11, "activation_signed": True}
              for node in onnx.load(model).graph.node if node.op_type == "Conv"]
    return {"format": "aqua-profile-1", "model_hash": network["hash"], "made_by": "the test",
            "layers": layers}


def with_profile_weights(model):
    twin = onnx.ModelProto()
    twin.CopyFrom(model)
    weights = {node.input[1] for node in twin.graph.node if node.op_type == "Conv"}
    for tensor in twin.graph.initializer:
        if tensor.name in weights:
            rounded = np.clip(np.rint(numpy_helper.to_array(tensor) * 4), -4, 3) / 4
            tensor.CopyFrom(numpy_helper.from_array(rounded.astype(np.float32), tensor.name))
    return twin


def test_every_set_answers_as_onnx_runtime_with_rounded_weights(aqua, case, tmp_path):
    out, profile = tmp_path / "study.sqlite", tmp_path / "profile.json"
    profile.write_text(json.dumps(profile_of(aqua, case[0])))
    subprocess.run(command(aqua, case, out, "--weights", f"float,8,3,{profile}"), check=True,
                   capture_output=True)
    model = onnx.load(case[0])
    models = [model, with_rounded_weights(model, 8), with_rounded_weights(model, 3),
              with_profile_weights(model)]
    tolerances = [1e-4, 1e-4, 1e-4, 5e-3]  # The profile rounds activations, too.
    apart = np.zeros(len(models))
    for image, file, *_ in table(out, "image"):
        pixels = np.asarray(Image.open(case[1] / file), dtype=np.float32)
        given = ((pixels - MEAN) * np.float32(SCALE)).transpose(2, 0, 1)[np.newaxis]
        for row in table(out, "outcome"):
            if row[0] != image:
                continue
            _, weight_set, crop, *answer = row
            expected = cropped_logits(models[weight_set], given, f"{crop:04b}", DEPTH)
            classes, probabilities = answer[:5], np.array(answer[5:])
            tolerance = tolerances[weight_set]
            assert np.abs(np.sort(expected)[:-6:-1] - probabilities).max() < tolerance
            assert np.abs(expected[classes] - probabilities).max() < tolerance
            exact = cropped_logits(model, given, f"{crop:04b}", DEPTH)
            apart[weight_set] = max(apart[weight_set], np.abs(exact[classes] - probabilities).max())
    # The judge could tell the sets apart.
    assert all(apart[1:] > [1e-3, 0.05, 0.05]), apart


def test_energy_is_counted_at_each_sets_bits(aqua, case, tmp_path):
    out = tmp_path / "study.sqlite"
    flags = ["--weights", "float,8,3", "--activation-bits", "9"]
    subprocess.run(command(aqua, case, out, *flags), check=True, capture_output=True)
    assert [row[3] for row in table(out, "weight_set")] == ["16/9", "8/9", "3/9"]
    for weight_set, crop, code, macs, energy in table(out, "crop"):
        if crop not in (0, 6, 15):
            continue
        estimate = json.loads(aqua("estimate", case[0], "--json", "--size", f"{SIDE}x{SIDE}",
                                   "--depth", DEPTH, "--crop", code, "--activation-bits", 9,
                                   "--weight-bits", [16, 8, 3][weight_set]).stdout)
        assert macs == estimate["total"]["macs"]
        assert energy == pytest.approx(estimate["total"]["energy_pj"])
