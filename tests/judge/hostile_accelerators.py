"""Hostile flags and files of the accelerator commands, as cases like those of hostile.py."""

import json
import pathlib

from hostile import MODEL, PHOTO, Case, command, write_sound

CONSTANTS = pathlib.Path(__file__).parents[2] / "aqua" / "accel" / "isaac" / "isaac.json"


def estimate(folder, *flags):
    return ["estimate", folder / MODEL, *flags]


def simulate(folder, *flags):
    return ["simulate", folder / MODEL, folder / PHOTO, *flags]


def with_constants(change):
    """ISAAC's constants, changed: a list of entries in, what the file shall hold out."""
    def write(folder):
        write_sound(folder)
        changed = change(json.loads(CONSTANTS.read_text()))
        text = changed if isinstance(changed, str) else json.dumps(changed)
        (folder / "constants.json").write_text(text)
        return estimate(folder, "--constants", folder / "constants.json")
    return write


def with_value(name, value):
    return with_constants(lambda entries: [
        {**entry, "value": value} if entry["name"] == name else entry for entry in entries])


def with_profile(build):
    """A profile that is sound but for the change; the hash is one that no model has."""
    def write(folder):
        write_sound(folder)
        layers = [{"layer": name, "weight_bits": 8, "weight_exponents": [-7],
                   "activation_bits": 8, "activation_exponent": -4, "activation_signed": True}
                  for name in ("conv1", "gemm1")]
        profile = {"format": "aqua-profile-1", "model_hash": "0" * 32, "made_by": "hand",
                   "layers": layers}
        text = build(profile)
        (folder / "profile.json").write_text(text if isinstance(text, str) else json.dumps(text))
        return estimate(folder, "--profile", folder / "profile.json")
    return write


def with_layer(**changes):
    return with_profile(lambda profile: {
        **profile, "layers": [{**profile["layers"][0], **changes}, *profile["layers"][1:]]})


CASES = [
    Case("0 weight bits", command(estimate, "--weight-bits", "0"), ["weight-bits", "16"]),
    Case("17 weight bits", command(estimate, "--weight-bits", "17"), ["weight-bits", "17"]),
    Case("0 activation bits", command(simulate, "--activation-bits", "0"), ["activation-bits"]),
    Case("bits of a word", command(estimate, "--activation-bits", "few"), ["few"]),
    Case("bits that end in a dash", command(estimate, "--activation-bits", "8-"), ["8-"]),
    Case("bits of too many layers", command(estimate, "--activation-bits", "8-8-8-8"),
         ["4 numbers", "2 layers"]),
    Case("unknown accelerator", command(estimate, "--accelerator", "abacus"),
         ["abacus", "isaac", "stripes"]),
    Case("no accelerator", command(estimate, "--accelerator", ""), ["isaac"]),
    Case("unknown setting", command(estimate, "--set", "colum_rule=whole"),
         ["colum_rule", "column_rule"]),
    Case("setting of another value", command(estimate, "--set", "column_rule=hole"),
         ["hole", "straddle"]),
    Case("setting without a value", command(estimate, "--set", "column_rule"), ["KEY=VALUE"]),
    Case("constants are missing", command(estimate, "--constants", "none.json"), ["none.json"]),
    Case("constants are text", with_constants(lambda entries: "dear diary"), ["constants.json"]),
    Case("constants lack an entry", with_constants(lambda entries: entries[1:]),
         ["constants.json", "array_rows"]),
    Case("constants have one twice", with_constants(lambda entries: [*entries, entries[0]]),
         ["constants.json", "array_rows"]),
    Case("constants have a stranger", with_constants(lambda entries: [
        *entries, {**entries[0], "name": "phlogiston"}]), ["constants.json", "phlogiston"]),
    Case("arrays of 0 rows", with_value("array_rows", 0), ["constants.json", "array_rows"]),
    Case("arrays of -1 columns", with_value("array_columns", -1), ["array_columns"]),
    Case("cycle of a word", with_value("cycle_ns", "short"), ["cycle_ns"]),
    Case("profile of another model", with_profile(lambda profile: profile), ["profile.json"]),
    Case("profile is text", with_profile(lambda profile: "8 bits, please"), ["profile.json"]),
    Case("profile is a deep list", with_profile(lambda profile: "[" * 100000), ["profile.json"]),
    Case("profile of another format", with_profile(
        lambda profile: {**profile, "format": "aqua-profile-9"}), ["profile.json"]),
    Case("profile without layers", with_profile(
        lambda profile: {key: profile[key] for key in ("format", "model_hash", "made_by")}),
         ["profile.json", "layers"]),
    Case("profile of 0 bits", with_layer(weight_bits=0), ["profile.json", "conv1"]),
    Case("profile of 17 bits", with_layer(activation_bits=17), ["profile.json", "conv1"]),
    Case("profile of a huge exponent", with_layer(activation_exponent=10**6),
         ["profile.json", "conv1"]),
    Case("profile with an unknown key", with_layer(weight_bats=8), ["profile.json", "weight_bats"]),
    Case("profile is missing", command(estimate, "--profile", "none.json"), ["none.json"]),
    Case("profile beside bits", command(estimate, "--profile", "none.json", "--weight-bits", "8"),
         ["--weight-bits"]),
    Case("ADC of 0 bits", command(simulate, "--adc-bits", "0"), ["adc", "0"]),
    Case("ADC of 17 bits", command(simulate, "--adc-bits", "17"), ["adc", "17"]),
    Case("negative spread", command(simulate, "--conductance-spread", "-0.1"), ["spread"]),
    Case("spread that is no number", command(simulate, "--conductance-spread", "nan"), ["spread"]),
    Case("more cells stuck than there are",
         command(simulate, "--stuck-low", "0.7", "--stuck-high", "0.7"), ["stuck"]),
    Case("negative read noise", command(simulate, "--read-noise", "-1"), ["noise"]),
    Case("on/off ratio below 1", command(simulate, "--on-off-ratio", "0.5"), ["ratio"]),
    Case("simulated layer that is not there", command(simulate, "--layers", "conv99"),
         ["conv99", "conv1"]),
    Case("simulated layer without weights", command(simulate, "--layers", "relu1"), ["relu1"]),
    Case("design that is not simulated", command(simulate, "--accelerator", "stripes"),
         ["stripes", "isaac"]),
    Case("nothing to simulate", command(lambda folder: ["simulate", folder / MODEL]),
         ["--images"]),
    Case("photos and a folder", command(simulate, "--images", "photos"), ["--images"]),
    Case("labels of single photos", command(simulate, "--labels", "none.csv"), ["--labels", "--images"]),
    Case("logits of a folder", command(lambda folder: [
        "simulate", folder / MODEL, "--images", folder / "photos", "--logits",
        folder / "logits.npy"]), ["--logits"]),
    Case("ADC bits given twice", command(simulate, "--adc-bits", "6", "--set", "adc_bits=7"),
         ["adc_bits"]),
    Case("a setting given twice", command(estimate, "--set", "adc_bits=6", "--set", "adc_bits=7"),
         ["adc_bits", "twice"]),
    Case("settings of the measured processor",
         command(estimate, "--accelerator", "cpu", "--set", "adc_bits=6"), ["cpu", "--set"]),
    Case("a negative seed", command(simulate, "--seed", "-1"), ["seed"]),
    Case("validation of nothing", command(lambda folder: ["validate", "--only", "isaak."]),
         ["isaak."]),
]
