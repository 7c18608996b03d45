"""Hostile input: files that are not what they claim, each with what the error must say.

`CASES` lists them. A case writes its files into an empty folder and returns the command line.
"""

import dataclasses
import io
import shutil
import struct
import zlib
from typing import Callable, Optional

import numpy as np
import onnx
from PIL import Image

from hostile_models import SIZE, SPOILED, sound_model, tensor_of
from net import sample_image

MODEL, PHOTO, LABELS, SIDECAR = "net.onnx", "photo.png", "labels.csv", "net.preprocess.json"
SOUND_SIDECAR = '{"size": [32, 32], "mean": [127, 127, 127], "scale": [0.01, 0.01, 0.01]}'


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    write: Callable  # (folder) -> arguments of the program
    words: Optional[list]  # None: an answer will do as well.


def write_sound(folder):
    """Everything a run or a study needs, without fault."""
    onnx.save_model(sound_model(), folder / MODEL)
    pixels = sample_image(48, 40)[0].transpose(1, 2, 0) * 50 + 127
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    image.save(folder / PHOTO)
    (folder / "photos").mkdir()
    image.save(folder / "photos" / "a.jpg")
    image.save(folder / "photos" / "b.png")
    (folder / LABELS).write_text("file,label\na.jpg,3\nb.png,1|2\n")
    (folder / SIDECAR).write_text(SOUND_SIDECAR)


def run_command(folder, *flags):
    return ["run", folder / MODEL, folder / PHOTO, "--logits", folder / "logits.npy", *flags]


def study_command(folder, *flags):
    return ["study", folder / MODEL, folder / "photos", "--out", folder / "study.sqlite",
            "--depth", "8", *flags]


def spoiled(spoil):
    def write(folder):
        write_sound(folder)
        model = sound_model()
        spoil(model)
        (folder / MODEL).write_bytes(model.SerializeToString())
        return run_command(folder)
    return write


def replaced(name, content, command=run_command):
    """One of the sound files, with other bytes; a function makes them from the old ones."""
    def write(folder):
        write_sound(folder)
        path = folder / name
        path.write_bytes(content(path.read_bytes()) if callable(content) else content)
        return command(folder)
    return write


def folder_named(name, command=run_command):
    def write(folder):
        write_sound(folder)
        (folder / name).unlink()
        (folder / name).mkdir()
        return command(folder)
    return write


def missing(name, command=run_command):
    def write(folder):
        write_sound(folder)
        (folder / name).unlink()
        return command(folder)
    return write


def external(location, data=b"\0" * 432, **more):
    """Weights that the model says lie in another file, which holds `data`."""
    def write(folder):
        inner = folder / "inner"
        inner.mkdir()
        write_sound(inner)
        model = sound_model()
        tensor = tensor_of(model, "weights_1")
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        place = str(folder / location) if location.startswith("/") else location
        for key, value in {"location": place, "offset": 0, "length": 432, **more}.items():
            tensor.external_data.add(key=key, value=str(value))
        (inner / MODEL).write_bytes(model.SerializeToString())
        if data is not None:
            (inner / location.lstrip("/")).write_bytes(data)
        return run_command(inner)
    return write


def png_header(width, height):
    """A PNG that claims a size and holds next to nothing."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""))


def jpeg_bytes(keep):
    """The first bytes of a JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(np.full((64, 64, 3), 90, np.uint8)).save(buffer, "JPEG")
    return buffer.getvalue()[:keep]


def half(old_bytes):
    return old_bytes[:len(old_bytes) // 2]


def command(build, *flags):
    def write(folder):
        write_sound(folder)
        return build(folder, *flags)
    return write


def with_input(array):
    def write(folder):
        write_sound(folder)
        np.save(folder / "input.npy", array)
        return ["run", folder / MODEL, folder / "input.npy", "--logits", folder / "logits.npy"]
    return write


def study_file_is_text(folder):
    write_sound(folder)
    (folder / "study.sqlite").write_text("dear diary")
    return study_command(folder)


def study_file_is_a_folder(folder):
    write_sound(folder)
    (folder / "study.sqlite").mkdir()
    return study_command(folder)


def study_of_photos(names):
    """A folder with nothing but files of these names; no names, no folder."""
    def write(folder):
        write_sound(folder)
        shutil.rmtree(folder / "photos")
        for name in names:
            (folder / "photos").mkdir(exist_ok=True)
            (folder / "photos" / name).write_text("not a photo")
        return study_command(folder)
    return write


def labelled(folder):
    return study_command(folder, "--labels", folder / LABELS)


random_bytes = np.random.default_rng(1).bytes(5000)
picture = sample_image(SIZE, SIZE)

FILES = [
    Case("model is empty", replaced(MODEL, b""), [MODEL, "empty"]),
    Case("model is cut in half", replaced(MODEL, half), [MODEL]),
    Case("model is random bytes", replaced(MODEL, random_bytes), [MODEL]),
    Case("model is text", replaced(MODEL, b"hello, I am no network\n" * 40), [MODEL]),
    Case("model is a picture", replaced(MODEL, png_header(8, 8)), [MODEL]),
    Case("model is a folder", folder_named(MODEL), [MODEL]),
    Case("model is missing", missing(MODEL), [MODEL]),
    Case("external data by absolute path", external("/weights.bin"), [MODEL, "weights_1"]),
    Case("external data above the folder", external("../weights.bin"), [MODEL, "weights_1"]),
    Case("external data missing", external("weights.bin", None), [MODEL, "weights.bin"]),
    Case("external data cut short", external("weights.bin", b"\0" * 431), [MODEL, "weights.bin"]),
    Case("external data at -8", external("weights.bin", offset=-8), [MODEL, "weights_1"]),
    Case("external data at 2^63", external("weights.bin", offset=2**63 - 4), [MODEL, "weights_1"]),
    Case("external data of 2^62", external("weights.bin", length=2**62), [MODEL, "weights_1"]),
    Case("external data at a word", external("weights.bin", offset="soon"), [MODEL, "weights_1"]),
    Case("photo is empty", replaced(PHOTO, b""), [PHOTO, "empty"]),
    Case("photo is text", replaced(PHOTO, b"a photo of a cat"), [PHOTO]),
    Case("photo is a cut JPEG", replaced(PHOTO, jpeg_bytes(300)), [PHOTO]),
    Case("photo is the start of a JPEG", replaced(PHOTO, jpeg_bytes(3)), [PHOTO]),
    Case("photo is a cut PNG", replaced(PHOTO, half), [PHOTO]),
    Case("photo is a bomb", replaced(PHOTO, png_header(60000, 60000)), [PHOTO, "60000"]),
    Case("photo is a larger bomb", replaced(PHOTO, png_header(2**31 - 1, 2**31 - 1)), [PHOTO]),
    Case("photo has no width", replaced(PHOTO, png_header(0, 10)), [PHOTO]),
    Case("photo is a GIF", replaced(PHOTO, b"GIF89a\1\0\1\0\0\0\0;"), [PHOTO]),
    Case("photo is a folder", folder_named(PHOTO), [PHOTO]),
    Case("photo is missing", missing(PHOTO), [PHOTO]),
    Case("tensor of another size", with_input(picture[:, :, :8]), ["input.npy", "8"]),
    Case("tensor of another rank", with_input(picture[0]), ["input.npy"]),
    Case("tensor of integers", with_input(picture.astype(np.int32)), ["input.npy"]),
    Case("sidecar is broken", replaced(SIDECAR, b'{"size": [32, 3'), [SIDECAR, "JSON"]),
    Case("sidecar is a list", replaced(SIDECAR, b"[]"), [SIDECAR]),
    Case("sidecar with a wrong type",
         replaced(SIDECAR, SOUND_SIDECAR.replace("[32, 32]", '"large"').encode()),
         [SIDECAR, "size"]),
    Case("sidecar with NaN",
         replaced(SIDECAR, SOUND_SIDECAR.replace("0.01]", "NaN]").encode()), [SIDECAR]),
    Case("sidecar with an unknown key",
         replaced(SIDECAR, SOUND_SIDECAR.replace("mean", "means").encode()), [SIDECAR, "means"]),
]

STUDIES = [
    Case("labels of an unknown file", replaced(LABELS, b"file,label\nghost.jpg,1\n", labelled),
         [LABELS, "ghost.jpg"]),
    Case("labels with a bad row", replaced(LABELS, b"file,label\na.jpg,cat\n", labelled),
         [LABELS, "line 2", "cat"]),
    Case("labels without header", replaced(LABELS, b"a.jpg,1\n", labelled), [LABELS, "header"]),
    Case("labels beyond the classes", replaced(LABELS, b"file,label\na.jpg,999\n", labelled),
         [LABELS, "999"]),
    Case("labels are a folder", folder_named(LABELS, labelled), [LABELS]),
    Case("labels are missing", missing(LABELS, labelled), [LABELS]),
    Case("study file is text", study_file_is_text, ["study.sqlite", "not a study"]),
    Case("study file is a folder", study_file_is_a_folder, ["study.sqlite", "folder"]),
    Case("photos are missing", study_of_photos(()), ["photos"]),
    Case("photos are none", study_of_photos(("notes.txt",)), ["photos"]),
]

COMMANDS = [
    Case("depth leaves nothing", command(run_command, "--crop", "1111", "--depth", "16"),
         ["depth"]),
    Case("depth does not align", command(run_command, "--crop", "1000", "--depth", "7"),
         ["depth", "7"]),
    Case("depth is negative", command(run_command, "--crop", "1000", "--depth", "-8"), ["depth"]),
    Case("depth is huge", command(run_command, "--crop", "1000", "--depth", "9223372036854775800"),
         ["depth"]),
    Case("depth is a word", command(run_command, "--depth", "deep"), ["depth", "deep"]),
    Case("crop of two digits", command(run_command, "--crop", "10"), ["crop", "10"]),
    Case("crop of other digits", command(run_command, "--crop", "1021"), ["crop", "1021"]),
    Case("unknown mode", command(run_command, "--mode", "exact"), ["mode", "exact"]),
    Case("unknown flag", command(run_command, "--quickly"), ["--quickly"]),
    Case("no photo", command(lambda folder: ["run", folder / MODEL]), ["image"]),
    Case("nothing at all", command(lambda folder: []), []),
    Case("logits into no folder", command(lambda folder: [
        "run", folder / MODEL, folder / PHOTO, "--logits", folder / "none" / "x.npy"]), ["x.npy"]),
]

CASES = ([Case(f"model with {name}", spoiled(spoil), words and [MODEL, *words])
          for name, spoil, words in SPOILED] + FILES + STUDIES + COMMANDS)
