#!/usr/bin/env bash
# Every stage of the training, end to end, on the tiny corpus in tests/tiny: run_tiny.sh WORK PACK
# Needs python3 with torch, numpy, PIL and onnx (Debian: python3-torch python3-numpy python3-pil python3-onnx), rsvg-convert and ffmpeg.
# What comes out is a pack that the SDK opens; four steps of training make no actor.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: run_tiny.sh WORK PACK" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(realpath -m "$1") pack=$(realpath -m "$2")
# A Python of one's own may stand first in PATH; the packages are those of the system's.
python=/usr/bin/python3
[ -x "$python" ] || python=python3
export PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=2
stage() { "$python" -W ignore -m "emovid_training.$1" --work "$work" "${@:2}"; }

stage corpus --packs tests/tiny/packs --index tests/tiny/index.json --processes 2
stage train_body --preset tiny
stage crops --styles tests/tiny/styles --labels labels --identities 2 --processes 2
# From here on in the folder that another machine would have.
stage packed_corpus pack --file "$work/corpus.emovid"
packed="$work/corpus.emovid" work="$work/elsewhere"
stage packed_corpus unpack --file "$packed"
stage train_body --preset tiny
stage train_painter --preset tiny
# A run that was stopped goes on: the same stage again, with more steps.
stage train_painter --preset tiny --steps 6 --resume
stage train_finder --preset tiny
stage windows --labels labels
stage train_teacher --preset tiny
stage distill --preset tiny --method regression
stage distill --preset tiny --method rollout --resume
stage evaluate --seeds 2 --out "$work/report.json"
stage export --out "$pack" --commit "$(git rev-parse HEAD 2>/dev/null || echo none)" --card pack/CARD.md --licence pack/LICENSE.txt --report "$work/report.json"
