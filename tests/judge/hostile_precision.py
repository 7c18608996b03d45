"""Hostile input of calibration, profiles, weight sets and regions of few bits, as cases like those
of hostile.py."""


import numpy as np
import onnx
from onnx import numpy_helper
from PIL import Image

from hostile import LABELS, MODEL, PHOTO, Case, command, write_sound
from hostile_accelerators import with_layer
from hostile_models import sound_model, tensor_of


def calibrate(folder, *flags):
    return ["calibrate", folder / MODEL, folder / "photos", "--out", folder / "profile.json",
            *flags]


def sweep(folder, *flags):
    return ["sweep", folder / MODEL, folder / "photos", *flags]


def study(folder, *flags):
    return ["study", folder / MODEL, folder / "photos", "--out", folder / "study.sqlite",
            "--depth", "8", *flags]


def run(folder, *flags):
    return ["run", folder / MODEL, folder / PHOTO, "--depth", "8", *flags]


def without_photos(folder):
    write_sound(folder)
    (folder / "empty").mkdir()
    return ["calibrate", folder / MODEL, folder / "empty", "--out", folder / "profile.json"]


def unreadable_photos(folder):
    write_sound(folder)
    for photo in (folder / "photos").iterdir():
        photo.write_bytes(b"no photo")
    return calibrate(folder)


def flat_photos(folder):
    write_sound(folder)
    for photo in (folder / "photos").iterdir():
        Image.new("RGB", (48, 40), (90, 90, 90)).save(photo)
    return calibrate(folder)


def spoiled_weights(change):
    """The sound model, the values of its first convolution changed in place."""
    def write(folder):
        write_sound(folder)
        model = sound_model()
        tensor = tensor_of(model, "weights_1")
        values = numpy_helper.to_array(tensor).copy()
        change(values)
        tensor.CopyFrom(numpy_helper.from_array(values, "weights_1"))
        onnx.save_model(model, folder / MODEL)
        return calibrate(folder)
    return write


def set_first(value):
    def change(values):
        values.flat[5] = value
    return change


def zero(values):
    """Then the dense head reads nothing but zeros."""
    values[:] = 0


def no_folder_for_it(folder):
    write_sound(folder)
    return ["calibrate", folder / MODEL, folder / "photos", "--out",
            folder / "none" / "profile.json"]


CASES = [
    Case("calibration without photos", without_photos, ["empty", ".jpg"]),
    Case("calibration from no readable photo", unreadable_photos, ["photos", "none of its 2"]),
    Case("calibration from flat photos", flat_photos, ["net.onnx", "conv1", "flat"]),
    Case("a layer that reads only zeros", spoiled_weights(zero), ["net.onnx", "gemm1", "zeros"]),
    Case("a weight that is no number", spoiled_weights(set_first(np.nan)), ["net.onnx"]),
    Case("an infinite weight", spoiled_weights(set_first(np.inf)), ["net.onnx"]),
    Case("a folder that is not there for the profile", no_folder_for_it, ["none"]),
    Case("an unknown method", command(calibrate, "--method", "guess"), ["guess", "mse"]),
    Case("calibration to 0 bits", command(calibrate, "--activation-bits", "0"), ["activation bits"]),
    Case("calibration to 17 bits", command(calibrate, "--weight-bits", "17"), ["weight bits"]),
    Case("codes of 9 bits",
         command(calibrate, "--method", "weighted-entropy", "--weight-bits", "9"), ["9", "8"]),
    Case("a percentile of 101",
         command(calibrate, "--method", "percentile", "--percentile", "101"), ["percentile"]),
    Case("a budget of 2", command(calibrate, "--method", "per-layer", "--budget", "2"), ["budget"]),
    Case("a search against labels that are not there",
         command(calibrate, "--method", "per-layer", "--against", "labels"), ["labels"]),
    Case("borders of as many bits as the centre", command(calibrate, "--border-bits", "8"),
         ["border", "8"]),
    Case("borders twice", command(calibrate, "--border-bits", "4,4"), ["border", "twice"]),
    Case("borders of another method's search", command(calibrate, "--search-borders"),
         ["--search-borders", "per-layer"]),
    Case("images 0", command(calibrate, "--images", "0"), ["--images"]),
    Case("labels of another folder", command(calibrate, "--labels", LABELS, "--images", "x"),
         ["--images"]),
    Case("an exponent outside its range", with_layer(weight_exponents=[64]),
         ["profile.json", "conv1", "63"]),
    Case("a border finer than the centre", with_layer(borders=[{"bits": 4, "exponent": -9}]),
         ["profile.json", "conv1", "border 1"]),
    Case("a border of 0 bits", with_layer(borders=[{"bits": 0, "exponent": 0}]),
         ["profile.json", "conv1", "border 1"]),
    Case("codes without starts", with_layer(weight_codes={"levels": [1]}),
         ["profile.json", "conv1", "starts"]),
    Case("codes that do not ascend",
         with_layer(activation_codes={"starts": [0, 0], "levels": [1, 2]}),
         ["profile.json", "conv1", "ascend"]),
    Case("a shift that is no number", with_layer(bias_shifts=["x"]),
         ["profile.json", "conv1", "bias_shifts"]),
    Case("edges of few bits in float", command(run, "--crop", "1111", "--edge-bits", "4"),
         ["--edge-bits"]),
    Case("edges of 16 bits", command(run, "--crop", "1111", "--edge-bits", "16"), ["--edge-bits"]),
    Case("more edge bits than depths", command(run, "--crop", "1111", "--edge-bits", "4,5"),
         ["--edge-bits", "--depth"]),
    Case("0 bits in the centre", command(lambda folder: [
        "run", folder / MODEL, folder / PHOTO, "--crop", "1111", "--depth", "8,12", "--edge-bits",
        "4,0"]), ["--edge-bits"]),
    Case("an unknown weight set", command(study, "--weights", "float,7.5"), ["7.5"]),
    Case("a weight set twice", command(study, "--weights", "8,8"), ["8", "twice"]),
    Case("a weight set of 0 bits", command(study, "--weights", "0"), ["0"]),
    Case("a weight set from a missing file", command(study, "--weights", "none.json"),
         ["none.json"]),
    Case("a sweep over nothing", command(sweep), ["--way"]),
    Case("a way with an unknown key", command(sweep, "--way", "colour=red"), ["colour", "profile"]),
    Case("a way twice", command(sweep, "--way", "name=a", "--way", "name=a"), ["a", "twice"]),
    Case("a way of few bits in float",
         command(sweep, "--way", "name=a crop=1111 depth=8 edge_bits=4"), ["edge_bits", "profile"]),
    Case("a way of another mode", command(sweep, "--way", "name=a mode=diagonal"), ["diagonal"]),
]
