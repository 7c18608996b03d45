"""Multiply-accumulates a second of the crossbar bit by bit, beside a float64 model in NumPy.

The NumPy model stands in for CrossSim, which the Python package index does not carry: it does the
work of CrossSim's integer-exact mode (ISAAC's arrays, 2-bit cells, float64, an ADC that rounds and
clips every column at every input bit) as one matrix product a row block and input bit, without
CrossSim's own overhead. Its result is checked against the integer product. CrossSim itself was
measured apart at 150 to 160 M MAC/s of this work, on two cores of a machine of this kind.

Both run on one core, turn and turn about; times are processor time. Out: a table of medians and of
the ratio, round by round, so that a drift of the machine's speed cancels.

    cmake --preset bench && cmake --build --preset bench --target aqua_bench
    build/venv/bin/python bench/peers/crossbar_rate.py
"""

import argparse
import json
import os
import statistics
import subprocess
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # Read when NumPy is imported.

import numpy as np  # noqa: E402

ROWS, COLUMNS, POSITIONS = 1152, 256, 196
MACS = ROWS * COLUMNS * POSITIONS
ARRAY_ROWS, CELL_BITS, WEIGHT_BITS = 128, 2, 16
SLICES = WEIGHT_BITS // CELL_BITS
# Without flipped columns, 128 cells of 0 to 3 need 9 bits.
ADC_MAX = 2**9 - 1


class NumpyStandIn:
    """Weights in slices, side by side: one product a row block and input bit."""

    def __init__(self, weights):
        stored = weights + 2**(WEIGHT_BITS - 1)
        slices = [(stored >> (CELL_BITS * i)) & (2**CELL_BITS - 1) for i in range(SLICES)]
        cells = np.concatenate(slices, axis=1).astype(np.float64)
        self.blocks = np.split(cells, ROWS // ARRAY_ROWS)
        self.slice_weights = 4.0**np.arange(SLICES)

    def multiply(self, activations, bits):
        merged = np.zeros((POSITIONS, SLICES * COLUMNS))
        units = np.zeros(POSITIONS)
        for bit in range(bits):
            plane = ((activations >> bit) & 1).astype(np.float64)
            driven = np.split(plane, len(self.blocks), axis=1)
            for cells, rows in zip(self.blocks, driven):
                codes = rows @ cells
                np.rint(codes, out=codes)
                np.clip(codes, 0, ADC_MAX, out=codes)
                codes *= 2.0**bit
                merged += codes
                units += np.clip(np.rint(rows.sum(axis=1)), 0, ADC_MAX) * 2.0**bit
        sums = merged.reshape(POSITIONS, SLICES, COLUMNS)
        sums = np.einsum("psc,s->pc", sums, self.slice_weights)
        return sums - 2.0**(WEIGHT_BITS - 1) * units[:, None]


def stand_in_rate(bits, runs):
    random = np.random.default_rng(1)
    weights = random.integers(-2**15, 2**15, (ROWS, COLUMNS))
    activations = random.integers(0, 2**bits, (POSITIONS, ROWS))
    model = NumpyStandIn(weights)
    if not np.array_equal(model.multiply(activations, bits), activations @ weights):
        raise SystemExit("the NumPy model is not exact")
    times = []
    for _ in range(runs):
        start = time.process_time()
        model.multiply(activations, bits)
        times.append(time.process_time() - start)
    return MACS / statistics.median(times)


def our_rate(program, bits):
    result = subprocess.run(
        [program, f"--benchmark_filter=^CrossbarLayer/{bits}$", "--benchmark_format=json"],
        check=True, capture_output=True, text=True)
    return json.loads(result.stdout)["benchmarks"][0]["MAC/s"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="build/bench/bench/aqua_bench")
    parser.add_argument("--bits", type=int, nargs="+", default=[8, 16])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{COLUMNS} x {ROWS} weights of {WEIGHT_BITS} bits, {POSITIONS} positions, one core")
    print(f"{'activation bits':>15} {'AQuA M MAC/s':>13} {'NumPy stand-in M MAC/s':>23} "
          f"{'AQuA / stand-in (min to max)':>29}")
    for bits in arguments.bits:
        rounds = [(our_rate(arguments.program, bits), stand_in_rate(bits, arguments.runs))
                  for _ in range(arguments.rounds)]
        ratios = [ours / peer for ours, peer in rounds]
        ours, peer = (statistics.median(rates) / 1e6 for rates in zip(*rounds))
        print(f"{bits:>15} {ours:>13.0f} {peer:>23.0f} {statistics.median(ratios):>13.1f} "
              f"({min(ratios):.1f} to {max(ratios):.1f})", flush=True)


if __name__ == "__main__":
    main()
