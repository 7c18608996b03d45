"""Trains the network on scenes made of Fashion-MNIST's 60,000 training items, new ones each epoch;
writes the ONNX file, its preprocessing sidecar and the list of class names into this folder.

Needs what requirements.txt names beside this file. Takes about half an hour on two cores."""

import argparse
import json
import os
import time
from functools import partial
from pathlib import Path

# One thread and a fixed order of sums, so that the same seed gives the same network.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import jax
import jax.numpy as jnp
import numpy as np

from batches import CLASS_NAMES, SIDE_PX, count_batches, stream, view
from export import NAME, convert
from files import write_atomically
from network import Arrays, initial, logits

PIXEL_MEAN, PIXEL_SCALE = 128, 1 / 64
CLASS_NAMES_FILE = "fashion-classes.txt"
EPOCHS = 4
HIGHEST_RATE, DECAY = 3e-3, 0.02
KEPT_SLOPE, KEPT_SQUARE = 0.9, 0.999  # Adam's beta 1 and 2
WARM_UP = 0.05  # of all steps, towards the highest rate


def loss(
    parameters: Arrays, statistics: Arrays, x: jax.Array, labels: jax.Array
) -> tuple[jax.Array, Arrays]:
    scores, new = logits(parameters, statistics, x)
    picked = jnp.take_along_axis(jax.nn.log_softmax(scores), labels[:, None], 1)
    return -picked.mean(), new


@partial(jax.jit, static_argnames="side")
def step(
    parameters: Arrays,
    statistics: Arrays,
    moments: tuple[Arrays, Arrays],
    pictures: jax.Array,
    labels: jax.Array,
    index: jax.Array,
    rate: jax.Array,
    side: int,
) -> tuple[Arrays, Arrays, tuple[Arrays, Arrays], jax.Array]:
    """AdamW (Loshchilov and Hutter 2019); kernels decay."""
    x = pictures.astype(jnp.float32)
    if side != x.shape[1]:
        x = jax.image.resize(x, (len(x), side, side, 3), "cubic")
    x = (x - PIXEL_MEAN) * PIXEL_SCALE
    (value, statistics), slopes = jax.value_and_grad(loss, has_aux=True)(
        parameters, statistics, x, labels
    )
    slope_means, square_means = moments
    for name, slope in slopes.items():
        slope_means[name] += (1 - KEPT_SLOPE) * (slope - slope_means[name])
        square_means[name] += (1 - KEPT_SQUARE) * (slope**2 - square_means[name])
        mean = slope_means[name] / (1 - KEPT_SLOPE ** (index + 1))
        square = square_means[name] / (1 - KEPT_SQUARE ** (index + 1))
        decay = DECAY * parameters[name] if name.endswith(".weight") else 0
        parameters[name] -= rate * (mean / (jnp.sqrt(square) + 1e-8) + decay)
    return parameters, statistics, moments, value


def rate_at(done: float) -> float:
    """Rises evenly, then falls as a cosine to 0."""
    if done < WARM_UP:
        return HIGHEST_RATE * done / WARM_UP
    return HIGHEST_RATE * 0.5 * (1 + np.cos(np.pi * (done - WARM_UP) / (1 - WARM_UP)))


def train(seed: int, epochs: int) -> tuple[Arrays, Arrays]:
    parameters, statistics = initial(jax.random.key(seed))
    zeros = {name: jnp.zeros_like(value) for name, value in parameters.items()}
    moments = (zeros, dict(zeros))
    rng = np.random.default_rng(seed)
    steps = count_batches(epochs)
    started, losses = time.monotonic(), []
    for index, (pictures, labels) in enumerate(stream(seed, epochs, rng)):
        cut, side = view(pictures, index / steps, rng)
        parameters, statistics, moments, value = step(
            parameters,
            statistics,
            moments,
            cut,
            labels.astype(np.int32),
            float(index),
            rate_at(index / steps),
            side,
        )
        losses.append(float(value))
        if len(losses) == 100:
            seconds = time.monotonic() - started
            print(
                f"{index + 1}/{steps} steps, {seconds:.0f} s, loss {np.mean(losses):.3f}",
                flush=True,
            )
            losses.clear()
    return parameters, statistics


def sidecar() -> str:
    values = {
        "size": [SIDE_PX, SIDE_PX],
        "resize": SIDE_PX,
        "interpolation": "bicubic",
        "mean": [PIXEL_MEAN] * 3,
        "scale": [PIXEL_SCALE] * 3,
        "layout": "NCHW",
        "channels": "RGB",
        "labels": CLASS_NAMES_FILE,
    }
    rows = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in values.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(__file__).parent,
        help="folder to write into; default: this one",
    )
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"default: {EPOCHS}")
    arguments = parser.parse_args()
    parameters, statistics = train(arguments.seed, arguments.epochs)
    model = convert(jax.device_get(parameters), jax.device_get(statistics))
    names = "".join(f"{name}\n" for name in CLASS_NAMES)
    write_atomically(arguments.out / CLASS_NAMES_FILE, names.encode())
    write_atomically(arguments.out / f"{NAME}.preprocess.json", sidecar().encode())
    write_atomically(arguments.out / f"{NAME}.onnx", model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
