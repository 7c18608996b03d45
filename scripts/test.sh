#!/usr/bin/env bash
# All tests, from a fresh machine: installs what is missing, builds with AddressSanitizer and UBSan,
# runs the C++ tests, the tests of the tools, and the judges (ONNX Runtime, Pillow) against the
# program. Needs no network but the package registries.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { echo "test: $*"; }

scripts/setup.sh tests
say "formatting"
git ls-files '*.cpp' '*.h' | xargs clang-format-14 --dry-run --Werror
say "models"
build/venv/bin/python tools/models/build_models.py --out build/models
say "building with sanitizers"
cmake --preset asan >build/configure-asan.log
cmake --build --preset asan -- --quiet
say "C++ tests"
ctest --preset asan
say "tests of the tools"
build/venv/bin/python -m pytest -q tools
say "tests against the judges"
AQUA_BUILD_DIR=$PWD/build/asan build/venv/bin/python -m pytest -q tests/judge
