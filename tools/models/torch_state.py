"""The bytes of a torch state dict (.pth, the legacy format) go in, named numpy arrays come out,
without torch.

The format is five pickles (magic number, protocol, machine facts, the dict, the storage keys)
followed by each storage: an element count and the raw elements. A pickle can ask for any function
to be called, so this reader knows four names only, none of which acts on the world, and refuses
others.
"""

import io
import pickle
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
from numpy.lib.stride_tricks import as_strided

from errors import BadInput

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
ZIP_SIGNATURE = b"PK\x03\x04"
COUNT_TYPE = np.dtype("<i8")


@dataclass(frozen=True)
class _Storage:
    """Elements that are still to be read, known by their key."""

    key: str
    dtype: np.dtype
    count: int


@dataclass(frozen=True)
class _Tensor:
    """A view of a storage: where it starts, and how many elements a step along each axis skips."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def _rebuild_tensor(
    storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: Any
) -> _Tensor:
    last = offset + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True))
    if min((offset, *strides)) < 0 or min(shape, default=1) < 1 or last >= storage.count:
        raise pickle.UnpicklingError(
            f"a tensor of shape {shape} reaches beyond its storage {storage.key}"
        )
    return _Tensor(storage, offset, shape, strides)


_KNOWN_NAMES: dict[tuple[str, str], Any] = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
    ("torch", "FloatStorage"): np.dtype("<f4"),
    ("torch", "LongStorage"): np.dtype("<i8"),
}


class _StateUnpickler(pickle.Unpickler):
    """Unpickles a state dict, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KNOWN_NAMES:
            raise pickle.UnpicklingError(
                f"it asks for {module}.{name}, which no state dict needs: refused"
            )
        return _KNOWN_NAMES[module, name]

    def persistent_load(self, pid: Any) -> _Storage:
        _, dtype, key, _, count, _ = pid
        return _Storage(key, dtype, count)


def read_state(content: bytes, name: str) -> dict[str, np.ndarray]:
    """The tensors of the state dict by name; `name` is the file's, for error messages."""
    if content.startswith(ZIP_SIGNATURE):
        _refuse(name, "it is in torch's newer zip format; this reader takes the legacy format only")
    stream = io.BytesIO(content)
    try:
        return _read(stream)
    except Exception as error:  # a damaged pickle may raise anything at all
        _refuse(name, str(error) or type(error).__name__, error)


def _refuse(name: str, reason: str, cause: Exception | None = None) -> NoReturn:
    raise BadInput(f"{name}: not a torch state dict this tool can read: {reason}") from cause


def _read(stream: io.BytesIO) -> dict[str, np.ndarray]:
    magic, protocol, _, state, keys = (_StateUnpickler(stream).load() for _ in range(5))
    if (magic, protocol) != (MAGIC, PROTOCOL):
        raise ValueError(f"it starts with {magic}, {protocol}; expected {MAGIC}, {PROTOCOL}")
    storages = {tensor.storage.key: tensor.storage for tensor in state.values()}
    elements = {key: _read_storage(stream, storages[key]) for key in keys}
    return {name: _view(elements[tensor.storage.key], tensor) for name, tensor in state.items()}


def _read_storage(stream: io.BytesIO, storage: _Storage) -> np.ndarray:
    count = int(np.frombuffer(stream.read(COUNT_TYPE.itemsize), COUNT_TYPE, count=1)[0])
    if count != storage.count:
        raise ValueError(f"storage {storage.key} holds {count} elements, expected {storage.count}")
    size_bytes = count * storage.dtype.itemsize
    return np.frombuffer(stream.read(size_bytes), storage.dtype, count=count)


def _view(elements: np.ndarray, tensor: _Tensor) -> np.ndarray:
    strides_bytes = [stride * elements.itemsize for stride in tensor.strides]
    return as_strided(
        elements[tensor.offset :], tensor.shape, strides_bytes, writeable=False
    ).copy()
