"""Judges, stage 3: the motion judge. It sees rendered frames only (motion_features.py) and learns from real clips of the judge set alone.

The labelled clips are few, so the reader is linear: standardised features, the leading directions of all clips of the judge set (labelled or not),
a ridge regression on balanced one-hot targets, averaged over folds. Folds are cut by family. Writes WORK/motion.pt.

One command: python3 -m emovid_training.judges.motion --work WORK --corpus CORPUS_WORK --labels labels
"""
import argparse
import json
import os

import numpy as np
import torch
import torch.nn as nn

from ..families import family
from ..label_agreement import read_labels
from ..labels import EMOTIONS
from ..split import fraction, load
from .motion_features import FRAMES, SIZE, MotionFeatures

DIRECTIONS, RIDGE, FOLDS, WINDOWS = 8, 3.0, 8, 6


class MotionJudge(nn.Module):
    """frames [B, 24, 4, 64, 64] → probabilities [B, 8]."""

    def __init__(self, mean, scale, weight, bias, sharpness):
        super().__init__()
        self.features = MotionFeatures()
        for name, value in (("mean", mean), ("scale", scale), ("weight", weight), ("bias", bias)):
            self.register_buffer(name, torch.as_tensor(np.asarray(value), dtype=torch.float32))
        self.sharpness = sharpness

    def forward(self, frames):
        x = torch.clamp((self.features(frames) - self.mean) / self.scale, -3.0, 3.0)
        return torch.softmax(self.sharpness * (x @ self.weight + self.bias), 1)


class Clips:
    """The corpus at 64², every second frame."""

    def __init__(self, work):
        with open(os.path.join(work, "corpus.json"), encoding="utf-8") as stream:
            meta = json.load(stream)
        self.concepts = {c["key"]: c for c in meta["concepts"]}
        self.frames = np.memmap(os.path.join(work, "frames.u8"), np.uint8, "r", shape=(meta["total"], 4, SIZE, SIZE))

    def windows(self, key, count):
        """[count, 24, 4, 64, 64]: two seconds at 12 a second, from evenly spread beginnings; a loop goes on at its end."""
        concept = self.concepts[key]
        length = concept["frames"]
        rows = [concept["first"] + (np.arange(FRAMES) * 2 + round(k * length / count)) % length for k in range(count)]
        return torch.from_numpy(np.stack([self.frames[r] for r in rows])).float() / 255


@torch.no_grad()
def features(clips, keys, windows):
    reader = MotionFeatures()
    out = []
    for key in keys:
        frames = clips.windows(key, windows)
        out.append(torch.stack([reader(frames), reader(frames.flip(4))], 1).flatten(0, 1).numpy())
    return np.stack(out)


def ridge(x, emotion, weight):
    """Balanced one-hot targets; rows weigh so that emotions count alike."""
    counts = np.bincount(emotion, weights=weight, minlength=8)
    w = weight / np.maximum(counts[emotion], 1e-9)
    w *= len(w) / w.sum()
    target = np.eye(8)[emotion] - 0.125
    gram = x.T @ (w[:, None] * x) + RIDGE * len(x) / 10 * np.eye(x.shape[1])
    return np.linalg.solve(gram, x.T @ (w[:, None] * target))


def fit(every, x, emotion, weight):
    """every [N, F] sets the scale and the directions, x [M, F] with labels the reader → mean, scale, weight [F, 8], bias."""
    mean, scale = every.mean(0), every.std(0) + 1e-3
    z = np.clip((every - mean) / scale, -3, 3)
    _, values, directions = np.linalg.svd(z - z.mean(0), full_matrices=False)
    basis = directions[:DIRECTIONS].T / (values[:DIRECTIONS] / np.sqrt(len(z)))[None]
    projected = (np.clip((x - mean) / scale, -3, 3) - z.mean(0)) @ basis
    solution = ridge(projected, emotion, weight)
    return mean, scale, basis @ solution, -z.mean(0) @ basis @ solution


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--corpus", required=True, help="work folder of emovid_training.corpus")
    parser.add_argument("--labels", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    clips, split, labels = Clips(args.corpus), load(), read_labels(args.labels)
    keys = sorted(k for k in clips.concepts if split[k] == "judge")
    every = features(clips, keys, WINDOWS)
    known = [i for i, k in enumerate(keys) if k in labels]
    emotion = np.array([EMOTIONS.index(labels[keys[i]][0]) for i in known])
    names = [family(keys[i]) for i in known]
    # A family counts once, however many variants it has; a weak label counts for less.
    weight = np.array([(0.6 if labels[keys[i]][1] else 1.0) / names.count(family(keys[i])) for i in known])
    fold = np.array([int(fraction("motion-fold:" + family(keys[i])) * FOLDS) for i in known])
    rows = every[known]

    def spread(index):
        return rows[index].reshape(-1, rows.shape[2]), np.repeat(emotion[index], rows.shape[1]), np.repeat(weight[index], rows.shape[1])

    flat = every.reshape(-1, every.shape[2])
    parts, right = [], np.zeros(len(known), bool)
    for k in range(FOLDS):
        part = fit(flat, *spread(fold != k))
        parts.append(part)
        mean, scale, w, b = part
        for i in np.where(fold == k)[0]:
            score = np.clip((rows[i] - mean) / scale, -3, 3) @ w + b
            right[i] = score.mean(0).argmax() == emotion[i]
    mean, scale = parts[0][:2]
    judge = MotionJudge(mean, scale, np.mean([p[2] for p in parts], 0), np.mean([p[3] for p in parts], 0), 12.0).eval()
    per_emotion = [right[emotion == e].mean() for e in range(8) if (emotion == e).any()]
    state = {"judge": judge.state_dict(), "sharpness": 12.0, "labelled": len(known), "clips": len(keys),
             "heldOut": float(right.mean()), "heldOutBalanced": float(np.mean(per_emotion))}
    torch.save(state, os.path.join(args.work, "motion.pt"))
    print(f"motion judge: {len(known)} labelled of {len(keys)} clips, held-out {right.mean():.3f}, balanced {np.mean(per_emotion):.3f}")


def load_judge(work):
    state = torch.load(os.path.join(work, "motion.pt"), map_location="cpu")
    weights = state["judge"]
    judge = MotionJudge(weights["mean"], weights["scale"], weights["weight"], weights["bias"], state["sharpness"]).eval()
    return judge, state


if __name__ == "__main__":
    main()
