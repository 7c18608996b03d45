"""The arithmetic of docs/FIXED_POINT.md, line by line in numpy: its runnable twin, and the judge of
everything that claims to compute it. Numbers in brackets are the equations of that page.

As a program: `python fixed_point.py` works through the page's example and prints it.
"""

import numpy as np

FLOAT32 = np.float32


def limits(bits, is_signed):
    """[1] The integers of a format."""
    return (-2 ** (bits - 1), 2 ** (bits - 1) - 1) if is_signed else (0, 2**bits - 1)


def quantize(values, bits, exponent, is_signed):
    """[2] To the nearest integer, ties to the even one (as numpy's rint), saturating."""
    least, most = limits(bits, is_signed)
    steps = np.asarray(values, dtype=np.float64) / 2.0**exponent
    return np.clip(np.rint(steps), least, most).astype(np.int64)


def by_codebook(values, exponent, codes):
    """[3] The level of the last start that is not above the value, both in steps of 2^exponent;
    below all, the first level."""
    starts = np.asarray(codes["starts"], dtype=FLOAT32)
    steps = np.asarray(values, dtype=np.float64) / 2.0**exponent
    index = np.searchsorted(starts[1:], steps, side="right")
    return np.asarray(codes["levels"], dtype=np.int64)[index]


def covering_exponent(least, most, bits, is_signed):
    """[4] The smallest exponent at which the rounded ends of a range fit."""
    low, high = limits(bits, is_signed)
    for exponent in range(-64, 64):
        if np.rint(least / 2.0**exponent) >= low and np.rint(most / 2.0**exponent) <= high:
            return exponent
    raise ValueError("no exponent covers this range")


def scale_back(sums, exponent, bias):
    """[6] The exact sum to float32, times a power of two, plus the bias: one rounding each."""
    scaled = np.asarray(sums).astype(FLOAT32) * FLOAT32(2.0) ** np.asarray(exponent, dtype=FLOAT32)
    return (scaled.astype(FLOAT32) + np.asarray(bias, dtype=FLOAT32)).astype(FLOAT32)


def border_steps(values, centre, border, channel_offsets):
    """[7] What border cells stand for, in steps of the centre's format.

    `values`: channels x anything; `centre`: (bits, exponent, is_signed).
    """
    bits, exponent, is_signed = centre
    offsets = np.asarray(channel_offsets, dtype=np.int64)
    offsets = offsets.reshape(-1, *[1] * (np.ndim(values) - 1))
    rest = np.asarray(values, dtype=FLOAT32) - (offsets * 2.0**exponent).astype(FLOAT32)
    q = quantize(rest, border["bits"], border["exponent"], is_signed)
    steps = q * 2 ** (border["exponent"] - exponent) + offsets
    return np.clip(steps, *limits(bits, is_signed))


def weight_integers(weights, layer):
    """[5] Weights of one layer by its profile entry; one exponent, or one an output channel."""
    exponents = np.asarray(layer["weight_exponents"])
    by_channel = exponents.astype(np.float64).reshape([-1] + [1] * (weights.ndim - 1))
    if "weight_codes" in layer:
        return by_codebook(weights, by_channel, layer["weight_codes"]), exponents
    steps = weights.astype(np.float64) / 2.0**by_channel
    least, most = limits(layer["weight_bits"], True)
    return np.clip(np.rint(steps), least, most).astype(np.int64), exponents


def activation_integers(values, layer):
    """[2] or [3] What a layer reads, by its profile entry."""
    if "activation_codes" in layer:
        return by_codebook(values, layer["activation_exponent"], layer["activation_codes"])
    return quantize(values, layer["activation_bits"], layer["activation_exponent"],
                    layer["activation_signed"])


def example():
    """A dense layer of two inputs and one output, at 4-bit weights and activations."""
    layer = {"weight_bits": 4, "weight_exponents": [-3], "activation_bits": 4,
             "activation_exponent": -2, "activation_signed": False}
    read, weights, bias = np.array([0.6, 5.0]), np.array([[0.5, -0.3]]), np.array([0.1])
    activations = activation_integers(read, layer)
    integers, exponents = weight_integers(weights, layer)
    sums = integers @ activations
    answer = scale_back(sums, exponents + layer["activation_exponent"], bias)
    return activations, integers, sums, answer


if __name__ == "__main__":
    for name, value in zip(("activations", "weights", "sums", "answer"), example()):
        print(f"{name:12}", value)
