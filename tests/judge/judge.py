"""What the judge's tests share: running the program, and running ONNX Runtime in its place."""

import os
import pathlib
import re
import subprocess

import numpy as np
import onnx
import pytest

from net import run_onnx

CODES = [f"{index:04b}" for index in range(16)]  # Top, bottom, left, right.


class Aqua:
    """The program under test, from the CMake build folder AQUA_BUILD_DIR."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.path = next((path for path in (folder / "cli" / "aqua", folder / "aqua")
                          if path.is_file()), None)
        assert self.path, f"{folder} holds no program aqua: build it"

    def __call__(self, *arguments, **options):
        return subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True,
                              timeout=120, check=False, **options)

    def logits(self, model, image, folder, *flags):
        """Logits of one image, crops x classes."""
        given, wanted = folder / "input.npy", folder / "logits.npy"
        image = channels_first(image)
        np.save(given, image)
        wanted.unlink(missing_ok=True)
        height, width = image.shape[2:]
        result = self("run", model, given, "--size", f"{height}x{width}", "--logits", wanted, *flags)
        assert result.returncode == 0, result.stderr
        return np.load(wanted)[0]


def channels_first(image):
    """The program takes N x C x H x W, whatever the file takes."""
    return image if image.shape[1] == 3 else np.ascontiguousarray(image.transpose(0, 3, 1, 2))


def build_folder():
    folder = os.environ.get("AQUA_BUILD_DIR")
    if not folder:
        pytest.skip("AQUA_BUILD_DIR is not set")
    return folder


def with_open_size(model):
    """The same network, which takes images of any size."""
    twin = onnx.ModelProto()
    twin.CopyFrom(model)
    for axis, name in ((2, "H"), (3, "W")):
        twin.graph.input[0].type.tensor_type.shape.dim[axis].dim_param = name
    return twin


def expected_logits(model, image):
    """ONNX Runtime's, for one image; a batch that the model fixes is filled with copies."""
    dims = model.graph.input[0].type.tensor_type.shape.dim
    batch = np.repeat(image, max(dims[0].dim_value, 1), axis=0)
    return run_onnx(model, {"input": batch})[0][0].reshape(-1)


def assert_close(found, expected, what, tolerance=1e-4):
    """Within `tolerance` of the range of what is expected."""
    found = np.asarray(found).reshape(-1)
    assert found.shape == expected.shape, f"{what}: {found.shape} for {expected.shape}"
    span = float(expected.max() - expected.min())
    error = float(np.abs(found - expected).max()) / span
    assert error <= tolerance, f"{what}: off by {error:.2e} of the range {span:.3g}"


def assert_refused(result, words=()):
    """Bad input ends with exit code 2 and one line that holds every one of `words`."""
    assert result.returncode == 2, f"exit {result.returncode}: {result.stderr}"
    assert result.stdout == ""
    assert re.fullmatch(r"[^\n]+\n", result.stderr), f"not one line: {result.stderr!r}"
    for word in words:
        assert word.lower() in result.stderr.lower(), f"{word!r} is not in {result.stderr!r}"
