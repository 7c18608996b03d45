"""Pillow judges AQuA's image reading and resizing.

Needs pytest and Pillow, and AQUA_BUILD_DIR: the folder of a CMake build that holds `image_dump`.
"""

import io
import os
import pathlib
import random
import subprocess
import zlib

import pytest

PIL = pytest.importorskip("PIL")
Image = pytest.importorskip("PIL.Image")
ImageOps = pytest.importorskip("PIL.ImageOps")

# Decoders of one libjpeg-turbo generation agree to the bit. Another one may round its inverse
# transform or its colour conversion differently, by a level or two.
JPEG_LEVELS = 2

ORIENTATION_TAG = 0x0112


def build_folder():
    folder = os.environ.get("AQUA_BUILD_DIR")
    if not folder:
        pytest.skip("AQUA_BUILD_DIR is not set")
    return pathlib.Path(folder)


@pytest.fixture(scope="session", name="dump")
def dump_fixture():
    programs = sorted(build_folder().rglob("image_dump"))
    assert programs, "AQUA_BUILD_DIR holds no image_dump: build that target"

    def dump(path, size=None):
        command = [programs[0], path] + [str(side) for side in size or ()]
        result = subprocess.run(command, capture_output=True, check=False)
        assert result.returncode == 0, result.stderr.decode()
        width, height = map(int, result.stderr.split())
        return Image.frombytes("RGB", (width, height), result.stdout)

    return dump


def photo(width, height, seed=1):
    """Smooth shapes with some noise: what a photograph is to a codec."""
    noise = random.Random(seed)
    small = Image.frombytes("RGB", (9, 7), noise.randbytes(9 * 7 * 3))
    grain = Image.frombytes("RGB", (width, height), noise.randbytes(width * height * 3))
    return Image.blend(small.resize((width, height), Image.BICUBIC), grain, 0.1)


def noise_image(width, height, seed=1):
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def largest_difference(ours, theirs):
    assert ours.size == theirs.size
    return max(abs(a - b) for a, b in zip(ours.tobytes(), theirs.tobytes()))


def by_pillow(path):
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def exif_bytes(orientation):
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    return exif.tobytes()


JPEGS = {
    "rgb": ("RGB", {}),
    "quality_30": ("RGB", {"quality": 30}),
    "full_chroma": ("RGB", {"subsampling": "4:4:4", "quality": 95}),
    "half_chroma": ("RGB", {"subsampling": "4:2:2"}),
    "quarter_chroma": ("RGB", {"subsampling": "4:2:0"}),
    "progressive": ("RGB", {"progressive": True}),
    "optimized": ("RGB", {"optimize": True}),
    "restart_markers": ("RGB", {"restart_marker_blocks": 3}),
    "stored_as_rgb": ("RGB", {"keep_rgb": True}),
    "gray": ("L", {}),
    "gray_progressive": ("L", {"progressive": True}),
    "cmyk": ("CMYK", {}),
    "cmyk_progressive": ("CMYK", {"progressive": True}),
}


@pytest.mark.parametrize("size", [(64, 48), (67, 45), (1, 1), (3, 50)])
@pytest.mark.parametrize("name", JPEGS)
def test_jpeg_decodes_as_pillow_does(dump, tmp_path, name, size):
    mode, options = JPEGS[name]
    path = tmp_path / "photo.jpg"
    photo(*size).convert(mode).save(path, "JPEG", **options)
    assert largest_difference(dump(path), by_pillow(path)) <= JPEG_LEVELS


def test_cmyk_of_every_ink_decodes_as_pillow_does(dump, tmp_path):
    path = tmp_path / "photo.jpg"
    inks = Image.frombytes("CMYK", (64, 48), random.Random(5).randbytes(64 * 48 * 4))
    inks.save(path, "JPEG", quality=95)
    assert largest_difference(dump(path), by_pillow(path)) <= JPEG_LEVELS


@pytest.mark.parametrize("suffix", ["jpg", "png"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_as_pillow_does(dump, tmp_path, orientation, suffix):
    path = tmp_path / f"photo.{suffix}"
    photo(61, 40).save(path, exif=exif_bytes(orientation))
    assert largest_difference(dump(path), by_pillow(path)) <= JPEG_LEVELS


def png_modes():
    base = photo(53, 38)
    alpha = noise_image(53, 38).convert("L")
    transparent = base.copy()
    transparent.putalpha(alpha)
    return {
        "rgb": base,
        "rgba": transparent,
        "gray": base.convert("L"),
        "gray_alpha": transparent.convert("LA"),
        "one_bit": base.convert("1"),
        "palette_256": base.convert("P", palette=Image.ADAPTIVE),
        "palette_16": base.quantize(16),
        "palette_4": base.quantize(4),
        "palette_2": base.quantize(2),
    }


@pytest.mark.parametrize("name", png_modes())
def test_png_decodes_as_pillow_does(dump, tmp_path, name):
    path = tmp_path / "picture.png"
    png_modes()[name].save(path)
    assert largest_difference(dump(path), by_pillow(path)) == 0


def test_transparent_palette_decodes_as_pillow_does(dump, tmp_path):
    path = tmp_path / "picture.png"
    photo(53, 38).quantize(16).save(path, transparency=3)
    assert largest_difference(dump(path), by_pillow(path)) == 0


def test_16_bit_gray_png_keeps_the_high_byte(dump, tmp_path):
    """Where Pillow's own convert("RGB") clips at 255."""
    path = tmp_path / "depth.png"
    samples = random.Random(7).randbytes(40 * 30 * 2)
    Image.frombytes("I;16", (40, 30), samples).save(path)
    high_bytes = Image.frombytes("L", (40, 30), samples[1::2]).convert("RGB")
    assert largest_difference(dump(path), high_bytes) == 0


def png_chunk(kind, data):
    return (len(data).to_bytes(4, "big") + kind + data +
            zlib.crc32(kind + data).to_bytes(4, "big"))


@pytest.mark.parametrize("color_type, samples", [(2, 3), (6, 4), (4, 2)])
def test_16_bit_color_png_decodes_as_pillow_does(dump, tmp_path, color_type, samples):
    noise = random.Random(8)
    header = (20).to_bytes(4, "big") + (10).to_bytes(4, "big") + bytes([16, color_type, 0, 0, 0])
    rows = b"".join(b"\0" + noise.randbytes(20 * samples * 2) for _ in range(10))
    path = tmp_path / "deep.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) +
                     png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b""))
    assert largest_difference(dump(path), by_pillow(path)) == 0


def size_pairs():
    """Hand-picked corners, then random sizes: smaller, larger, both at once, and the same."""
    pairs = [((400, 300), (341, 256)), ((341, 256), (224, 224)), ((32, 24), (224, 224)),
             ((500, 375), (256, 192)), ((7, 5), (7, 5)), ((7, 5), (14, 5)), ((7, 5), (7, 10)),
             ((1, 1), (9, 9)), ((9, 9), (1, 1)), ((2, 300), (5, 3)), ((300, 2), (3, 5)),
             ((2000, 3), (2, 3)), ((3, 9000), (2, 2)), ((100, 100), (101, 99)), ((640, 1), (17, 4))]
    sizes = random.Random(11)
    side = lambda: sizes.choice([sizes.randint(1, 40), sizes.randint(1, 600)])
    return pairs + [((side(), side()), (side(), side())) for _ in range(60)]


def resize_in_order(image, target):
    """One axis at a time, in the order Pillow takes since version 13, whatever the version."""
    lost_columns, lost_rows = image.width - target[0], image.height - target[1]
    rows_first = lost_rows > 0 and lost_rows > 2 * lost_columns
    middle = (image.width, target[1]) if rows_first else (target[0], image.height)
    return image.resize(middle, Image.BICUBIC).resize(target, Image.BICUBIC)


@pytest.mark.parametrize("source, target", size_pairs())
def test_bicubic_resize_equals_pillow(dump, tmp_path, source, target):
    path = tmp_path / "picture.png"
    image = noise_image(*source, seed=source[0] * 7 + source[1])
    image.save(path)
    ours = dump(path, target)
    assert largest_difference(ours, resize_in_order(image, target)) == 0
    if int(PIL.__version__.split(".")[0]) >= 13:
        assert largest_difference(ours, image.resize(target, Image.BICUBIC)) == 0


def test_photo_is_read_and_resized_as_pillow_does(dump, tmp_path):
    path = tmp_path / "photo.jpg"
    photo(800, 600).save(path, quality=90, exif=exif_bytes(6))
    theirs = by_pillow(path).resize((256, 341), Image.BICUBIC)
    assert largest_difference(dump(path, (256, 341)), theirs) <= 1


def truncations():
    encoded = {}
    for name, options in {"JPEG": {}, "PNG": {}}.items():
        stream = io.BytesIO()
        photo(80, 60).save(stream, name, **options)
        encoded[name] = stream.getvalue()
    return encoded


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.3, 0.9, 0.999])
@pytest.mark.parametrize("name", ["JPEG", "PNG"])
def test_truncated_file_is_an_error_of_one_line(tmp_path, name, kept):
    program = sorted(build_folder().rglob("image_dump"))[0]
    whole = truncations()[name]
    path = tmp_path / "cut.img"
    path.write_bytes(whole[:int(len(whole) * kept)])
    result = subprocess.run([program, path], capture_output=True, check=False)
    assert result.returncode == 1
    assert result.stderr.decode().startswith(f"{path}: ")
    assert result.stderr.count(b"\n") == 1
