"""Windows of codes as the teacher sees them: normalised, weighted, augmented."""
import os

import numpy as np
import torch

from .labels import CONDITIONS, NEUTRAL
from .networks import BODY


def motion_energy(codes):
    """Mean speed of the body code: how much a window moves, [N]."""
    body = codes[..., :BODY]
    return np.sqrt(((np.roll(body, -1, axis=-2) - body) ** 2).mean((-1, -2)))


def gait(codes, scale):
    """What kind of motion a window is, whatever its speed, size and phase: [N, K] log band energies and mean pose of the
    body code, each window first divided by its own speed."""
    body = codes[..., :BODY] / scale[:BODY]
    speed = np.sqrt(((np.roll(body, -1, axis=1) - body) ** 2).mean((1, 2), keepdims=True)) + 1e-4
    body = body / speed
    spectrum = np.abs(np.fft.rfft(body, axis=1))
    bands = np.stack([spectrum[:, 1], spectrum[:, 2], spectrum[:, 3:5].mean(1), spectrum[:, 5:9].mean(1), spectrum[:, 9:18].mean(1)], 1)
    features = np.concatenate([np.log(bands.reshape(len(codes), -1) + 1e-2), 0.3 * body.mean(1)], 1)
    return (features - features.mean(0)) / (features.std(0) + 1e-6)


def typicality(features, emotion, key, ridge=200.0):
    """How much a labelled window moves as its emotion does and others do not, 0.03-1: the softmax of a ridge classifier
    that never saw the window's own concept. Clips whose motion says nothing about their label then teach less."""
    weight = np.ones(len(emotion))
    rows = np.where((emotion >= 0) & (emotion < NEUTRAL))[0]
    target = np.eye(NEUTRAL)[emotion[rows]]
    target = target / target.mean(0) - 1
    for concept in np.unique(key[rows]):
        own = key[rows] == concept
        x, y = features[rows][~own], target[~own]
        solution = np.linalg.solve(x.T @ x + ridge * np.eye(x.shape[1]), x.T @ y)
        score = features[rows][own] @ solution
        chance = np.exp(2 * (score - score.max(1, keepdims=True)))
        chance = chance / chance.sum(1, keepdims=True)
        weight[rows[own]] = np.clip(1.5 * chance[np.arange(own.sum()), emotion[rows][own]], 0.03, 1)
    return weight


def warped(window, random):
    """The same loop with its timing bent: parts of it quicker, parts slower, still closed."""
    length = len(window)
    time = np.arange(length) / length
    position = (time + random.uniform(0, 0.09) * np.sin(2 * np.pi * (time + random.random()))) * length
    left = np.floor(position).astype(int)
    t = (position - left)[:, None].astype(np.float32)
    return window[left % length] * (1 - t) + window[(left + 1) % length] * t


class Windows:
    def __init__(self, work: str, train_only=True):
        data = np.load(os.path.join(work, "windows.npz"))
        keep = data["train"] if train_only else np.ones(len(data["key"]), bool)
        # Windows without motion teach freezing; wild ones are clips that dissolve rather than move.
        energy = motion_energy(data["codes"])
        low, high = np.quantile(energy, 0.02), np.quantile(energy, 0.97)
        keep = keep & (energy > low) & (energy < high)
        self.codes, self.embedding = data["codes"][keep], data["embedding"][keep]
        self.emotion, self.key, self.group = data["emotion"][keep].copy(), data["key"][keep], data["group"][keep]
        self.mirrored, self.weak = data["mirrored"][keep], data["weak"][keep]
        energy = energy[keep]
        # Neutral: unlabelled clips of living things that move, but calmly.
        living = np.array([g.startswith(("smileys", "animals", "people")) for g in self.group])
        calm = energy < np.quantile(energy, 0.3)
        self.emotion[(self.emotion < 0) & living & calm] = NEUTRAL
        self.scale = self.codes.reshape(-1, self.codes.shape[-1]).std(0) + 1e-4
        self.normal = (self.codes / self.scale).astype(np.float32)
        self.typical = typicality(gait(self.codes, self.scale), self.emotion, self.key)
        # Intensity as the data knows it: the rank of a window's energy among the windows of its emotion.
        self.rank = np.zeros(len(energy), np.float32)
        for label in range(-1, CONDITIONS):
            rows = np.where(self.emotion == label)[0]
            if len(rows):
                self.rank[rows[np.argsort(energy[rows])]] = (np.arange(len(rows)) + 0.5) / len(rows)
        self.energy = energy
        self.medians = np.array([np.median(energy[self.emotion == label]) if (self.emotion == label).any() else np.median(energy)
                                 for label in range(CONDITIONS)], np.float32)

    def draw(self, batch: int, random: np.random.Generator, labelled_share=0.7):
        labelled = np.where(self.emotion >= 0)[0]
        counts = np.bincount(self.emotion[labelled], weights=self.typical[labelled], minlength=CONDITIONS)
        # A label guessed from a name counts for less than one given to a face.
        weight = np.where(self.weak[labelled], 0.4, 1.0) * self.typical[labelled] / counts[self.emotion[labelled]]
        weight[self.emotion[labelled] == NEUTRAL] *= 0.7
        unlabelled = np.where(self.emotion < 0)[0]
        pick = np.where(random.random(batch) < labelled_share,
                        random.choice(labelled, batch, p=weight / weight.sum()), random.choice(unlabelled, batch))
        x = np.empty((batch,) + self.normal.shape[1:], np.float32)
        for i, row in enumerate(pick):
            window = warped(np.roll(self.normal[row], random.integers(72), axis=0), random)
            if self.emotion[row] >= 0 and random.random() < 0.55:
                # Two clips of one emotion superposed: new motion of the same kind, the same energy.
                rows = np.where(self.emotion == self.emotion[row])[0]
                other = random.choice(rows, p=self.typical[rows] / self.typical[rows].sum())
                angle = random.uniform(0, np.pi / 2)
                window = np.cos(angle) * window + np.sin(angle) * warped(np.roll(self.normal[other], random.integers(72), axis=0), random)
            x[i] = window * random.uniform(0.85, 1.2)
        emotion = np.zeros((batch, CONDITIONS), np.float32)
        known = self.emotion[pick] >= 0
        emotion[np.where(known)[0], self.emotion[pick][known]] = 1
        return (torch.from_numpy(x), torch.from_numpy(emotion), torch.from_numpy(self.rank[pick][:, None]),
                torch.from_numpy(self.embedding[pick]))
