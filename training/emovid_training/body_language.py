"""Body language as animators teach it: squash and stretch, sway, tremble, droop, recoil, as loops of body codes.

The labelled clips are few and their motion says little of their label (a ridge reader of motion tells it in one clip of five), so a part of
the windows that teach the motion networks how an emotion moves is drawn from this grammar instead: rules of Thomas and Johnston, "The Illusion
of Life" (1981), and of what observers read in bare motion: speed and jerk grow from sadness over contentment to anger (Pollick, Paterson,
Bruderlin and Sanford, "Perceiving affect from arm movement", 2001). Every phrase differs: pace, size, side, phase and pauses are drawn anew.
"""
import numpy as np

from .labels import EMOTIONS
from .networks import BODY

# A code moves a tenth of itself, in silhouette diameters (networks.body_flow): codes for one half width.
UNIT = 5.0


def codes(x=0.0, y=0.0, width=1.0, height=1.0, roll=0.0, lean=0.0, bend=0.0, look_x=0.0, look_y=0.0):
    """[T, BODY] of poses about the foot, y down. Shifts and looks in half widths of the silhouette; roll in radians, clockwise; `lean` and
    `bend` are how far the top is carried to the right, straight or in an arc."""
    x, y, width, height, roll, lean, bend, look_x, look_y = np.broadcast_arrays(x, y, width, height, roll, lean, bend, look_x, look_y)
    cos, sin = np.cos(roll), np.sin(roll)
    # Pose = roll · shear · stretch; what is drawn at a place comes from where the inverse pose puts it.
    a, b, c, d = cos * width, -cos * lean / 2 * height - sin * height, sin * width, -sin * lean / 2 * height + cos * height
    determinant = a * d - b * c
    ia, ib, ic, id_ = d / determinant, -b / determinant, -c / determinant, a / determinant
    out = np.zeros(x.shape + (BODY,), np.float32)
    foot = 1.0
    out[..., 1], out[..., 2], out[..., 8], out[..., 9] = ia - 1, ib, ic, id_ - 1
    out[..., 0] = -ib * foot - (ia * x + ib * y)
    out[..., 7] = -(id_ - 1) * foot - (ic * x + id_ * y)
    # An arc that leaves the foot where it is: −bend · ((y − 1) / 2)².
    out[..., 4] -= bend / 4
    out[..., 2] += bend / 2
    out[..., 0] -= bend / 4
    out[..., 6], out[..., 13] = -look_x, -look_y
    return UNIT * out


class Phrase:
    """One loop of time for one act, and the shapes that acts are made of."""

    def __init__(self, random, frames):
        self.random, self.time = random, np.arange(frames) / frames
        self.side = random.choice((-1.0, 1.0))

    def size(self, low, high):
        return self.random.uniform(low, high)

    def wave(self, low, high, turn=None):
        """A sine of some whole number of cycles in the loop."""
        cycles = self.random.integers(low, high + 1)
        return np.sin(2 * np.pi * (cycles * self.time + (self.random.random() if turn is None else turn)))

    def hold(self, start, length, edge):
        """0 → 1, held, → 0 around the loop; all in shares of it."""
        away = (self.time - start) % 1.0
        t = np.clip(np.minimum(away / edge, (length - away) / edge), 0, 1)
        return t * t * (3 - 2 * t)

    def bursts(self, low, high):
        """1 while something lasts, 0 in the pauses between: one to three times a loop."""
        count, start = self.random.integers(low, high + 1), self.random.random()
        length = self.size(0.45, 0.75) / count
        return sum(self.hold(start + n / count, length, length / 4) for n in range(count)).clip(0, 1)


def amusement(p):
    # A giggle in bursts, the body rocking with it.
    giggle = p.wave(9, 14) * p.bursts(1, 3) * p.size(0.04, 0.07)
    return codes(height=1 + giggle, width=1 - 0.7 * giggle, roll=p.size(0.06, 0.13) * p.wave(2, 4), y=-0.03 * p.wave(4, 6))


def awe(p):
    # Drawn up with a gasp, held wide and leaning back, let down slowly.
    up = p.hold(p.random.random(), p.size(0.7, 0.85), p.size(0.12, 0.3))
    return codes(y=-p.size(0.04, 0.09) * up, height=1 + p.size(0.09, 0.16) * up, width=1 + p.size(0.02, 0.06) * up,
                 bend=p.side * p.size(0.03, 0.12) * up, look_y=-p.size(0.04, 0.1) * up, roll=0.02 * p.wave(1, 2))


def contentment(p):
    # Breath, and swaying as to a tune.
    breath, sway = p.wave(1, 2), p.random.integers(2, 4)
    return codes(height=1 + p.size(0.012, 0.025) * breath, width=1 - p.size(0.005, 0.015) * breath, bend=p.size(0.03, 0.07) * p.wave(sway, sway),
                 roll=p.size(0.02, 0.05) * p.wave(sway, sway), y=-0.01 * p.wave(2 * sway, 2 * sway))


def excitement(p):
    # Jumps: crouched, stretched in the air, squashed on the ground.
    jumps = p.random.integers(4, 7)
    phase = (jumps * p.time + p.random.random()) % 1.0
    air = np.where(phase < 0.65, np.sin(np.pi * phase / 0.65), 0.0)
    ground = np.where(phase >= 0.65, np.sin(np.pi * (phase - 0.65) / 0.35), 0.0)
    stretch = p.size(0.05, 0.1) * air - p.size(0.1, 0.16) * ground
    return codes(y=-p.size(0.18, 0.3) * air, height=1 + stretch, width=1 - 0.8 * stretch, roll=p.size(0.03, 0.09) * p.wave(2, 3))


def anger(p):
    # Low, swollen and forward, shaking hard, with a stamp now and then.
    shake = p.wave(18, 26) * (0.45 + 0.55 * p.bursts(1, 3))
    stamp = p.bursts(2, 3)
    return codes(x=p.size(0.035, 0.06) * shake, roll=p.size(0.01, 0.03) * shake, width=1 + p.size(0.04, 0.08) + 0.02 * stamp,
                 height=1 - p.size(0.02, 0.06) * stamp, lean=p.side * p.size(0.0, 0.08), y=0.02 * stamp)


def disgust(p):
    # Recoils to one side, head turned off, held; a shudder; back.
    off = p.hold(p.random.random(), p.size(0.6, 0.8), p.size(0.08, 0.16))
    shudder = p.wave(13, 18) * off * p.bursts(1, 2)
    return codes(x=p.side * p.size(0.02, 0.06) * off, lean=p.side * p.size(0.1, 0.22) * off, bend=p.side * p.size(0.05, 0.15) * off,
                 width=1 - p.size(0.02, 0.05) * off, roll=p.side * p.size(0.02, 0.07) * off + 0.018 * shudder, look_x=p.side * p.size(0.04, 0.1) * off)


def fear(p):
    # Shrunk and trembling without pause, glancing about.
    glance = p.side * (p.hold(p.random.random(), 0.3, 0.04) - p.hold(p.random.random(), 0.3, 0.04))
    cower = p.size(0.5, 0.75) + 0.25 * p.bursts(1, 2)
    return codes(x=p.size(0.014, 0.026) * p.wave(26, 34), y=0.01 * p.wave(22, 32), height=1 - p.size(0.08, 0.14) * cower,
                 width=1 - p.size(0.02, 0.05) * cower, lean=-p.side * p.size(0.02, 0.08) * cower, look_x=p.size(0.05, 0.1) * glance)


def sadness(p):
    # Sunk to one side; heavy sighs, sobs, a head slowly shaken.
    sigh = p.hold(p.random.random(), p.size(0.5, 0.7), 0.25)
    sob = p.wave(6, 9) * p.bursts(1, 2) * p.size(0.006, 0.016)
    return codes(height=0.96 - p.size(0.03, 0.06) * (1 - sigh) + sob, width=1.02 + 0.02 * (1 - sigh), roll=p.side * p.size(0.03, 0.08),
                 bend=p.side * p.size(0.1, 0.2) + p.size(0.02, 0.05) * p.wave(1, 2), look_x=p.size(0.01, 0.03) * p.wave(2, 3), look_y=p.size(0.03, 0.07))


ACTS = {"amusement": amusement, "awe": awe, "contentment": contentment, "excitement": excitement,
        "anger": anger, "disgust": disgust, "fear": fear, "sadness": sadness}


def phrase(emotion: int, random: np.random.Generator, frames=72) -> np.ndarray:
    """[frames, BODY]: one closed loop of three seconds at 24 Hz in which a body acts the emotion."""
    return ACTS[EMOTIONS[emotion]](Phrase(random, frames)).astype(np.float32)
