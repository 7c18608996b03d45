"""Images a second through all 16 crops: `aqua study` against a loop over ONNX Runtime sessions.

In: a folder of photographs. The peer is what one would write without AQuA: a process a core, each
with one single-threaded session and the photo prepared by Pillow, running the 16 cropped canvases
one after the other. Both do the same images in turns; start-up is left out of the peer's time and
kept in AQuA's. On a shared machine look at the ratio of processor seconds: other guests' work does
not count there.

    build/venv/bin/python bench/peers/study_rate.py --folder FOLDER --images 100
"""

import argparse
import multiprocessing
import os
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

SIZE, RESIZE, DEPTH = 224, 256, 32
SUFFIXES = {".jpg", ".jpeg", ".png"}


def prepare(path):
    """As the model's sidecar says: shorter side to RESIZE, centre crop, (pixel - 127) / 128."""
    photo = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
    scale = RESIZE / min(photo.size)
    photo = photo.resize([int(side * scale) for side in photo.size], Image.Resampling.BICUBIC)
    left, top = [(side - SIZE) // 2 for side in photo.size]
    pixels = np.asarray(photo.crop((left, top, left + SIZE, top + SIZE)), dtype=np.float32)
    return ((pixels - 127) / 128).transpose(2, 0, 1)[None]


def start_session(model):
    global session
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    run_crops(np.zeros((1, 3, SIZE, SIZE), dtype=np.float32))


def run_crops(image):
    answers = []
    for code in range(16):
        top, bottom, left, right = [DEPTH * (code >> bit & 1) for bit in (3, 2, 1, 0)]
        canvas = np.ascontiguousarray(image[:, :, top:SIZE - bottom, left:SIZE - right])
        logits = session.run(None, {session.get_inputs()[0].name: canvas})[0][0]
        answers.append(np.argsort(-logits)[:5])
    return answers


def evaluate(path):
    """Processor seconds of one image."""
    start = time.process_time()
    run_crops(prepare(path))
    return time.process_time() - start


def peer_seconds(pool, files):
    """Wall and processor seconds of one image."""
    start = time.perf_counter()
    processor = sum(pool.map(evaluate, files, chunksize=1))
    return (time.perf_counter() - start) / len(files), processor / len(files)


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def aqua_seconds(arguments, files, jobs):
    with tempfile.TemporaryDirectory() as folder:
        photos = pathlib.Path(folder) / "photos"
        photos.mkdir()
        for index, file in enumerate(files):
            os.symlink(file, photos / f"{index:05}{file.suffix}")
        command = [arguments.program, "study", arguments.model, photos, "--out",
                   pathlib.Path(folder) / "study.sqlite", "--jobs", str(jobs)]
        start, processor = time.perf_counter(), children_seconds()
        subprocess.run(command, check=True, capture_output=True)
        return ((time.perf_counter() - start) / len(files),
                (children_seconds() - processor) / len(files))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="build/release/aqua")
    parser.add_argument("--model", default="build/models/efficientnet-lite0.onnx")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("build/photos"))
    parser.add_argument("--images", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    found = sorted(path.resolve() for path in arguments.folder.rglob("*")
                   if path.suffix.lower() in SUFFIXES)
    files = [found[index % len(found)] for index in range(arguments.images)]
    jobs = os.cpu_count()
    rates, processors = [], []
    with multiprocessing.Pool(jobs, start_session, [arguments.model]) as pool:
        for _ in range(arguments.rounds):
            aqua, peer = aqua_seconds(arguments, files, jobs), peer_seconds(pool, files)
            rates.append(peer[0] / aqua[0])
            processors.append(peer[1] / aqua[1])
            print(f"AQuA {1 / aqua[0]:.1f} images/s, ONNX Runtime loop {1 / peer[0]:.1f} images/s, "
                  f"ratio {rates[-1]:.2f}; processor ms an image {aqua[1] * 1e3:.0f} against "
                  f"{peer[1] * 1e3:.0f}, ratio {processors[-1]:.2f}", flush=True)
    print(f"median ratio of images/s {statistics.median(rates):.2f}, of processor time "
          f"{statistics.median(processors):.2f}")


if __name__ == "__main__":
    main()
