"""Files that a tool makes: a write that is seen complete or not at all, and "is it up to date?"."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

READABLE_BY_ALL = 0o644


def write_atomically(path: Path, content: bytes) -> None:
    """Writes beside the target, then renames: a kill or a full disk leaves the old file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, READABLE_BY_ALL)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def is_up_to_date(outputs: Iterable[Path], sources: Iterable[Path]) -> bool:
    """True if every output exists and none is older than any source."""
    outputs = list(outputs)
    if not all(path.exists() for path in outputs):
        return False
    newest_source = max(path.stat().st_mtime_ns for path in sources)
    return min(path.stat().st_mtime_ns for path in outputs) >= newest_source
