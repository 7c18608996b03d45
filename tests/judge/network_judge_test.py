"""ONNX Runtime judges AQuA on whole networks, full size and cropped.

Needs AQUA_BUILD_DIR, the folder of a CMake build.
"""

import numpy as np
import pytest

from cropped import cropped_logits, pasted_logits
from judge import CODES, assert_close, assert_refused, channels_first, expected_logits
from masked import masked_model
from micro_networks import MICRO_NETWORKS
from networks import NETWORKS

LITERAL_DEPTH = 10


def named(networks):
    return pytest.mark.parametrize("network", networks, ids=lambda network: network.name)


def run_all(aqua, network, folder, image, *flags):
    return aqua.logits(network.save(folder), image, folder, *flags)


@named([n for n in NETWORKS + MICRO_NETWORKS if not n.optional])
def test_full_size(network, aqua, tmp_path):
    image = network.image()
    found = run_all(aqua, network, tmp_path, image)
    assert_close(found[0], expected_logits(network.judged_model(), image), network.name)


@named([n for n in NETWORKS + MICRO_NETWORKS if n.optional])
def test_full_size_or_a_clear_refusal(network, aqua, tmp_path):
    image = network.image()
    model = network.save(tmp_path)
    np.save(tmp_path / "input.npy", channels_first(image))
    result = aqua("run", model, tmp_path / "input.npy", "--logits", tmp_path / "logits.npy")
    if result.returncode != 0:
        assert_refused(result, [model.name])
        return
    found = np.load(tmp_path / "logits.npy")[0, 0]
    assert_close(found, expected_logits(network.judged_model(), image), network.name)


@named([n for n in NETWORKS if n.depth])
def test_aligned_crops_equal_the_network_on_the_smaller_picture(network, aqua, tmp_path):
    image = network.image()
    found = run_all(aqua, network, tmp_path, image, "--crop", "all", "--depth", network.depth)
    assert found.shape[0] == len(CODES)
    for index, code in enumerate(CODES):
        expected = cropped_logits(network.model(), image, code, network.depth)
        assert_close(found[index], expected, f"{network.name} {code}")


@named([n for n in NETWORKS if n.dense_depth])
def test_aligned_crops_reach_a_dense_head_in_place(network, aqua, tmp_path):
    image = network.image()
    depth = network.dense_depth
    found = run_all(aqua, network, tmp_path, image, "--crop", "all", "--depth", depth)
    for index, code in enumerate(CODES):
        expected = pasted_logits(network.model(), image, code, depth, network.dense_stride)
        assert_close(found[index], expected, f"{network.name} {code}")


@pytest.mark.parametrize("rounding", ["floor", "nearest", "ceil"])
@pytest.mark.parametrize("code", ["1111", "1001"])
@named([n for n in NETWORKS if n.literal])
def test_literal_crops_equal_the_masked_network(network, code, rounding, aqua, tmp_path):
    image = network.image()
    found = run_all(aqua, network, tmp_path, image, "--crop", code, "--depth", LITERAL_DEPTH,
                    "--mode", "literal", "--rounding", rounding)
    masked = masked_model(network.model(), image, code, LITERAL_DEPTH, rounding)
    assert_close(found[-1], expected_logits(masked, image), f"{network.name} {code} {rounding}")
