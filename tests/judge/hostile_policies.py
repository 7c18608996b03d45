"""Hostile input of policies, certificates and audits, as cases like those of hostile.py."""

import json

import numpy as np
from PIL import Image

from hostile import LABELS, MODEL, PHOTO, Case, write_sound

COUNT = 80
POLICY, CERTIFICATE = "policy.json", "policy.certificate.json"


def write_photos(folder, count=COUNT):
    """A sound network, labelled photos that differ, and a policy as `aqua fit` writes it."""
    write_sound(folder)
    for photo in (folder / "photos").iterdir():
        photo.unlink()
    random = np.random.default_rng(3)
    names = [f"p{index:03}.png" for index in range(count)]
    for name in names:
        pixels = random.integers(0, 256, (40, 48, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / "photos" / name)
    (folder / LABELS).write_text("file,label\n" + "".join(f"{name},1\n" for name in names))


def cost(macs):
    return {"macs": macs, "energy_pj": macs, "latency_ns": macs, "cpu_ms": 0}


def sound_policy():
    """Of another network than any: what is refused before its learned part matters."""
    option = {"height": 32, "width": 32, "crop": "0000", "depth": 8, "cost": cost(1000)}
    crop = {**option, "crop": "1111", "cost": cost(500)}
    return {"format": "aqua-policy-1", "policy": "fixed", "model": MODEL,
            "network_hash": "0" * 32, "preprocessing": "none",
            "goal": {"loss": "disagreement", "top": 1, "alpha": 0.01, "delta": 0.05,
                     "temperature": 1},
            "split_seed": ["0000000000000001"], "features": [], "zeroth_scale": [32, 32],
            "decision_cost": cost(0), "menu": {"full": 1, "options": [crop, option]},
            "learned": {"options": [0], "suggested_rung": 0}, "images_seen": []}


def fit(folder, *flags):
    return ["fit", folder / MODEL, folder / "photos", "--depth", "8", "--out", folder / POLICY,
            *flags]


def fitting(*flags, labels=False):
    def write(folder):
        write_photos(folder)
        return fit(folder, *flags, *(["--labels", folder / LABELS] if labels else []))
    return write


def certifying(*flags, change=lambda policy: policy):
    def write(folder):
        write_photos(folder)
        policy = change(sound_policy())
        text = policy if isinstance(policy, str) else json.dumps(policy)
        (folder / POLICY).write_text(text)
        return ["certify", folder / POLICY, folder / "photos", *flags]
    return write


def changed(**keys):
    return lambda policy: {**policy, **keys}


def without(key):
    return lambda policy: {name: value for name, value in policy.items() if name != key}


def with_option(**keys):
    def change(policy):
        policy["menu"]["options"][0].update(keys)
        return policy
    return change


def running(flags):
    def write(folder):
        write_photos(folder)
        (folder / POLICY).write_text(json.dumps(sound_policy()))
        return ["run", folder / MODEL, folder / PHOTO, "--crop", "auto", *flags(folder)]
    return write


def auto(*flags):
    return running(lambda folder: ["--policy", folder / POLICY, *flags])


def auditing(*flags):
    def write(folder):
        write_photos(folder)
        (folder / POLICY).write_text(json.dumps(sound_policy()))
        return ["audit", folder / POLICY, folder / "photos", *flags]
    return write


def too_few(folder):
    write_photos(folder, count=8)
    return fit(folder, "--policy", "cascade", "--split", "tune")


CASES = [
    Case("fit of no policy", fitting("--policy", "magic"), ["magic", "cascade"]),
    Case("fit for accuracy without labels", fitting("--loss", "accuracy"), ["labels"]),
    Case("fit with alpha of 1.5", fitting("--alpha", "1.5"), ["alpha", "1.5"]),
    Case("fit with alpha of 0", fitting("--alpha", "0"), ["alpha"]),
    Case("fit with alpha below 0", fitting("--alpha", "-0.1"), ["alpha"]),
    Case("fit with delta of 0", fitting("--delta", "0"), ["delta"]),
    Case("fit with delta of 1", fitting("--delta", "1"), ["delta"]),
    Case("fit at a scale of words", fitting("--scales", "16,big"), ["big", "--scales"]),
    Case("fit at a scale above the network's", fitting("--scales", "64"), ["64", "32"]),
    Case("fit of crop 0000", fitting("--crops", "0000"), ["0000"]),
    Case("fit of a crop of five digits", fitting("--crops", "11111"), ["11111"]),
    Case("fit with a crop deeper than the picture", fitting("--depth", "16", "--crops", "1111"),
         ["depth"]),
    Case("fit with a policy of nothing to choose from",
         fitting("--scales", "none", "--crops", "none"), ["menu"]),
    Case("fit into a folder that is not there", lambda folder: [
        *fitting()(folder)[:-1], folder / "none" / "policy.json"], ["none"]),
    Case("fit on too few images", too_few, ["images"]),
    Case("certify a missing policy", lambda folder: [
        "certify", folder / "none.json", folder], ["none.json"]),
    Case("certify with alpha of 0.0 and delta of 2", certifying("--delta", "2"), ["delta"]),
    Case("certify accuracy without labels", certifying("--loss", "accuracy"), ["labels"]),
    Case("certify a policy of another network", certifying(), ["another network", POLICY]),
    Case("certify no JSON", certifying(change=lambda policy: "{"), [POLICY, "JSON"]),
    Case("certify a list", certifying(change=lambda policy: "[]"), [POLICY, "object"]),
    Case("certify another format", certifying(change=changed(format="aqua-policy-9")),
         [POLICY, "aqua-policy-9"]),
    Case("certify an unknown key", certifying(change=changed(extra=1)), [POLICY, "extra"]),
    Case("certify without a menu", certifying(change=without("menu")), [POLICY, "menu"]),
    Case("certify without images seen", certifying(change=without("images_seen")),
         [POLICY, "images_seen"]),
    Case("certify a hash of words", certifying(change=changed(images_seen=["xyz"])),
         [POLICY, "images_seen"]),
    Case("certify an unknown policy", certifying(change=changed(policy="magic")),
         [POLICY, "magic"]),
    Case("certify an option after itself", certifying(change=with_option(after=0)),
         [POLICY, "after"]),
    Case("certify an option of no size", certifying(change=with_option(height=0)),
         [POLICY, "height"]),
    Case("certify an option of a huge size", certifying(change=with_option(height=10**18)),
         [POLICY, "height"]),
    Case("certify a cost of text", certifying(change=with_option(cost="much")), [POLICY, "much"]),
    Case("certify a rung beyond the last",
         certifying(change=changed(learned={"options": [0], "suggested_rung": 7})),
         [POLICY, "suggested_rung"]),
    Case("certify an option beyond the menu",
         certifying(change=changed(learned={"options": [9], "suggested_rung": 0})),
         [POLICY, "options"]),
    Case("run auto without a policy", running(lambda folder: []), ["--policy"]),
    Case("run auto with a policy of another network", auto(), ["another network"]),
    Case("run auto with a missing policy", running(
        lambda folder: ["--policy", folder / "none.json"]), ["none.json"]),
    Case("audit without a certificate", auditing(), ["another network"]),
    Case("audit of a missing folder", lambda folder: [
        *auditing()(folder)[:2], folder / "nowhere"], ["another network"]),
    Case("compare for no loss", lambda folder: [
        write_photos(folder), ["compare", folder / MODEL, folder / "photos", "--promise",
                               "happiness:0.1"]][1], ["happiness"]),
    Case("compare for alpha of text", lambda folder: [
        write_photos(folder), ["compare", folder / MODEL, folder / "photos", "--promise",
                               "regret:much"]][1], ["regret:much"]),
    Case("compare for accuracy without labels", lambda folder: [
        write_photos(folder), ["compare", folder / MODEL, folder / "photos", "--promise",
                               "accuracy:0.02"]][1], ["labels"]),
]
