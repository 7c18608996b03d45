"""What the network is trained on: scenes of the training items, made while it trains, some of them
at fewer pixels or with edges cut."""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "scenes"))  # makes the test scenes too

from fashion_items import CLASS_NAMES, read_items
from fashion_scenes import scenes
from scene import SIDE_PX

__all__ = ["CLASS_NAMES", "SIDE_PX", "count_batches", "stream", "view"]

BATCH = 64
CHUNK_BATCHES = 93  # scenes are made that many batches at a time
CHUNK = BATCH * CHUNK_BATCHES
CHUNKS = 60_000 // CHUNK  # an epoch: all training items but the last few hundred
USES = 3  # of a scene, in other colours and views

# Each with its share of the batches, the side cut out in px, and the side it is resized to. Most
# are as they are, so that the network bears fewer pixels and cut edges, but worse than the whole.
VIEWS = (
    (0.55, 64, 64),
    (0.15, 64, 56),
    (0.10, 64, 48),
    (0.05, 64, 40),
    (0.08, 56, 56),
    (0.07, 48, 48),
)
EARLY_VIEWS = ((0.8, 48, 48), (0.2, 48, 40))  # the middle, where most items are, at half the cost
EARLY = 0.5  # share of all batches
CENTRE_JITTER_PX = 4


def count_batches(epochs: int) -> int:
    return epochs * CHUNKS * CHUNK_BATCHES * USES


def make_scenes(seed: int, start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
    items = read_items("train")
    chosen = range(start, stop)
    pictures = np.stack([np.asarray(scene) for scene in scenes(items, chosen, seed)])
    return pictures, items.labels[start:stop]


def stream(
    seed: int, epochs: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Batches of scenes; the next ones are made in another process meanwhile."""
    chunks = [
        (seed + 1 + epoch, start, start + CHUNK)
        for epoch in range(epochs)
        for start in range(0, CHUNKS * CHUNK, CHUNK)
    ]
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        ahead = pool.submit(make_scenes, *chunks[0])
        for following in [*chunks[1:], None]:
            pictures, labels = ahead.result()
            if following:
                ahead = pool.submit(make_scenes, *following)
            for order in [rng.permutation(CHUNK) for _ in range(USES)]:
                for batch in order.reshape(CHUNK_BATCHES, BATCH):
                    yield pictures[batch], labels[batch]


def view(pictures: np.ndarray, done: float, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """The pictures, cut, and the side that they shall be resized to. Their channels are shuffled:
    all colours are alike in a scene."""
    views = EARLY_VIEWS if done < EARLY else VIEWS
    _, cut, side = views[rng.choice(len(views), p=[share for share, _, _ in views])]
    middle = (SIDE_PX - cut) // 2
    jitter = min(CENTRE_JITTER_PX, middle)
    y, x = middle + rng.integers(-jitter, jitter + 1, 2)
    return pictures[:, y : y + cut, x : x + cut, rng.permutation(3)], side
