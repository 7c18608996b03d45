"""Networks under a precision profile, judged by the numpy twin of docs/FIXED_POINT.md."""

import json
import subprocess
import sys

import numpy as np
import onnx
import pytest

import fixed_point
from integers import SIZE, IntegerNetwork, judged_model
from net import sample_image

LAYERS = {"conv1": 8, "conv2": 12, "conv3": 6, "fc": 7}


def codebook(random, levels, least, most, spread):
    starts = np.sort(random.uniform(-spread, spread, levels)).astype(np.float32)
    chosen = np.sort(random.integers(least, most + 1, levels))
    return {"starts": [float(s) for s in starts], "levels": [int(level) for level in chosen]}


def random_entry(layer, channels, seed):
    """An entry with everything that a profile may hold, by turns."""
    random = np.random.default_rng(seed)
    weight_bits, activation_bits = random.integers(1, 17, 2)
    is_signed = layer == "conv1" or bool(random.integers(2))
    entry = {"layer": layer, "weight_bits": int(weight_bits),
             "weight_exponents": [int(e) for e in random.integers(-9, 1, channels)],
             "activation_bits": int(activation_bits),
             "activation_exponent": int(random.integers(-8, 1)), "activation_signed": is_signed}
    if random.integers(2):
        entry["bias_shifts"] = [float(s) for s in random.uniform(-1, 1, channels).astype("f4")]
    if random.integers(2):
        spread = 0.4 / 2.0 ** max(entry["weight_exponents"])
        entry["weight_codes"] = codebook(random, 5, *fixed_point.limits(weight_bits, True), spread)
    if random.integers(2):
        limits = fixed_point.limits(activation_bits, is_signed)
        spread = 2 / 2.0 ** entry["activation_exponent"]
        entry["activation_codes"] = codebook(random, 6, *limits, spread)
    return entry


@pytest.fixture(name="case")
def case_fixture(aqua, tmp_path):
    model, image = judged_model(3), sample_image(SIZE, SIZE, seed=4)
    onnx.save_model(model, tmp_path / "net.onnx")
    np.save(tmp_path / "input.npy", image)
    inspected = json.loads(aqua("inspect", tmp_path / "net.onnx", "--json").stdout)

    def write(entries):
        profile = {"format": "aqua-profile-1", "model_hash": inspected["hash"], "made_by": "test",
                   "layers": entries}
        (tmp_path / "profile.json").write_text(json.dumps(profile))
        return tmp_path / "profile.json"
    return model, image, tmp_path, write


@pytest.mark.parametrize("seed", range(12))
def test_every_profile_computes_what_the_page_says(aqua, case, seed):
    model, image, folder, write = case
    entries = [random_entry(layer, channels, 10 * seed + i)
               for i, (layer, channels) in enumerate(LAYERS.items())]
    expected = IntegerNetwork(model, profile=entries).run(image)
    flags = ["--profile", write(entries), "--logits", folder / "logits.npy"]
    simulated = aqua("simulate", folder / "net.onnx", folder / "input.npy", *flags)
    assert simulated.returncode == 0, simulated.stderr
    _, exact, crossbars = np.load(folder / "logits.npy")[0]
    assert np.array_equal(exact, expected)
    assert np.array_equal(crossbars, expected)


@pytest.mark.parametrize("seed", range(8))
def test_fast_programs_compute_the_same_integers(aqua, case, seed):
    """Formats of at most 8 bits run on int8 kernels."""
    model, image, folder, write = case
    entries = [random_entry(layer, channels, 100 + 10 * seed + i)
               for i, (layer, channels) in enumerate(LAYERS.items())]
    for entry in entries:
        entry.pop("activation_codes", None)
        entry.pop("weight_codes", None)
        entry["weight_bits"] = min(entry["weight_bits"], 8)
        entry["activation_bits"] = min(entry["activation_bits"], 8)
    expected = IntegerNetwork(model, profile=entries).run(image)
    run = aqua("run", folder / "net.onnx", folder / "input.npy", "--profile", write(entries),
               "--logits", folder / "logits.npy")
    assert run.returncode == 0, run.stderr
    assert np.array_equal(np.load(folder / "logits.npy")[0, 0], expected)


def test_the_twin_works_through_the_example_of_the_page():
    found = subprocess.run([sys.executable, fixed_point.__file__], capture_output=True, text=True,
                           check=True)
    activations, weights, sums, answer = fixed_point.example()
    assert activations.tolist() == [2, 15] and weights.tolist() == [[4, -2]]
    assert sums.tolist() == [-22]
    assert answer.tolist() == [np.float32(-22 / 32) + np.float32(0.1)]
    assert "[-22]" in found.stdout
