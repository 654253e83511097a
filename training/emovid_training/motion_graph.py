"""The pack's motion graph: the student, its body brought to the size of real motion, its expressions to real faces."""
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from . import own_faces
from .distill import predict
from .labels import CONDITIONS, EMOTIONS, NEUTRAL
from .motion_data import motion_energy
from .networks import BODY, CODE, SHAPE
from .painter_networks import CROP, INK
from .sampling import conditioned
from .train_painter import disc

# Body motion of an acted emotion, in medians of the emotion's real clips …
LIVELINESS = {"amusement": 1.0, "awe": 1.5, "contentment": 1.2, "excitement": 1.0, "anger": 1.3, "disgust": 1.0, "fear": 1.3, "sadness": 0.95}
REST = 0.6           # … and at rest, in medians of calm clips
POSE = 0.7           # how much of a window's mean pose is kept: guidance exaggerates it, and a head held long is a head deformed
SNAP = 24.0          # how firmly shapes are drawn to real ones: one over the square of the distance that still mixes
CHOICE = 400.0       # how firmly one clip is chosen for a window
PLAIN = 8.0          # squared distance that the clip most unlike all other emotions is preferred by
FOREIGN = 1000.0     # … and that a clip of an emotion that is not asked for is put off by
ASKED = 0.05         # weight from which an emotion counts as asked for
MOMENTS = 12         # moments of a clip that may be worn
WORN_DB = 24.0       # clips that the painter rebuilds worse than this on another head of theirs are not worn
SHUT = "1f619"       # the clip whose shut eyes a blink wears: arcs, and a mouth well below them
DRIVE_FROM, DRIVE_OVER = 0.22, 0.2
MILDEST = 0.65       # an expression at the least intensity that shows one: so far from the mean of all faces to the full one
SHOWN_FROM, SHOWN_OVER = 0.05, 0.1     # intensities over which the face goes from the still's own to an acted one


class MotionGraph(nn.Module):
    """Normalised noise in, codes in the renderer's units out.

    The body is sized, emotion by emotion, to what real clips show, and held softly inside the range that they reach. A window
    chooses one clip of the emotions that it is asked for, whose faces its shapes resemble most, and wears those: a mean of two faces is no face, and a face that
    changes its mind every frame flickers. Intensity carries the face from the mean of all faces towards the worn one; the drives go
    all the way as soon as an emotion shows at all, since half a mask is a ghost."""

    def __init__(self, student, scale, limit, size, sought, worn, emotion, plain):
        """`emotion` and `plain` [clips]: whose each clip is, and how unlike other emotions' faces it is beside the plainest of its own, 0-1."""
        super().__init__()
        self.student = student
        self.register_buffer("emotion_of", F.one_hot(emotion, CONDITIONS).float())
        self.register_buffer("plain", PLAIN * plain)
        self.register_buffer("rest", worn.mean((0, 1)))
        for name, value in (("scale", scale), ("limit", limit), ("size", size), ("sought", sought.flatten(0, 1)), ("worn", worn.flatten(0, 1))):
            self.register_buffer(name, value)

    def forward(self, noise, emotion, intensity, embedding):
        known = torch.ones_like(intensity)
        # The face is planned at full intensity, where no neutral mixes in; what intensity leaves of it is carried out below.
        both = predict(self.student, *(torch.cat([x, y]) for x, y in ((noise, noise), (emotion, emotion), (intensity, known), (embedding, embedding), (known, known))))
        x, full = (both * self.scale).chunk(2)
        weights = conditioned(emotion, intensity).clamp_min(0)
        size = (weights @ self.size) / weights.sum(1, keepdim=True)
        acted = weights[:, None, :NEUTRAL].sum(2, keepdim=True)
        shown = ((acted - SHOWN_FROM) / SHOWN_OVER).clamp(0, 1)
        body, shape = x[..., :BODY], (x + shown * (full - x))[..., BODY:BODY + SHAPE]
        mean = body.mean(1, keepdim=True)
        body = self.limit * torch.tanh((POSE * mean + size[:, :, None] * (body - mean)) / self.limit)

        # Minus the square of the distance to every moment of every clip, but for a term that all share.
        alike = 2 * shape @ self.sought.t() - (self.sought * self.sought).sum(1)
        clips = alike.shape[2] // MOMENTS
        alike = alike.reshape(alike.shape[0], -1, clips, MOMENTS)
        asked = torch.cat([weights[:, :NEUTRAL], 1 - shown[:, 0]], 1) @ self.emotion_of.t()
        fit = alike.amax(3).mean(1) + self.plain - FOREIGN * (1 - asked / ASKED).clamp_min(0)
        chosen = torch.log_softmax(CHOICE * fit, 1)[:, None]
        near = torch.softmax((SNAP * alike + chosen[..., None]).reshape(alike.shape[0], -1, clips * MOMENTS), 2)
        drives = ((x[..., BODY + SHAPE:] - DRIVE_FROM) / DRIVE_OVER).clamp(0, 1)
        # At rest only a blink is painted, and it shuts the eyes whole.
        strength = 1 - shown * (1 - MILDEST) * (1 - acted)
        return torch.cat([body, self.rest + strength * (near @ self.worn - self.rest), torch.maximum(drives, shown)], 2)


@torch.no_grad()
def drawn_db(painter, crops, reference) -> float:
    """How well the painter rebuilds a clip's faces, in dB, from their own codes on another face."""
    target = torch.from_numpy(crops).float() / 255
    out = painter.draw(reference.expand(len(target), -1, -1, -1), painter.encoder(F.avg_pool2d(target, INK // CROP)))[0]
    here = disc("cpu") * reference[:, 3:] * target[:, 3:]
    return float(-10 * torch.log10((((out - target)[:, :3] ** 2 * here).sum((1, 2, 3)) / (3 * here.sum((1, 2, 3)) + 1)).mean()))


@torch.no_grad()
def worn_shapes(work, painter, data):
    """What a window may look for and what it then wears, both [clips, MOMENTS, SHAPE]: moments of the labelled stickers that the
    painter draws well and that are no other emotion's, and shut eyes; and whose each clip is and how plainly."""
    with np.load(os.path.join(work, "crops.npz")) as stored:
        crops = {clip: stored["crop"][(stored["clip"] == clip) & (stored["head"] == 0)] for clip in np.unique(stored["clip"])}
    moments = np.linspace(0, data.codes.shape[1], MOMENTS, endpoint=False).astype(int)

    def shapes(row):
        return data.codes[row][moments, BODY:BODY + SHAPE]

    home = SHUT if len(crops.get(SHUT, ())) else next(clip for clip in crops if clip and len(crops[clip]))
    reference = torch.from_numpy(crops[home][:1]).float() / 255
    rows = np.unique(np.concatenate([data.actors[k] for k in range(len(EMOTIONS))]))
    rows = [row for row in rows if not data.mirrored[row] and len(crops[data.key[row]])]
    quality = {key: drawn_db(painter, crops[key][::9], reference) for key in {data.key[row] for row in rows}}
    worn = [row for row in rows if quality[data.key[row]] >= WORN_DB] or rows
    shut = np.median(painter.encoder(F.avg_pool2d(torch.from_numpy(crops[home]).float() / 255, INK // CROP)).numpy(), 0)
    sought = np.stack([shapes(row) for row in worn])
    seen = own_faces.pictures(painter, reference, torch.from_numpy(sought).flatten(0, 1))
    emotion, clip = np.repeat(data.emotion[worn], MOMENTS), np.repeat(np.arange(len(worn)), MOMENTS)
    belongs = own_faces.belonging(*own_faces.distances(seen, emotion, clip), clip).reshape(-1, MOMENTS)
    kept = belongs.mean(1) >= min(own_faces.CLIP_BELONGS, *(belongs[data.emotion[worn] == k].mean(1).max() for k in np.unique(data.emotion[worn])))
    worn, sought, belongs = [row for row, keep in zip(worn, kept) if keep], sought[kept], belongs[kept]
    instead = own_faces.worn_moments(belongs)
    wear = sought[np.arange(len(worn))[:, None], instead]
    print("worn: " + ", ".join(f"{data.key[row]} {quality[data.key[row]]:.1f} dB, {(own != np.arange(MOMENTS)).sum()} moments replaced"
                               for row, own in zip(worn, instead)), flush=True)
    sought = np.concatenate([sought, np.tile(data.shut, (1, MOMENTS, 1))])
    wear = np.concatenate([wear, np.tile(shut, (1, MOMENTS, 1))])
    emotion = np.append(data.emotion[worn], NEUTRAL)
    far = np.append(data.distinct[worn], 1.0)
    plain = far / np.array([max(far[emotion == k].max(), 1e-6) for k in emotion])
    return (torch.from_numpy(sought.astype(np.float32)), torch.from_numpy(wear.astype(np.float32)),
            torch.from_numpy(emotion.astype(np.int64)), torch.from_numpy(plain.astype(np.float32)))


def body_size(k: int, codes: np.ndarray, medians: np.ndarray) -> float:
    """What the body motion of windows of one emotion, or at rest, must be multiplied by to be as lively as it shall be."""
    target = medians[k] * (LIVELINESS[EMOTIONS[k]] if k < NEUTRAL else REST)
    return float(np.clip(target / (np.median(motion_energy(codes)) + 1e-6), 0.2, 2))


def body_sizes(student, data, seeds=12) -> torch.Tensor:
    """[9, 1]: what the student's body motion must be multiplied by to be LIVELINESS times the median of the emotion's clips."""
    random, one = np.random.default_rng(5), torch.ones(seeds, 1)
    sizes = []
    for k in range(CONDITIONS):
        mix = torch.zeros(seeds, CONDITIONS)
        mix[:, min(k, NEUTRAL - 1)] = 1
        embedding = torch.from_numpy(data.embedding[random.integers(0, len(data.embedding), seeds)])
        noise = torch.randn(seeds, *data.codes.shape[1:], generator=torch.Generator().manual_seed(k))
        with torch.no_grad():
            codes = predict(student, noise, mix, one * float(k < NEUTRAL), embedding, one).numpy() * data.scale
        sizes.append(body_size(k, codes, data.medians))
    return torch.tensor(sizes)[:, None]


def code_limit(codes: np.ndarray) -> torch.Tensor:
    """How far each body number reaches in the real clips, with a little room."""
    return torch.from_numpy(np.quantile(np.abs(codes.reshape(-1, CODE)[:, :BODY]), 0.997, axis=0).astype(np.float32) * 1.15 + 1e-3)


def motion_graph(work, painter, student, state, data) -> MotionGraph:
    return MotionGraph(student, state["scale"].float(), code_limit(data.codes), body_sizes(student, data), *worn_shapes(work, painter, data)).eval()
