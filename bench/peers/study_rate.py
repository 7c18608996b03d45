"""Images a second through all 16 crops: `aqua study` against a loop over ONNX Runtime sessions.

In: a folder of photographs. The peer is what one would write without AQuA: a process a core, each
with one single-threaded session and the photo prepared by Pillow, running the 16 cropped canvases
one after the other. Both do the same images in turns; start-up is left out of the peer's time and
kept in AQuA's.

    build/venv/bin/python bench/peers/study_rate.py --folder FOLDER --images 100
"""

import argparse
import multiprocessing
import os
import pathlib
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
    return run_crops(prepare(path))


def peer_rate(pool, files):
    start = time.perf_counter()
    pool.map(evaluate, files, chunksize=1)
    return len(files) / (time.perf_counter() - start)


def aqua_rate(arguments, files, jobs):
    with tempfile.TemporaryDirectory() as folder:
        photos = pathlib.Path(folder) / "photos"
        photos.mkdir()
        for index, file in enumerate(files):
            os.symlink(file, photos / f"{index:05}{file.suffix}")
        command = [arguments.program, "study", arguments.model, photos, "--out",
                   pathlib.Path(folder) / "study.sqlite", "--jobs", str(jobs)]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return len(files) / (time.perf_counter() - start)


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
    ratios = []
    with multiprocessing.Pool(jobs, start_session, [arguments.model]) as pool:
        for _ in range(arguments.rounds):
            aqua, peer = aqua_rate(arguments, files, jobs), peer_rate(pool, files)
            ratios.append(aqua / peer)
            print(f"AQuA {aqua:.1f} images/s, ONNX Runtime loop {peer:.1f} images/s, "
                  f"ratio {aqua / peer:.2f}", flush=True)
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
