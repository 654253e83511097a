"""Which faces are an emotion's own: seen as pictures of one and the same head, not as codes, and by the generator's clips alone."""
import numpy as np
import torch
import torch.nn.functional as F

from .painter_networks import INK

SEEN = 24            # cells a side at which faces are compared
BELONGS = 0.7        # moments that belong less are not worn: something of another emotion is nearer …
CLIP_BELONGS = 0.75  # … and neither are clips that belong less in the mean


@torch.no_grad()
def pictures(painter, home, shapes):
    """shapes [N, SHAPE] → [N, 3 · SEEN²]: each drawn on the head `home` [1, 4, 96, 96]."""
    drawn = painter.draw(home.expand(len(shapes), -1, -1, -1), shapes)[0][:, :3]
    return F.avg_pool2d(drawn, INK // SEEN).flatten(1)


def distances(seen, emotion, clip):
    """For each of N faces, root mean square of colours to the nearest face of any other emotion, and to the nearest of another clip of its
    own (infinite where its emotion has no other clip)."""
    far = torch.cdist(seen, seen).numpy() / seen.shape[1] ** 0.5
    same = emotion[:, None] == emotion[None]
    other = np.where(same, np.inf, far).min(1)
    own = np.where(same & (clip[:, None] != clip[None]), far, np.inf).min(1)
    return other, own


def belonging(other, own, clip):
    """How much nearer a face is to its own emotion than to others: the quotient of both distances. A clip that stands alone for its emotion is
    measured against its own furthest moment."""
    out = other / np.maximum(own, 1e-9)
    for name in np.unique(clip[~np.isfinite(own)]):
        rows = clip == name
        out[rows] = other[rows] / max(other[rows].max(), 1e-9)
    return np.where(np.isfinite(out), out, 1.0)


def worn_moments(belongs):
    """[clips, moments] → for every moment the number of the one that is worn in its place: itself, or the nearest in time that belongs."""
    count = belongs.shape[1]
    out = np.empty(belongs.shape, int)
    for clip, row in enumerate(belongs):
        kept = np.where(row >= min(BELONGS, row.max()))[0]
        for moment in range(count):
            away = np.abs(kept - moment)
            out[clip, moment] = kept[np.minimum(away, count - away).argmin()]
    return out
