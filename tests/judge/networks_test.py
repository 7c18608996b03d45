"""The generated networks themselves: valid, deterministic, in range, and able to show a fault."""

import numpy as np
import onnx
import pytest

from cropped import cropped_logits, pasted_logits
from judge import CODES, expected_logits
from masked import masked_model, scaled_depth
from micro_networks import MICRO_NETWORKS
from net import run_onnx
from networks import NETWORKS

every = pytest.mark.parametrize("network", NETWORKS + MICRO_NETWORKS, ids=lambda n: n.name)
large = pytest.mark.parametrize("network", NETWORKS, ids=lambda n: n.name)


def span(logits):
    return float(logits.max() - logits.min())


def moved(logits, reference):
    """The largest change, as a fraction of the range."""
    return float(np.abs(logits - reference).max()) / span(reference)


@every
def test_is_valid_and_in_range(network, tmp_path):
    path = network.save(tmp_path)
    onnx.checker.check_model(path, full_check=True)
    logits = expected_logits(network.judged_model(), network.image())
    assert np.isfinite(logits).all()
    assert 0.01 < span(logits) < 200


@every
def test_same_seed_same_bytes(network):
    assert network.model().SerializeToString() == network.model().SerializeToString()


@large
def test_answer_depends_on_the_picture(network):
    answers = [expected_logits(network.model(), network.image(seed)) for seed in (1, 2)]
    assert moved(*answers) > 0.02


@pytest.mark.parametrize("network", [n for n in NETWORKS if n.depth], ids=lambda n: n.name)
def test_every_aligned_crop_changes_the_answer(network):
    image = network.image()
    answers = [cropped_logits(network.model(), image, code, network.depth) for code in CODES]
    assert all(moved(answer, answers[0]) > 1e-3 for answer in answers[1:])


@pytest.mark.parametrize("network", [n for n in NETWORKS if n.dense_depth], ids=lambda n: n.name)
def test_pasted_map_of_no_crop_is_the_whole_answer(network):
    image = network.image()
    whole = expected_logits(network.model(), image)
    depth, stride = network.dense_depth, network.dense_stride
    assert moved(pasted_logits(network.model(), image, "0000", depth, stride), whole) < 1e-6
    for code in CODES[1:]:
        assert moved(pasted_logits(network.model(), image, code, depth, stride), whole) > 1e-3


def test_scaled_depth_is_the_decks():
    """25, 10, 8, 5, 2 of maps that shrink from 224."""
    sizes = [(224, 25), (112, 13), (56, 6), (28, 3)]
    assert [scaled_depth(25, size, 224, "nearest") for size, _ in sizes] == [n for _, n in sizes]
    assert scaled_depth(10, 15, 64, "floor") == 2
    assert scaled_depth(10, 15, 64, "ceil") == 3


@pytest.mark.parametrize("network", [n for n in NETWORKS if n.literal], ids=lambda n: n.name)
def test_masks_are_neutral_without_a_crop_and_tell_roundings_apart(network):
    image = network.image()
    model = network.model()
    whole = expected_logits(model, image)
    assert moved(expected_logits(masked_model(model, image, "0000", 10, "floor"), image),
                 whole) < 1e-5
    answers = [expected_logits(masked_model(model, image, "1111", 10, rounding), image)
               for rounding in ("floor", "ceil")]
    assert moved(answers[0], whole) > 1e-3
    assert moved(*answers) > 1e-3
    assert span(answers[1]) < 200


@pytest.mark.parametrize("name", ["resnet_basic", "mobilenet_v3", "efficientnet"])
def test_masked_network_of_an_aligned_crop_is_the_smaller_picture(name):
    """Where the depth divides by the total stride the two modes agree."""
    network = next(n for n in NETWORKS if n.name == name)
    image = network.image()
    model = network.model()
    for code in CODES:
        masked = expected_logits(masked_model(model, image, code, network.depth, "floor"), image)
        assert moved(masked, cropped_logits(model, image, code, network.depth)) < 1e-5


def test_external_data_lies_beside_the_model(tmp_path):
    network = next(n for n in NETWORKS if n.external)
    path = network.save(tmp_path)
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".onnx", ".weights"]
    image = np.repeat(network.image(), network.batch, axis=0)
    assert len(run_onnx(str(path), {"input": image})[0]) == network.batch
