"""ONNX Runtime judges AQuA on quantized networks: both forms of quantize_static, single operators,
crops.

AQuA computes with the real numbers that the integers stand for, ONNX Runtime with integers (or,
for QDQ without graph rewriting, with real numbers of its own order). Where a sum lies next to the
middle of two levels the two may take different ones. Such a level off moves later sums by parts of
a level, so logits are equal but for one or two of the output's own steps.
"""

import numpy as np
import onnx
import pytest

from cropped import cropped_logits
from judge import CODES, expected_logits
from net import sample_image
from quantized import SIZE, output_step, quantized
from quantized_operators import OPERATORS

DEPTH = 32  # A multiple of every total stride here.
MOST_STEPS = 2  # One was seen.
ROUNDING = 1e-5  # Of a sum of real numbers.

CASES = [
    ("depthwise", "qdq", "uint8", True), ("depthwise", "qoperator", "uint8", False),
    ("depthwise", "qoperator", "int8", True), ("residual", "qdq", "int8", False),
    ("residual", "qoperator", "uint8", True), ("gated", "qdq", "uint8", False),
    ("gated", "qoperator", "uint8", True), ("branches", "qdq", "int8", True),
    ("branches", "qoperator", "uint8", False),
]


@pytest.fixture(scope="module", name="model_of")
def model_of_fixture(tmp_path_factory):
    """Quantized models, each made once."""
    made = {}

    def get(case):
        if case not in made:
            made[case] = quantized(*case, tmp_path_factory.mktemp("quantized"))
        return made[case]
    return get


def assert_steps_off(found, expected, step, most, what):
    off = float(np.abs(np.asarray(found).reshape(-1) - expected.reshape(-1)).max()) / step
    assert off <= most + 1e-3, f"{what}: {off:.2f} steps off, allowed {most}"
    ordered = np.sort(expected.reshape(-1))
    if ordered[-1] - ordered[-2] > 2 * most * step:
        assert np.argmax(found) == np.argmax(expected), what


def saved(model, folder):
    onnx.save_model(model, folder / "net.onnx")
    return folder / "net.onnx"


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case)))
def test_quantized_networks(case, model_of, aqua, tmp_path):
    model = model_of(case)
    path = saved(model, tmp_path)
    for seed in (100, 101, 102):
        image = sample_image(*SIZE, seed=seed)
        found = aqua.logits(path, image, tmp_path)[0]
        assert_steps_off(found, expected_logits(model, image), output_step(model), MOST_STEPS,
                         f"{case} {seed}")


@pytest.mark.parametrize("case", CASES[::2], ids=lambda case: "-".join(map(str, case)))
def test_aligned_crops_equal_the_quantized_network_on_the_smaller_picture(case, model_of, aqua,
                                                                         tmp_path):
    model = model_of(case)
    image = sample_image(96, 96, seed=100)
    found = aqua.logits(saved(model, tmp_path), image, tmp_path, "--crop", "all", "--depth", DEPTH)
    for index, code in enumerate(CODES):
        expected = cropped_logits(model, image, code, DEPTH)
        assert_steps_off(found[index], expected, output_step(model), MOST_STEPS, f"{case} {code}")


@pytest.mark.parametrize("name", OPERATORS)
def test_quantized_operators(name, aqua, tmp_path):
    model, step = OPERATORS[name]()
    onnx.checker.check_model(model)
    image = sample_image(16, 16, seed=7)
    found = aqua.logits(saved(model, tmp_path), image, tmp_path)[0]
    expected = expected_logits(model, image)
    assert expected.std() > 0
    np.testing.assert_allclose(found, expected, rtol=ROUNDING, atol=step * 1.001 + 1e-6)
    if step:  # A step off where a sum lies between two levels, which is seldom.
        assert np.mean(np.abs(found - expected) > step / 2) < 0.02
