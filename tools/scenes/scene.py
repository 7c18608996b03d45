"""Paints one scene: 64x64 pixels, RGB, a fashion item somewhere near the middle of a mess.

Everything is drawn from the random generator that goes in, so that a seed tells the scene. The mess
holds pieces of other items, too small or too blurred to be named, so that edges, colour and texture
alone do not give the item away.
"""

import numpy as np
from PIL import Image, ImageDraw

SIDE_PX = 64
ITEM_PX = (20, 44)  # smallest and largest side of the item
CENTRE_BIAS = 2.5  # both parameters of the Beta distribution of its place; 1 is anywhere alike
OPAQUE_FROM = 25  # grey level of an item's pixel that hides what lies behind
LINE_IN_FRONT = 0.3  # the chance of one
LARGEST_NOISE = 5.0  # standard deviation in levels


def paint(picture: np.ndarray, others: np.ndarray, rng: np.random.Generator) -> Image.Image:
    """`picture` is the item, 28x28, 0 where there is none; `others` are count x 28 x 28, of which
    pieces may lie about."""
    scene = _gradient(rng)
    _draw_lines(scene, rng, rng.integers(1, 4))
    for _ in range(rng.integers(1, 4)):
        _paste_fragment(scene, others[rng.integers(len(others))], rng)
    _paste_item(scene, picture, rng)
    _draw_lines(scene, rng, int(rng.random() < LINE_IN_FRONT))
    return _add_noise(scene, rng)


def _gradient(rng: np.random.Generator) -> Image.Image:
    knots = rng.integers(10, 100, 3) + rng.integers(0, 50, (3, 3, 3))
    return Image.fromarray(knots.astype(np.uint8)).resize(
        (SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC
    )


def _draw_lines(scene: Image.Image, rng: np.random.Generator, count: int) -> None:
    draw = ImageDraw.Draw(scene)
    for _ in range(count):
        ends = rng.integers(-8, SIDE_PX + 8, 4).tolist()
        draw.line(ends, fill=_colour(rng), width=int(rng.integers(1, 3)))


def _paste_fragment(scene: Image.Image, picture: np.ndarray, rng: np.random.Generator) -> None:
    """Half of them a small piece as sharp as the item, half the whole, blurred to a few pixels."""
    side = int(rng.integers(7, 16))
    if rng.random() < 0.5:
        piece = int(rng.integers(7, 13))
        y, x = rng.integers(2, picture.shape[0] - piece - 1, 2)
        picture = picture[y : y + piece, x : x + piece]
    else:
        blurred = Image.fromarray(picture).resize((4, 4), Image.Resampling.BOX)
        picture = np.asarray(blurred.resize((side, side), Image.Resampling.BILINEAR))
    x, y = rng.integers(-side // 2, SIDE_PX - side // 2, 2).tolist()
    _paste(scene, picture, side, (x, y), rng)


def _paste_item(scene: Image.Image, picture: np.ndarray, rng: np.random.Generator) -> None:
    side = int(rng.integers(ITEM_PX[0], ITEM_PX[1] + 1))
    x, y = np.rint(rng.beta(CENTRE_BIAS, CENTRE_BIAS, 2) * (SIDE_PX - side)).astype(int).tolist()
    _paste(scene, picture, side, (x, y), rng)


def _paste(
    scene: Image.Image,
    picture: np.ndarray,
    side: int,
    place: tuple[int, int],
    rng: np.random.Generator,
) -> None:
    """The colour is even, the picture its light and shade."""
    shade = 0.3 + picture[:, :, None] / 365.0
    tinted = Image.fromarray((shade * np.array(_colour(rng))).astype(np.uint8))
    hides = np.minimum(picture.astype(np.uint16) * 255 // OPAQUE_FROM, 255).astype(np.uint8)
    size, smooth = (side, side), Image.Resampling.BILINEAR
    scene.paste(tinted.resize(size, smooth), place, Image.fromarray(hides).resize(size, smooth))


def _colour(rng: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = rng.integers(110, 256, 3).tolist()
    return red, green, blue


def _add_noise(scene: Image.Image, rng: np.random.Generator) -> Image.Image:
    """The same on all three channels, as a dim light's; its strength differs by scene."""
    noise = rng.standard_normal((SIDE_PX, SIDE_PX, 1), np.float32) * rng.uniform(0, LARGEST_NOISE)
    noisy = np.asarray(scene) + noise
    return Image.fromarray(np.clip(np.rint(noisy), 0, 255).astype(np.uint8))
