"""Stage 6: every clip as one window of codes: 72 frames at 24 Hz, time circular.

Encodes each concept against its first frame, plain and mirrored, brings the loop to 72 frames and writes WORK/windows.npz:
codes [N, 72, CODE], drawn (whether the expression part is the clip's own: only the painter's faces have one), embedding
[N, EMBEDDING], key, emotion (-1: none), weak, mirrored, group, distinct (how far its face is from those of every other emotion,
0 where it has none); also the shape of shut eyes, and embeddings of avatars.
A clip shorter than a window is repeated to the nearest whole number of loops; loops that do not close are left out.
Only the generator's set.

One command: python3 -m emovid_training.windows --work WORK --labels labels
"""
import argparse
import csv
import os

import numpy as np
import torch
import torch.nn.functional as F

from . import own_faces
from .dataset import Corpus
from .face_finder import SIGHT
from .labels import EMOTIONS
from .networks import BODY, CODE, SHAPE
from .painter_networks import CROP, INK
from .train_body import load_body
from .train_finder import load_finder
from .train_painter import load_painter

# The clip whose median frame shows shut eyes and nothing else above the nose.
SHUT_EYES = "1f60a"
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
    body = codes[:, :BODY]
    steps = np.linalg.norm(np.diff(body, axis=0), axis=1)
    seam = np.linalg.norm(body[0] - body[-1])
    if seam > 3 * np.percentile(steps, 95) + 1e-3:
        return None
    if seam < 0.25 * np.median(steps) and len(codes) > 2:
        codes = codes[:-1]      # the last frame repeats the first
    seconds = len(codes) * milliseconds / 1000
    loops = max(1, round(WINDOW / RATE_HZ / seconds))
    return resample_circular(np.concatenate([codes] * loops), WINDOW)


class Encoders:
    """Body, expression and embedding of clips."""

    def __init__(self, work: str):
        self.body, self.painter, self.finder = load_body(work), load_painter(work), load_finder(work)
        with np.load(os.path.join(work, "crops.npz")) as data:
            self.crops = {clip: data["crop"][data["clip"] == clip] for clip in np.unique(data["clip"]) if clip}
            canvases = torch.from_numpy(data["canvas"]).float() / 255
        with torch.no_grad():
            self.avatars = self.finder(F.avg_pool2d(canvases, canvases.shape[-1] // SIGHT))[2].numpy() if len(canvases) else np.zeros((0, 24), np.float32)

    @torch.no_grad()
    def shapes(self, key, mirrored):
        crops = torch.from_numpy(self.crops[key]).float() / 255
        return self.painter.encoder(F.avg_pool2d(crops.flip(3) if mirrored else crops, INK // CROP)).numpy()

    @torch.no_grad()
    def clip(self, key, clip, mirrored):
        """[T, CODE], whether the expression is the clip's own, and the embedding."""
        clip = clip.flip(3) if mirrored else clip
        code = np.zeros((len(clip), CODE), np.float32)
        code[:, :BODY] = self.body(clip[:1], clip).numpy()
        drawn = key in self.crops
        if drawn:
            code[:, BODY:BODY + SHAPE] = self.shapes(key, mirrored)
            code[:, BODY + SHAPE:] = 1
        return code, drawn, self.finder(clip[:1])[2][0].numpy()


@torch.no_grad()
def distinctness(encoders, labels) -> dict:
    """Clip → how far its faces are from the nearest face of any other emotion, a mean over its frames; 0 for clips whose faces are nearer to
    those of other emotions than to their own emotion's."""
    seen = sorted(key for key in encoders.crops if key in labels and not labels[key][1])
    if not seen:
        return {}
    home = encoders.crops[SHUT_EYES if SHUT_EYES in encoders.crops else seen[0]][:1]
    shapes = [encoders.shapes(key, False)[::6] for key in seen]
    clip = np.repeat(np.arange(len(seen)), [len(rows) for rows in shapes])
    emotion = np.array([labels[key][0] for key in seen])[clip]
    faces = own_faces.pictures(encoders.painter, torch.from_numpy(home).float() / 255, torch.from_numpy(np.concatenate(shapes)))
    other, own = own_faces.distances(faces, emotion, clip)
    belongs = own_faces.belonging(other, own, clip)
    far = np.where(np.isfinite(other), other, 0.0)
    return {key: float(far[clip == n].mean()) * bool(belongs[clip == n].mean() >= own_faces.CLIP_BELONGS) for n, key in enumerate(seen)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True)
    parser.add_argument("--labels", required=True, help="folder with mikels.csv and weak.csv")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    args = parser.parse_args()
    torch.set_num_threads(args.threads or os.cpu_count())
    corpus, encoders = Corpus(args.work), Encoders(args.work)
    labels = {}
    for name in ("weak", "mikels"):
        with open(os.path.join(args.labels, name + ".csv"), encoding="utf-8") as stream:
            labels.update({row["key"]: (EMOTIONS.index(row["mikels"]), name == "weak") for row in csv.DictReader(stream)})
    rows = {name: [] for name in ("codes", "drawn", "embedding", "key", "emotion", "weak", "mirrored", "group", "distinct")}
    distinct = distinctness(encoders, labels)
    print("distinct: " + ", ".join(f"{key} {value:.3f}" for key, value in distinct.items()), flush=True)
    for number, concept in enumerate(corpus.train):
        clip = corpus.clip(concept)
        for mirrored in (False, True):
            codes, drawn, embedding = encoders.clip(concept["key"], clip, mirrored)
            window = to_window(codes, concept["milliseconds"])
            if window is None:
                continue
            emotion, weak = labels.get(concept["key"], (-1, False))
            for name, value in zip(rows, (window.astype(np.float32), drawn, embedding, concept["key"], emotion, weak, mirrored,
                                          concept["group"] + "/" + concept["subgroup"], distinct.get(concept["key"], 0.0))):
                rows[name].append(value)
        if number % 100 == 99:
            print(f"windows: {number + 1}/{len(corpus.train)}", flush=True)
    shut = np.median(encoders.shapes(SHUT_EYES if SHUT_EYES in encoders.crops else next(iter(encoders.crops)), False), 0)
    arrays = {name: np.array(values) for name, values in rows.items()}
    partial = os.path.join(args.work, "windows.partial.npz")
    np.savez(partial, shut=shut.astype(np.float32), avatars=encoders.avatars, **arrays)
    os.replace(partial, os.path.join(args.work, "windows.npz"))
    print(f"windows: {len(arrays['key'])} of {2 * len(corpus.train)}, {int((arrays['emotion'] >= 0).sum())} labelled")


if __name__ == "__main__":
    main()
