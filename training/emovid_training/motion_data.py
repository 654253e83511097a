"""Windows of codes as the teacher sees them: normalised, weighted, augmented."""
import os

import numpy as np
import torch

from .body_language import phrase
from .labels import CONDITIONS, NEUTRAL
from .networks import BODY, CODE, SHAPE

# How many of the windows of an emotion move by the grammar of body language and not as a clip does, and by how much a phrase may be
# scaled to the energy of the clip whose place it takes.
SPOKEN, SPOKEN_SCALE = 0.8, (0.35, 2.0)
# How firmly the faces of an emotion are drawn from those of its clips that no other emotion's resemble.
PLAINNESS = 3.0


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
    target = target / np.maximum(target.mean(0), 1e-3) - 1
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


def blinks(random, length=72):
    """[length] drive of the upper half of the face: shut for about a sixth of a second, once or twice in three seconds."""
    drive = np.zeros(length, np.float32)
    start = random.integers(length)
    for at in ([start] if random.random() < 0.6 else [start, start + random.integers(14, 50)]):
        away = np.abs((np.arange(length) - at + length / 2) % length - length / 2)
        drive = np.maximum(drive, np.clip(3.2 - away, 0, 1).astype(np.float32))
    return drive


class Windows:
    def __init__(self, work: str):
        with np.load(os.path.join(work, "windows.npz")) as data:
            data = dict(data)
        # Windows without motion teach freezing; wild ones are clips that dissolve rather than move.
        energy = motion_energy(data["codes"])
        low, high = np.quantile(energy, 0.02), np.quantile(energy, 0.97)
        keep = (energy >= low) & (energy <= high)
        self.codes, self.embedding, self.drawn = data["codes"][keep], data["embedding"][keep], data["drawn"][keep]
        self.emotion, self.key, self.group = data["emotion"][keep].copy(), data["key"][keep], data["group"][keep]
        self.mirrored, self.weak, self.distinct = data["mirrored"][keep], data["weak"][keep], data["distinct"][keep]
        self.shut, self.avatars = data["shut"], data["avatars"]
        energy = energy[keep]
        # Neutral: unlabelled clips of living things that move, but calmly.
        living = np.array([g.startswith(("smileys", "animals", "people")) for g in self.group])
        calm = energy < np.quantile(energy, 0.3)
        self.emotion[(self.emotion < 0) & living & calm] = NEUTRAL
        self.scale = np.concatenate([self.codes[..., :BODY].reshape(-1, BODY).std(0) + 1e-4,
                                     self.expressions().reshape(-1, CODE - BODY).std(0) + 0.1]).astype(np.float32)
        self.scale[BODY + SHAPE:] = 0.5     # a drive goes from 0 to 1
        self.typical = typicality(gait(self.codes, self.scale), self.emotion, self.key)
        # Whose expression a window of the emotion may show: clips that the painter's faces act, strong labels only if there are.
        self.actors = {}
        for label in range(-1, NEUTRAL):
            rows = np.where(self.drawn & (self.emotion == label) & ~self.weak)[0]
            self.actors[label] = rows if len(rows) else np.where(self.drawn & (self.emotion == label))[0]
            if not len(self.actors[label]):
                self.actors[label] = np.where(self.drawn)[0]
        # An emotion wears above all the faces that are its own: those furthest from every face of another emotion.
        self.chances = {}
        for label, rows in self.actors.items():
            plain = self.distinct[rows]
            chance = np.exp(PLAINNESS * (plain / max(plain.max(), 1e-6) - 1)) if label >= 0 else np.ones(len(rows))
            self.chances[label] = chance / chance.sum()
        # Intensity as the data knows it: the rank of a window's energy among the windows of its emotion.
        self.rank = np.zeros(len(energy), np.float32)
        for label in range(-1, CONDITIONS):
            rows = np.where(self.emotion == label)[0]
            if len(rows):
                self.rank[rows[np.argsort(energy[rows])]] = (np.arange(len(rows)) + 0.5) / len(rows)
        self.energy = energy
        self.medians = np.array([np.median(energy[self.emotion == label]) if (self.emotion == label).any() else np.median(energy)
                                 for label in range(CONDITIONS)], np.float32)

    def expressions(self):
        drawn = self.codes[self.drawn][..., BODY:]
        return drawn if len(drawn) else self.codes[..., BODY:]

    def expression_of(self, row, random):
        """[72, EXPRESSION] for a window: its own, that of another clip of its emotion, or, of neutral, blinking."""
        if self.emotion[row] == NEUTRAL:
            out = np.zeros((self.codes.shape[1], CODE - BODY), np.float32)
            out[:, :SHAPE], out[:, SHAPE] = self.shut, blinks(random, len(out))
            return out
        if not (self.drawn[row] and random.random() < 0.25 and not self.weak[row]):
            label = int(self.emotion[row])
            row = random.choice(self.actors[label], p=self.chances[label])
        return warped(np.roll(self.codes[row][:, BODY:], random.integers(72), axis=0), random)

    def draw(self, batch: int, random: np.random.Generator, labelled_share=0.75):
        labelled = np.where(self.emotion >= 0)[0]
        counts = np.bincount(self.emotion[labelled], weights=self.typical[labelled], minlength=CONDITIONS)
        # A weak label counts for less.
        weight = np.where(self.weak[labelled], 0.4, 1.0) * self.typical[labelled] / counts[self.emotion[labelled]]
        unlabelled = np.where(self.emotion < 0)[0]
        pick = random.choice(labelled, batch, p=weight / weight.sum())
        if len(unlabelled):
            pick = np.where(random.random(batch) < labelled_share, pick, random.choice(unlabelled, batch))
        x = np.empty((batch,) + self.codes.shape[1:], np.float32)
        embedding = self.embedding[pick].copy()
        for i, row in enumerate(pick):
            body = warped(np.roll(self.codes[row][:, :BODY], random.integers(72), axis=0), random)
            if self.emotion[row] >= 0 and random.random() < 0.55:
                # Two clips of one emotion superposed: new motion of the same kind, the same energy.
                rows = np.where(self.emotion == self.emotion[row])[0]
                other = random.choice(rows, p=self.typical[rows] / self.typical[rows].sum())
                angle = random.uniform(0, np.pi / 2)
                body = np.cos(angle) * body + np.sin(angle) * warped(np.roll(self.codes[other][:, :BODY], random.integers(72), axis=0), random)
            if 0 <= self.emotion[row] < NEUTRAL and random.random() < SPOKEN:
                spoken = phrase(int(self.emotion[row]), random, len(body))
                pose = spoken.mean(0)
                body = pose + (spoken - pose) * np.clip(motion_energy(body) / motion_energy(spoken), *SPOKEN_SCALE)
            x[i, :, :BODY] = body * random.uniform(0.85, 1.2)
            x[i, :, BODY:] = self.expression_of(row, random)
            # Avatars act what stickers of their emotion act.
            if len(self.avatars) and random.random() < 0.25:
                embedding[i] = self.avatars[random.integers(len(self.avatars))]
        emotion = np.zeros((batch, CONDITIONS), np.float32)
        known = self.emotion[pick] >= 0
        emotion[np.where(known)[0], self.emotion[pick][known]] = 1
        return (torch.from_numpy(x / self.scale), torch.from_numpy(emotion), torch.from_numpy(self.rank[pick][:, None]),
                torch.from_numpy(embedding))
