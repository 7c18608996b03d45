"""Tests of the .pth reader, on files written here as torch would: what it reads, and what it
refuses."""

import os
import pickle
import sys
from collections import OrderedDict
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from errors import BadInput
from torch_state import MAGIC, PROTOCOL, read_state


class FloatStorage:
    """Stands in for torch's class: pickled by name, with its elements kept outside."""

    def __init__(self, key: str, count: int):
        self.key, self.count = key, count


class Tensor:
    """Pickles as torch's tensors do."""

    def __init__(self, *arguments: Any):
        self.arguments = arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild_tensor_v2, (*self.arguments, False, OrderedDict())


def _rebuild_tensor_v2() -> None:
    """Stands in for torch's function: only its name is pickled."""


class StatePickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> Any:
        return (
            ("storage", FloatStorage, obj.key, "cpu", obj.count, None)
            if isinstance(obj, FloatStorage)
            else None
        )


@pytest.fixture(autouse=True)
def torch_stub(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, member in (("torch", FloatStorage), ("torch._utils", _rebuild_tensor_v2)):
        stub = ModuleType(module)
        setattr(stub, member.__name__, member)
        monkeypatch.setitem(sys.modules, module, stub)
        monkeypatch.setattr(member, "__module__", module)


def legacy_file(state: Any, elements: np.ndarray) -> bytes:
    stream = BytesIO()
    parts: tuple[Any, ...] = (MAGIC, PROTOCOL, {}, state, ["7"])
    for part in parts:
        StatePickler(stream, protocol=2).dump(part)
    stream.write(np.int64(elements.size).tobytes() + elements.tobytes())
    return stream.getvalue()


def strided_file(offset: int = 1) -> bytes:
    return legacy_file(
        {"w": Tensor(FloatStorage("7", 7), offset, (2, 3), (1, 2))}, np.arange(7, dtype=np.float32)
    )


def test_reader_follows_offset_and_strides() -> None:
    state = read_state(strided_file(), "w.pth")
    np.testing.assert_array_equal(state["w"], [[1, 3, 5], [2, 4, 6]])


class CallsTheShell:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch called",)


def test_reader_refuses_a_pickle_that_calls_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=r"evil\.pth.*system.*refused"):
        read_state(legacy_file({"w": CallsTheShell()}, np.zeros(1, np.float32)), "evil.pth")
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Ran out of input"),
        (b"\x80\x02K\x01.", "Ran out"),
        (b"PK\x03\x04", "zip format"),
        (b"GIF89a", "not a torch"),
    ],
)
def test_reader_names_the_file_it_cannot_read(content: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=f"w.pth: .*{reason}"):
        read_state(content, "w.pth")


def test_reader_refuses_missing_elements_and_a_view_beyond_its_storage() -> None:
    with pytest.raises(BadInput, match="w.pth"):
        read_state(strided_file()[:-4], "w.pth")
    with pytest.raises(BadInput, match="beyond its storage"):
        read_state(strided_file(offset=2), "w.pth")
