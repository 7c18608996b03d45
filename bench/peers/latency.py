"""Latency of one image, AQuA against ONNX Runtime and OpenVINO, in turns within one run.

In: an ONNX model whose height and width are open. Out: a table of median milliseconds and of the
ratio AQuA / fastest peer, round by round, so that a drift of the machine's speed cancels.

With --int8 FOLDER all run in 8-bit integers, calibrated on the folder's photographs: AQuA under a
profile of its own (weights by channel), ONNX Runtime on the QDQ and the QLinear model that its
quantize_static makes (weights by channel, unsigned activations), OpenVINO on the QDQ model.

    build/venv/bin/python -m pip install --requirement bench/peers/requirements.txt
    build/venv/bin/python bench/peers/latency.py
    build/venv/bin/python bench/peers/latency.py --int8 FOLDER
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

import numpy as np
import onnxruntime
import openvino
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from study_rate import SUFFIXES, prepare

WARM_UPS = 5
CALIBRATION_IMAGES = 64


def median_ms(run, runs):
    for _ in range(WARM_UPS):
        run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


class Photographs(CalibrationDataReader):
    """What quantize_static calibrates on."""

    def __init__(self, files, model):
        name = onnxruntime.InferenceSession(model).get_inputs()[0].name
        self.feeds = ({name: prepare(file)} for file in files)

    def get_next(self):
        return next(self.feeds, None)


class Models:
    """The model as every engine takes it, in float or, where `photographs` is a folder, in int8."""

    def __init__(self, program, model, photographs, folder):
        self.model, self.profile = model, None
        self.qdq = self.qlinear = None
        if photographs is None:
            return
        files = sorted(path for path in photographs.rglob("*") if path.suffix.lower() in SUFFIXES)
        files = files[::max(len(files) // CALIBRATION_IMAGES, 1)][:CALIBRATION_IMAGES]
        self.profile = folder / "profile.json"
        seen = folder / "photographs"
        seen.mkdir()
        for index, file in enumerate(files):
            (seen / f"{index:05}{file.suffix}").symlink_to(file.resolve())
        subprocess.run([program, "calibrate", model, seen, "--method", "max-range", "--weight-bits",
                        "8", "--activation-bits", "8", "--out", self.profile],
                       check=True, capture_output=True)
        plain = folder / "plain.onnx"
        quant_pre_process(model, plain, skip_symbolic_shape=True)
        self.qdq = self.quantized(plain, files, QuantFormat.QDQ, folder / "qdq.onnx")
        self.qlinear = self.quantized(plain, files, QuantFormat.QOperator, folder / "qlinear.onnx")

    def quantized(self, plain, files, style, out):
        quantize_static(plain, out, Photographs(files, self.model), quant_format=style,
                        per_channel=True, activation_type=QuantType.QUInt8,
                        weight_type=QuantType.QInt8)
        return str(out)

    def engines(self, program, image, threads, folder):
        aqua = Aqua(program, self.model, image, threads, folder, self.profile)
        if self.profile is None:
            return [aqua, OnnxRuntime(self.model, image, threads),
                    OpenVino(self.model, image, threads)]
        return [aqua, OnnxRuntime(self.qdq, image, threads, "ONNX Runtime QDQ"),
                OnnxRuntime(self.qlinear, image, threads, "ONNX Runtime QLinear"),
                OpenVino(self.qdq, image, threads)]


class OnnxRuntime:
    def __init__(self, model, image, threads, name="ONNX Runtime"):
        self.name = name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model, options,
                                                    providers=["CPUExecutionProvider"])
        self.feed = {self.session.get_inputs()[0].name: image}

    def measure(self, runs):
        return median_ms(lambda: self.session.run(None, self.feed), runs)


class OpenVino:
    name = "OpenVINO"

    def __init__(self, model, image, threads):
        core = openvino.Core()
        network = core.read_model(model)
        network.reshape(list(image.shape))
        compiled = core.compile_model(network, "CPU", {
            "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "f32"})
        self.request = compiled.create_infer_request()
        self.image = image

    def measure(self, runs):
        return median_ms(lambda: self.request.infer({0: self.image}), runs)


class Aqua:
    name = "AQuA"

    def __init__(self, program, model, image, threads, folder, profile):
        path = folder / "input.npy"
        np.save(path, image)
        height, width = image.shape[2:]
        self.command = [program, "run", model, str(path), "--size", f"{height}x{width}", "--json",
                        "--depth", "0", "--threads", str(threads)]
        if profile is not None:
            self.command += ["--profile", str(profile)]

    def measure(self, runs):
        result = subprocess.run([*self.command, "--timed-runs", str(runs)], check=True,
                                capture_output=True, text=True)
        return json.loads(result.stdout)["images"][0]["crops"][0]["cpu_ms"]


def compare(arguments, models, side, threads, folder):
    """Names and medians over rounds by engine, and the ratio of AQuA to the fastest peer by round."""
    image = np.random.default_rng(1).standard_normal((1, 3, side, side)).astype(np.float32)
    engines = models.engines(arguments.program, image, threads, folder)
    rounds = [[engine.measure(arguments.runs) for engine in engines]
              for _ in range(arguments.rounds)]
    ratios = [aqua / min(peers) for aqua, *peers in rounds]
    medians = [statistics.median(times) for times in zip(*rounds)]
    return [engine.name for engine in engines], medians, ratios


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="build/release/aqua")
    parser.add_argument("--model", default="build/models/efficientnet-lite0.onnx")
    parser.add_argument("--sides", type=int, nargs="+", default=[224, 160])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--int8", type=pathlib.Path, metavar="FOLDER",
                        help="run in 8-bit integers, calibrated on the folder's photographs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        models = Models(arguments.program, arguments.model, arguments.int8, folder)
        for threads in arguments.threads:
            for side in arguments.sides:
                names, times, ratios = compare(arguments, models, side, threads, folder)
                measured = ", ".join(f"{name} {ms:.2f} ms" for name, ms in zip(names, times))
                print(f"{side}x{side}, threads {threads}: {measured}; AQuA / fastest peer "
                      f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
                      flush=True)


if __name__ == "__main__":
    main()
