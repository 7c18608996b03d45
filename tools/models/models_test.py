"""Tests of the model tools: the shape-only networks' figures and bytes, and rules around them."""

import os
from pathlib import Path

import numpy as np
import onnx
import pytest

import efficientnet_lite
from class_names import choose_names
from errors import BadInput
from files import is_up_to_date, write_atomically
from shape_only import DEFAULT_FOLDER, NETWORKS, to_bytes
from work import count_macs

# Convolutions and dense layers, from the papers and the usual counters.
EXPECTED_MACS = {
    "alexnet": (655_566_528, 58_621_952),
    "alexnet-grouped": (665_784_864, 58_621_952),
    "googlenet": (1_581_647_872, 1_024_000),
    "mobilenet-v2": (299_494_272, 1_280_000),
    "resnet18": (1_813_561_344, 512_000),
    "resnet50": (4_087_136_256, 2_048_000),
    "vgg16": (15_346_630_656, 123_633_664),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_macs_are_the_published_ones(name: str) -> None:
    macs = count_macs(NETWORKS[name]())
    assert (macs["Conv"], macs["Gemm"]) == EXPECTED_MACS[name]


@pytest.mark.parametrize("name", NETWORKS)
def test_committed_file_is_what_the_generator_writes(name: str) -> None:
    assert (DEFAULT_FOLDER / f"{name}.onnx").read_bytes() == to_bytes(NETWORKS[name]())


@pytest.mark.parametrize("name", NETWORKS)
def test_every_shape_can_be_inferred(name: str) -> None:
    graph = onnx.shape_inference.infer_shapes(NETWORKS[name](), strict_mode=True).graph
    shapes = {
        value.name: value.type.tensor_type.shape.dim for value in (*graph.value_info, *graph.output)
    }
    for node in graph.node:
        assert all(dimension.dim_value > 0 for dimension in shapes[node.output[0]]), node.name


def test_conversion_names_the_weight_that_does_not_fit() -> None:
    with pytest.raises(
        BadInput, match=r"stem\.weight: expected shape \(32, 3, 3, 3\), found \(2, 2\)"
    ):
        efficientnet_lite.convert(
            "net", efficientnet_lite.VARIANTS["lite0"], {"_conv_stem.weight": np.zeros((2, 2))}
        )


def test_class_names_are_short_and_tell_classes_apart() -> None:
    modern = ["rooster", "missile", "missile", "a cat having a striped coat"]
    synonyms = ["cock", "missile", "projectile, missile", "tiger cat"]
    assert choose_names(modern, synonyms) == ["rooster", "missile", "projectile", "tiger cat"]


def test_a_failed_write_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")
    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")  # type: ignore[arg-type]
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


def test_up_to_date_means_present_and_newer(tmp_path: Path) -> None:
    source, output = tmp_path / "source", tmp_path / "output"
    source.touch()
    assert not is_up_to_date([output], [source])
    output.touch()
    assert is_up_to_date([output], [source])
    os.utime(output, (0, 0))
    assert not is_up_to_date([output], [source])
