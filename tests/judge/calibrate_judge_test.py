"""`aqua calibrate` and `aqua sweep`, judged by numpy and ONNX Runtime."""

import csv
import json

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper
from PIL import Image

import fixed_point
from hostile import MODEL, SIDECAR
from hostile_models import SIZE, sound_model
from judge import assert_refused
from net import run_onnx

PHOTOS = 12


@pytest.fixture(name="case")
def case_fixture(tmp_path):
    """Photos of the network's own size, so that preparing them is arithmetic alone."""
    onnx.save_model(sound_model(), tmp_path / MODEL)
    (tmp_path / SIDECAR).write_text(json.dumps(
        {"size": [SIZE, SIZE], "resize": SIZE, "mean": [127] * 3, "scale": [0.01] * 3}))
    (tmp_path / "photos").mkdir()
    random = np.random.default_rng(8)
    prepared = []
    for index in range(PHOTOS):
        coarse = random.integers(0, 256, (8, 8, 3)).astype(np.uint8)
        pixels = np.kron(coarse, np.ones((SIZE // 8, SIZE // 8, 1), np.uint8))
        Image.fromarray(pixels).save(tmp_path / "photos" / f"{index:02}.png")
        scaled = (pixels.astype(np.float32) - 127) * np.float32(0.01)
        prepared.append(scaled.transpose(2, 0, 1)[None])
    return tmp_path, prepared


def calibrate(aqua, folder, *flags, out="profile.json"):
    result = aqua("calibrate", folder / MODEL, folder / "photos", "--out", folder / out, "--json",
                  *flags)
    assert result.returncode == 0, result.stderr
    layers = json.loads((folder / out).read_text())["layers"]
    return {layer["layer"]: layer for layer in layers}, json.loads(result.stdout)


def read_by_layer(prepared):
    """What conv1 and gemm1 read over all photos."""
    model = sound_model()
    model.graph.output.append(helper.make_empty_tensor_value_info("flat"))
    flat = [run_onnx(model, {"input": image})[1] for image in prepared]
    return {"conv1": np.concatenate(prepared), "gemm1": np.concatenate(flat)}


def weights_by_layer():
    tensors = {t.name: numpy_helper.to_array(t) for t in sound_model().graph.initializer}
    return {"conv1": tensors["weights_1"], "gemm1": tensors["weights_2"]}


def covering(values, bits):
    least, most = min(0.0, float(values.min())), max(0.0, float(values.max()))
    is_signed = least < 0
    return fixed_point.covering_exponent(least, most, bits, is_signed), is_signed


def squared_error(values, bits, exponent, is_signed):
    rounded = fixed_point.quantize(values, bits, exponent, is_signed) * 2.0**exponent
    return float(((values.astype(np.float64) - rounded) ** 2).sum())


@pytest.mark.parametrize("bits", [3, 8, 12])
def test_max_range_covers_all_that_was_read(aqua, case, bits):
    folder, prepared = case
    layers, _ = calibrate(aqua, folder, "--method", "max-range", "--weight-bits", bits,
                          "--activation-bits", bits)
    read, weights = read_by_layer(prepared), weights_by_layer()
    for name, layer in layers.items():
        exponent, is_signed = covering(read[name], bits)
        assert (layer["activation_exponent"], layer["activation_signed"]) == (exponent, is_signed)
        expected = [fixed_point.covering_exponent(min(0.0, float(w.min())), max(0.0, float(w.max())),
                                                  bits, True) for w in weights[name]]
        assert layer["weight_exponents"] == expected


@pytest.mark.parametrize("bits", [3, 5, 8])
def test_mse_has_the_least_error_of_all_exponents(aqua, case, bits):
    folder, prepared = case
    layers, _ = calibrate(aqua, folder, "--method", "mse", "--activation-bits", bits)
    for name, read in read_by_layer(prepared).items():
        top, is_signed = covering(read, bits)
        errors = {e: squared_error(read, bits, e, is_signed) for e in range(top - 10, top + 1)}
        assert errors[layers[name]["activation_exponent"]] <= min(errors.values()) * 1.001


def test_bias_shifts_take_back_what_rounded_weights_move(aqua, case):
    folder, prepared = case
    layers, _ = calibrate(aqua, folder, "--method", "mse", "--weight-bits", "4")
    means = read_by_layer(prepared)["conv1"].mean(axis=(0, 2, 3), dtype=np.float64)
    weights, layer = weights_by_layer()["conv1"], layers["conv1"]
    integers, exponents = fixed_point.weight_integers(weights, layer)
    rounded = integers * 2.0 ** exponents.reshape(-1, 1, 1, 1)
    expected = ((weights - rounded) * means[:, None, None]).sum(axis=(1, 2, 3))
    assert np.allclose(layer["bias_shifts"], expected, rtol=1e-3, atol=1e-6)
    plain, _ = calibrate(aqua, folder, "--weight-bits", "4", "--no-bias-correction")
    assert "bias_shifts" not in plain["conv1"]


def test_percentile_clips_and_flexpoint_shares_one_exponent(aqua, case):
    folder, prepared = case
    clipped, _ = calibrate(aqua, folder, "--method", "percentile", "--percentile", "70")
    assert clipped["conv1"]["activation_exponent"] < covering(np.concatenate(prepared), 8)[0]
    flex, _ = calibrate(aqua, folder, "--method", "flexpoint")
    assert all(len(layer["weight_exponents"]) == 1 for layer in flex.values())
    assert all(layer["weight_bits"] == 16 for layer in flex.values())


def test_the_search_keeps_its_budget_and_narrows(aqua, case):
    folder, prepared = case
    layers, told = calibrate(aqua, folder, "--method", "per-layer", "--budget", "0")
    assert told["agreement"] == 1 and told["search"]["within_budget"]
    assert told["search"]["network_runs"] < told["search"]["brute_force_runs"]
    assert min(layer["activation_bits"] for layer in layers.values()) < 8
    for index, image in enumerate(prepared):
        found = aqua("run", folder / MODEL, folder / "photos" / f"{index:02}.png", "--profile",
                     folder / "profile.json", "--logits", folder / "logits.npy")
        assert found.returncode == 0, found.stderr
        answer = run_onnx(sound_model(), {"input": image})[0].argmax()
        assert np.load(folder / "logits.npy").argmax() == answer


def test_searched_borders_keep_the_budget_in_their_region(aqua, case):
    folder, _ = case
    layers, told = calibrate(aqua, folder, "--method", "per-layer", "--budget", "0.3",
                             "--search-borders", "--border-depth", "8")
    assert 0.7 <= told["agreement"] < 1
    border = layers["conv1"]["borders"][0]
    assert border["bits"] < layers["conv1"]["activation_bits"]
    result = aqua("sweep", folder / MODEL, folder / "photos", "--out", folder / "table.csv",
                  "--way", "name=float", "--way",
                  f"name=borders profile={folder / 'profile.json'} crop=1111 depth=8 edge_bits=15")
    assert result.returncode == 0, result.stderr
    with open(folder / "table.csv", encoding="utf-8") as file:
        found = float(list(csv.DictReader(file))[1]["agreement"])
    assert found == pytest.approx(told["agreement"], abs=1e-6)


@pytest.mark.parametrize("method", ["mse", "per-layer", "weighted-entropy"])
def test_the_same_command_writes_the_same_bytes(aqua, case, method):
    folder, _ = case
    for out in ("a.json", "b.json"):
        calibrate(aqua, folder, "--method", method, out=out)
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()


def test_an_unreadable_photo_is_told_and_left_out(aqua, case):
    folder, _ = case
    (folder / "photos" / "broken.png").write_bytes(b"no photo")
    _, told = calibrate(aqua, folder)
    assert told["images"] == PHOTOS and told["failed"] == 1
    assert "broken.png" in told["failures"][0]


def test_a_profile_of_another_model_is_refused(aqua, case):
    folder, _ = case
    calibrate(aqua, folder)
    text = (folder / "profile.json").read_text().replace("\"model_hash\": \"", "\"model_hash\": \"0")
    (folder / "other.json").write_text(text)
    assert_refused(aqua("run", folder / MODEL, folder / "photos" / "00.png", "--profile",
                        folder / "other.json"), ["other.json", "hash"])


def test_a_profile_that_lacks_a_layer_is_refused(aqua, case):
    folder, _ = case
    calibrate(aqua, folder)
    profile = json.loads((folder / "profile.json").read_text())
    profile["layers"] = profile["layers"][:1]
    (folder / "other.json").write_text(json.dumps(profile))
    assert_refused(aqua("run", folder / MODEL, folder / "photos" / "00.png", "--profile",
                        folder / "other.json"), ["other.json", "gemm1"])


def test_a_sweep_says_what_each_way_saves_and_keeps(aqua, case):
    folder, prepared = case
    calibrate(aqua, folder, "--border-bits", "4", "--border-depth", "8")
    profile = folder / "profile.json"
    result = aqua("sweep", folder / MODEL, folder / "photos", "--out", folder / "table.csv",
                  "--way", f"name=full profile={profile}",
                  "--way", f"name=crop profile={profile} crop=1111 depth=8",
                  "--way", f"name=border profile={profile} crop=1111 depth=8 edge_bits=4",
                  "--way", "name=float")
    assert result.returncode == 0, result.stderr
    with open(folder / "table.csv", encoding="utf-8") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert float(rows["full"]["agreement"]) == 1 and float(rows["full"]["macs_saved"]) == 0
    # 16 of 32 pixels are left, 8 x 8 of the convolution's 16 x 16 cells; the dense head stays.
    conv, dense = 4 * 27 * 256, weights_by_layer()["gemm1"].size
    assert float(rows["crop"]["macs_saved"]) == pytest.approx(0.75 * conv / (conv + dense), abs=1e-6)
    # Of 16 x 16 positions, the 9 x 9 that read a pixel of the middle 16 x 16 take 8 bits.
    low = 256 - 81
    expected = 0.5 * low * 4 * 27 / (conv + dense)
    assert float(rows["border"]["serial_bits_saved"]) == pytest.approx(expected, abs=1e-6)
    assert float(rows["border"]["bit_parallel_energy_saved"]) == 0
    assert int(rows["crop"]["images"]) == len(prepared)
