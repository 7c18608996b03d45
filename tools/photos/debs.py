"""A Debian package's name goes in, the bytes of files inside it come out; nothing is
installed, and root is not needed."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class PackageUnavailable(Exception):
    """The package cannot be had: this is not Debian, or it has no network or no package lists."""


@dataclass(frozen=True)
class OpenDeb:
    """A package that lies unpacked in memory."""

    version: str
    files: tarfile.TarFile

    def read(self, member: str) -> bytes:
        file = self.files.extractfile(f"./{member}")
        if file is None:
            raise PackageUnavailable(f"it holds no regular file {member}")
        return file.read()


@contextmanager
def open_deb(name: str) -> Iterator[OpenDeb]:
    """Downloads the package into a temporary folder, which is gone when the caller is done."""
    with tempfile.TemporaryDirectory() as folder:
        _run(["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", name], folder)
        deb = next(Path(folder).glob("*.deb"))
        version = _run(["dpkg-deb", "--field", deb.name, "Version"], folder).decode().strip()
        content = _run(["dpkg-deb", "--fsys-tarfile", deb.name], folder)
        with tarfile.open(fileobj=io.BytesIO(content)) as files:
            yield OpenDeb(version, files)


def _run(command: list[str], folder: str) -> bytes:
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise PackageUnavailable(f"there is no {command[0]} here") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines()
        raise PackageUnavailable(lines[-1] if lines else f"{command[0]} gave no reason") from error
