"""`aqua simulate` and the value-dependent counts of `aqua estimate`, judged by numpy."""

import json
import subprocess

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from integers import SIZE, IntegerNetwork, judged_model, ones_by_bit
from judge import assert_close, assert_refused, expected_logits
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
    assert np.array_equal(exact, expected)
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


def test_layers_of_one_name_are_told_apart(aqua, case):
    model, _, folder = case
    for node in model.graph.node:
        node.name = "same"
    onnx.save_model(model, folder / "net.onnx")
    found, _ = simulate(aqua, folder, *bit_flags(10, 6))
    assert len({layer["name"] for layer in found["layers"]}) == len(LAYERS)
    assert found["events_that_differ_from_the_estimate"] == []


def test_a_network_of_one_channel_takes_prepared_inputs(aqua, tmp_path):
    weights = np.random.default_rng(1).standard_normal((4, 1, 3, 3)).astype(np.float32)
    nodes = [helper.make_node("Conv", ["input", "w"], ["map"], "conv"),
             helper.make_node("GlobalAveragePool", ["map"], ["mean"], "mean"),
             helper.make_node("Flatten", ["mean"], ["logits"], "flatten")]
    graph = helper.make_graph(
        nodes, "grey", [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 1, 9, 9])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 4])],
        [numpy_helper.from_array(weights, "w")])
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 13)])
    image = np.random.default_rng(2).standard_normal((1, 1, 9, 9)).astype(np.float32)
    onnx.save_model(model, tmp_path / "net.onnx")
    np.save(tmp_path / "input.npy", image)
    found, logits = simulate(aqua, tmp_path)
    assert_close(logits[0], expected_logits(model, image), "float")
    assert found["different_sums"] == 0
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(tmp_path / "photo.png")
    result = aqua("simulate", tmp_path / "net.onnx", tmp_path / "photo.png")
    assert_refused(result, ["1 channels"])


def test_output_that_is_lost_is_said(aqua, case):
    _, _, folder = case
    with open("/dev/full", "w", encoding="ascii") as full:
        result = subprocess.run([aqua.path, "estimate", folder / "net.onnx"], stdout=full,
                                stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 1 and "written" in result.stderr
