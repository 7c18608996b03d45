#!/bin/sh
# Crops, borders of few bits and fewer bits everywhere on one table: what each saves, how often it
# keeps the answer. Usage: scripts/border_frontier.sh MODEL FOLDER LABELS OUT_FOLDER [AQUA]
# Profiles are made from 200 images of the folder, the table from all of it.
set -eu
if [ $# -lt 4 ]; then
  echo "usage: $0 MODEL FOLDER LABELS OUT_FOLDER [AQUA]" >&2
  exit 2
fi
model=$1 folder=$2 labels=$3 out=$4 aqua=${5:-build/release/aqua}
mkdir -p "$out"

calibrate() { # NAME FLAG...
  name=$1
  shift
  [ -f "$out/$name.json" ] ||
    "$aqua" calibrate "$model" "$folder" --out "$out/$name.json" "$@" > "$out/$name.txt"
}

calibrate full --border-bits 2,3,4,5,6,7
for bits in 7 6 5 4; do calibrate "uniform$bits" --activation-bits $bits; done
for budget in 0.02 0.06; do
  search="--method per-layer --activation-bits 8 --weight-bits 8 --activations-only --images 200 --budget $budget"
  # shellcheck disable=SC2086
  calibrate "layers$budget" $search
  # shellcheck disable=SC2086
  calibrate "borders$budget" $search --search-borders
done

set -- --way "name=full profile=$out/full.json"
set -- "$@" --way "name=crop profile=$out/full.json crop=1111 depth=32"
for bits in 7 6 5 4 3 2; do
  set -- "$@" --way "name=border$bits profile=$out/full.json crop=1111 depth=32 edge_bits=$bits"
done
for bits in 7 6 5 4; do set -- "$@" --way "name=uniform$bits profile=$out/uniform$bits.json"; done
for budget in 0.02 0.06; do
  set -- "$@" --way "name=layers$budget profile=$out/layers$budget.json"
  set -- "$@" --way "name=borders$budget profile=$out/borders$budget.json crop=1111 depth=32 edge_bits=15"
done
"$aqua" sweep "$model" "$folder" --labels "$labels" --out "$out/frontier.csv" "$@"
