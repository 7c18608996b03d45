"""Latency of one image, AQuA against ONNX Runtime and OpenVINO, in turns within one run.

In: an ONNX model whose height and width are open. Out: a table of median milliseconds and of the
ratio AQuA / faster peer, round by round, so that a drift of the machine's speed cancels.

    build/venv/bin/python -m pip install --requirement bench/peers/requirements.txt
    build/venv/bin/python bench/peers/latency.py
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

WARM_UPS = 5


def median_ms(run, runs):
    for _ in range(WARM_UPS):
        run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


class OnnxRuntime:
    name = "ONNX Runtime"

    def __init__(self, model, image, threads):
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

    def __init__(self, program, model, image, threads, folder):
        path = pathlib.Path(folder) / "input.npy"
        np.save(path, image)
        height, width = image.shape[2:]
        self.command = [program, "run", model, str(path), "--size", f"{height}x{width}", "--json",
                        "--depth", "0", "--threads", str(threads)]

    def measure(self, runs):
        result = subprocess.run([*self.command, "--timed-runs", str(runs)], check=True,
                                capture_output=True, text=True)
        return json.loads(result.stdout)["images"][0]["crops"][0]["cpu_ms"]


def compare(arguments, side, threads):
    """Medians over rounds by engine, and the median ratio of AQuA to the faster peer."""
    image = np.random.default_rng(1).standard_normal((1, 3, side, side)).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        engines = [Aqua(arguments.program, arguments.model, image, threads, folder),
                   OnnxRuntime(arguments.model, image, threads),
                   OpenVino(arguments.model, image, threads)]
        rounds = [[engine.measure(arguments.runs) for engine in engines]
                  for _ in range(arguments.rounds)]
    ratios = [aqua / min(peers) for aqua, *peers in rounds]
    return [statistics.median(times) for times in zip(*rounds)], ratios


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="build/release/aqua")
    parser.add_argument("--model", default="build/models/efficientnet-lite0.onnx")
    parser.add_argument("--sides", type=int, nargs="+", default=[224, 160])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--runs", type=int, default=40)
    arguments = parser.parse_args()
    print(f"{'input':>9} {'threads':>7} {'AQuA ms':>8} {'ONNX Runtime ms':>16} {'OpenVINO ms':>12} "
          f"{'AQuA / faster peer (min to max)':>32}")
    for threads in arguments.threads:
        for side in arguments.sides:
            times, ratios = compare(arguments, side, threads)
            print(f"{side:>5}x{side} {threads:>5} {times[0]:>8.2f} {times[1]:>16.2f} "
                  f"{times[2]:>12.2f} {statistics.median(ratios):>14.2f} "
                  f"({min(ratios):.2f} to {max(ratios):.2f})", flush=True)


if __name__ == "__main__":
    main()
