"""Stage 3: every clip as one window of codes: 72 frames at 24 Hz, time circular.

Encodes each concept against its first frame with the trained autoencoder, plain and mirrored, brings the loop to 72 frames
and writes WORK/windows.npz: codes [N, 72, CODE], embedding [N, EMBEDDING], key, emotion (-1: none), weak and train flags.
A clip shorter than a window is repeated to the nearest whole number of loops; loops that do not close are left out.

One command: python3 -m emovid_training.windows --work WORK --labels training/labels
"""
import argparse
import csv
import os

import numpy as np
import torch

from .dataset import Corpus, is_test
from .labels import EMOTIONS
from .train_autoencoder import Autoencoder

WINDOW = 72
RATE_HZ = 24.0


def resample_circular(codes: np.ndarray, length: int) -> np.ndarray:
    """[T, D] periodic → [length, D] periodic, linear between frames."""
    count = len(codes)
    position = np.arange(length) * count / length
    left = np.floor(position).astype(int)
    t = (position - left)[:, None].astype(np.float32)
    return codes[left % count] * (1 - t) + codes[(left + 1) % count] * t


def to_window(codes: np.ndarray, milliseconds: float):
    """One window of 72 frames, or None when the loop does not close (its seam jumps more than its motion does)."""
    steps = np.linalg.norm(np.diff(codes, axis=0), axis=1)
    seam = np.linalg.norm(codes[0] - codes[-1])
    if seam > 3 * np.percentile(steps, 95) + 1e-3:
        return None
    if seam < 0.25 * np.median(steps) and len(codes) > 2:
        codes = codes[:-1]      # the last frame repeats the first
    seconds = len(codes) * milliseconds / 1000
    loops = max(1, round(WINDOW / RATE_HZ / seconds))
    return resample_circular(np.concatenate([codes] * loops), WINDOW)


def load_autoencoder(work: str) -> Autoencoder:
    state = torch.load(os.path.join(work, "autoencoder.pt"), map_location="cpu")
    model = Autoencoder()
    model.load_state_dict(state["average"])
    return model.eval()


@torch.no_grad()
def encode(model, clip):
    body, expression = model.encoder(clip[:1], clip)
    _, embedding = model.appearance(clip[:1])
    return torch.cat([body, expression], 1).numpy(), embedding[0].numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--labels", required=True, help="folder with mikels.csv and weak.csv")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    args = parser.parse_args()
    torch.set_num_threads(args.threads or os.cpu_count())
    corpus, model = Corpus(args.work), load_autoencoder(args.work)
    labels = {}
    for name in ("weak", "mikels"):
        with open(os.path.join(args.labels, name + ".csv"), encoding="utf-8") as stream:
            labels.update({row["key"]: (EMOTIONS.index(row["mikels"]), name == "weak") for row in csv.DictReader(stream)})
    rows = {name: [] for name in ("codes", "embedding", "key", "emotion", "weak", "mirrored", "train", "group")}
    for number, concept in enumerate(corpus.concepts):
        clip = corpus.clip(concept)
        for mirrored in (False, True):
            codes, embedding = encode(model, clip.flip(3) if mirrored else clip)
            window = to_window(codes, concept["milliseconds"])
            if window is None:
                continue
            rows["codes"].append(window.astype(np.float32)), rows["embedding"].append(embedding)
            emotion, weak = labels.get(concept["key"], (-1, False))
            rows["key"].append(concept["key"]), rows["emotion"].append(emotion), rows["weak"].append(weak)
            rows["mirrored"].append(mirrored), rows["train"].append(not is_test(concept["key"]))
            rows["group"].append(concept["group"] + "/" + concept["subgroup"])
        if number % 100 == 99:
            print(f"windows: {number + 1}/{len(corpus.concepts)}", flush=True)
    arrays = {name: np.array(values) for name, values in rows.items()}
    partial = os.path.join(args.work, "windows.partial.npz")
    np.savez(partial, **arrays)
    os.replace(partial, os.path.join(args.work, "windows.npz"))
    print(f"windows: {len(arrays['key'])} of {2 * len(corpus.concepts)}, {int((arrays['emotion'] >= 0).sum())} labelled")


if __name__ == "__main__":
    main()
