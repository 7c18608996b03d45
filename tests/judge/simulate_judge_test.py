"""`aqua simulate` and the value-dependent counts of `aqua estimate`, judged by numpy."""

import json

import numpy as np
import onnx
import pytest
from PIL import Image

from integers import SIZE, IntegerNetwork, judged_model, ones_by_bit
from judge import assert_close, expected_logits
from net import sample_image

BITS = [(16, 16), (16, 8), (10, 9), (8, 8), (5, 4), (3, 2)]
LAYERS = ["conv1", "conv2", "conv3", "fc"]


@pytest.fixture(name="case")
def case_fixture(tmp_path):
    model, image = judged_model(3), sample_image(SIZE, SIZE, seed=4)
    onnx.save_model(model, tmp_path / "net.onnx")
    np.save(tmp_path / "input.npy", image)
    return model, image, tmp_path


def bit_flags(weight_bits, activation_bits):
    return ["--weight-bits", weight_bits, "--activation-bits", activation_bits]


def simulate(aqua, folder, *flags):
    result = aqua("simulate", folder / "net.onnx", folder / "input.npy", "--json",
                  "--logits", folder / "logits.npy", *flags)
    assert result.returncode == 0, result.stderr or result.stdout
    return json.loads(result.stdout)["images"][0], np.load(folder / "logits.npy")[0]


@pytest.mark.parametrize("weight_bits,activation_bits", BITS)
def test_integers_and_crossbars_equal_numpy(aqua, case, weight_bits, activation_bits):
    model, image, folder = case
    judge = IntegerNetwork(model, weight_bits, activation_bits)
    expected = judge.run(image)
    found, logits = simulate(aqua, folder, *bit_flags(weight_bits, activation_bits))
    in_float, exact, crossbars = logits
    assert_close(in_float, expected_logits(model, image), "float")
    assert_close(exact, expected, "integers", tolerance=1e-6)
    assert np.array_equal(exact, crossbars)
    assert found["different_sums"] == 0 and found["clipped_conversions"] == 0
    assert found["events_that_differ_from_the_estimate"] == []
    assert found["events_checked"] >= 4 * len(LAYERS)


@pytest.mark.parametrize("weight_bits,activation_bits", [(16, 8), (10, 9)])
def test_counts_of_ones_equal_numpy(aqua, case, weight_bits, activation_bits):
    model, image, folder = case
    judge = IntegerNetwork(model, weight_bits, activation_bits)
    judge.run(image)
    result = aqua("estimate", folder / "net.onnx", "--image", folder / "input.npy", "--json",
                  *bit_flags(weight_bits, activation_bits))
    assert result.returncode == 0, result.stderr
    estimate = json.loads(result.stdout)
    for layer in estimate["presented_bits"]:
        read = judge.read[layer["name"]]
        assert layer["activations_presented"] == read.size
        assert layer["activations_nonzero"] == np.count_nonzero(read)
        assert layer["ones_by_bit"] == ones_by_bit(read, activation_bits), layer["name"]
    assert [layer["name"] for layer in estimate["presented_bits"]] == LAYERS
    assert 0 < estimate["total"]["value_energy_pj"] < estimate["total"]["energy_pj"]


def test_rows_at_one_are_the_ones_of_every_array(aqua, case):
    """A one drives its row in every array of its row block."""
    model, image, folder = case
    judge = IntegerNetwork(model, 16, 8)
    judge.run(image)
    found, _ = simulate(aqua, folder, *bit_flags(16, 8))
    for layer, groups in zip(found["layers"], (1, 2, 1, 1)):
        columns = len(judge.sums[layer["name"]]) // groups * 8
        column_blocks = -(-columns // 128)
        ones = sum(ones_by_bit(judge.read[layer["name"]], 8))
        assert layer["active_rows"] == ones * column_blocks, layer["name"]


def test_an_adc_too_small_clips_and_says_so(aqua, case):
    _, _, folder = case
    found, logits = simulate(aqua, folder, *bit_flags(16, 8), "--adc-bits", "3")
    assert found["clipped_conversions"] > 0 and found["different_sums"] > 0
    assert found["simulated_largest_difference_from_exact"] == pytest.approx(
        float(np.abs(logits[2].astype(float) - logits[1]).max()))
    assert found["events_that_differ_from_the_estimate"] == []


def test_only_named_layers_run_in_crossbars(aqua, case):
    _, _, folder = case
    found, _ = simulate(aqua, folder, "--layers", "conv2,fc")
    assert [layer["name"] for layer in found["layers"]] == ["conv2", "fc"]


def test_devices_are_drawn_from_the_seed(aqua, case):
    _, _, folder = case
    flags = [*bit_flags(16, 8), "--conductance-spread", "0.1", "--read-noise", "0.5"]
    once, again, other = (simulate(aqua, folder, *flags, "--seed", seed)[1] for seed in (1, 1, 2))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)
    assert not np.array_equal(once[2], once[1])


def test_a_folder_is_tallied(aqua, case):
    model, _, folder = case
    images = folder / "images"
    images.mkdir()
    rows = ["file,label"]
    for index in range(6):
        pixels = np.clip(sample_image(SIZE, SIZE, seed=index)[0].transpose(1, 2, 0) * 50 + 127, 0, 255)
        pixels = pixels.astype(np.uint8)
        Image.fromarray(pixels).save(images / f"{index}.png")
        prepared = (pixels.astype(np.float32) - 127) * np.float32(0.01)
        answer = expected_logits(model, prepared.transpose(2, 0, 1)[None]).argmax()
        rows.append(f"{index}.png,{answer}")
    (folder / "net.preprocess.json").write_text(
        f'{{"size": [{SIZE}, {SIZE}], "resize": {SIZE}, "mean": [127, 127, 127], '
        '"scale": [0.01, 0.01, 0.01]}')
    (folder / "labels.csv").write_text("\n".join(rows) + "\n")
    result = aqua("simulate", folder / "net.onnx", "--images", images, "--labels",
                  folder / "labels.csv", "--json")
    assert result.returncode == 0, result.stderr
    tally = json.loads(result.stdout)
    assert (tally["done"], tally["labelled"], tally["float_right"]) == (6, 6, 6)
    assert tally["simulated_agrees_with_exact"] == 6
