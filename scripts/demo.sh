#!/usr/bin/env bash
# From a fresh machine to an answer: installs what is missing, builds the program, fetches models and
# photographs, runs every photo under all 16 crops, then the study over them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly model=build/models/efficientnet-lite0.onnx
readonly study=build/demo.sqlite

say() { echo "demo: $*"; }

scripts/setup.sh
say "building build/release/aqua"
cmake --preset release >build/configure-release.log
cmake --build --preset release -- --quiet
say "models"
build/venv/bin/python tools/models/build_models.py --out build/models
say "photographs"
build/venv/bin/python tools/photos/collect_photos.py --out build/photos
say "every photo, in full and under all 16 crops; pictures of the crops in build/demo"
build/release/aqua run "$model" build/photos/*.jpg build/photos/*.png --crop all --out build/demo
say "the study over these photos, kept in $study"
rm -f "$study"
build/release/aqua study "$model" build/photos --out "$study"
