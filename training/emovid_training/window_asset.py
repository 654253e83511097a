"""Writes the training windows that the tests of a shipped pack compare its motion with.

python3 -m emovid_training.window_asset --work WORK --out tests/assets/motion
  windows.f16    [N, 36, BODY] float16 little-endian: the body codes of every training window, plain and not mirrored, at 12 Hz
  windows.json   shape, per-number scale, the signs by which a mirrored clip differs, base code point and emotion of each
"""
import argparse
import json
import os

import numpy as np

from .labels import CONDITIONS, EMOTIONS
from .motion_data import Windows
from .networks import BODY

# A clip seen in a mirror, x → −x: of dx the terms even in x change sign, of dy the odd ones; a tint stays.
MIRROR_SIGNS = [-1, 1, -1, 1, -1, -1, -1, 1, -1, 1, -1, 1, 1, 1, 1, 1, 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    data = Windows(args.work)
    rows = ~data.mirrored
    codes = data.codes[rows][:, ::2, :BODY].astype("<f2")
    os.makedirs(args.out, exist_ok=True)
    codes.tofile(os.path.join(args.out, "windows.f16"))
    names = EMOTIONS + ["neutral"]
    assert len(names) == CONDITIONS and len(MIRROR_SIGNS) == BODY
    with open(os.path.join(args.out, "windows.json"), "w", encoding="utf-8") as sink:
        json.dump({"shape": list(codes.shape), "codeRateHz": 12, "scale": [round(float(s), 6) for s in data.scale[:BODY]],
                   "mirrorSigns": MIRROR_SIGNS, "codePoints": [k.split("-")[0] for k in data.key[rows]],
                   "emotions": [names[e] if e >= 0 else None for e in data.emotion[rows]],
                   "energy": [round(float(e), 5) for e in data.energy[rows]]}, sink)
        sink.write("\n")
    print(f"windows: {codes.shape}")


if __name__ == "__main__":
    main()
