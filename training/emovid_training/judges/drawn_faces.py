"""Faces drawn by rule, in no style: what a judge must know to read a style that it never saw.

An emotion is a choice of brows, eyes and mouth by the rules of labels/README.md; head, hair, shoulders, colours, line, and the size and place of every
feature are random and say nothing about it.
"""
import math

import numpy as np

from ..labels import EMOTIONS

# Brows, eyes, mouths of each emotion; what stands more often is drawn more often.
RULES = {
    "amusement": (("none", "high", "level"), ("happy", "happy", "squint", "wink"), ("grin", "grin", "teeth", "tongue")),
    "awe": (("none", "high", "high"), ("wide", "wide", "oval", "dot"), ("round",)),
    "contentment": (("none", "level", "high"), ("happy", "shut", "shut"), ("smile", "smile", "cat")),
    "excitement": (("none", "high", "level"), ("wide", "oval", "dot", "star"), ("grin", "grin", "teeth")),
    "anger": (("frowning",), ("wide", "oval", "dot", "half"), ("sad", "clenched", "flat", "wail", "zigzag")),
    "disgust": (("none", "uneven", "level"), ("half", "half", "squint", "aside"), ("wavy", "slant", "sick")),
    "fear": (("none", "worried", "worried"), ("shock", "shock", "wide"), ("clenched", "wavy", "zigzag", "wail")),
    "sadness": (("none", "worried", "worried"), ("shut", "oval", "dot", "droop"), ("sad", "sad", "slight")),
}


class Pen:
    """Collects shapes of one face; lengths are in units of the head's half width."""

    def __init__(self, random, cx, cy, unit, ink, width, skin="#ffffff"):
        self.random, self.cx, self.cy, self.unit, self.ink, self.width, self.skin = random, cx, cy, unit, ink, width, skin
        self.parts = []

    def at(self, x, y):
        return f"{self.cx + x * self.unit:.2f},{self.cy + y * self.unit:.2f}"

    def path(self, points, fill="none", stroke=None, width=None, closed=False):
        """points: a start, then (control, end) pairs of a quadratic curve, or single points of a line."""
        d = "M" + self.at(*points[0])
        for p in points[1:]:
            d += "Q" + self.at(*p[0]) + " " + self.at(*p[1]) if isinstance(p[0], tuple) else "L" + self.at(*p)
        self.parts.append(f'<path d="{d}{"Z" if closed else ""}" fill="{fill}" stroke="{stroke or self.ink}" '
                          f'stroke-width="{(self.width if width is None else width) * self.unit:.2f}" stroke-linecap="round" stroke-linejoin="round"/>')

    def oval(self, x, y, rx, ry, fill=None, stroke="none", width=None):
        center = self.at(x, y).split(",")
        self.parts.append(f'<ellipse cx="{center[0]}" cy="{center[1]}" rx="{rx * self.unit:.2f}" ry="{ry * self.unit:.2f}" fill="{fill or self.ink}" '
                          f'stroke="{stroke}" stroke-width="{(self.width if width is None else width) * self.unit:.2f}"/>')


def color(random, low=0.0, high=1.0):
    return "#" + "".join(f"{int(255 * v):02x}" for v in random.uniform(low, high, 3))


def brow(pen, kind, x, y, side, size, thick):
    """side: -1 on the left, 1 on the right; the inner end lies towards the middle."""
    tilt = {"frowning": pen.random.uniform(0.5, 1.0), "worried": -pen.random.uniform(0.4, 0.9)}.get(kind, 0.0)
    lift = {"high": 0.14, "worried": 0.05, "frowning": -0.06}.get(kind, 0.0) + (0.12 * (side > 0) if kind == "uneven" else 0.0)
    arch = pen.random.uniform(0.0, 0.5) if kind not in ("frowning", "worried") else pen.random.uniform(-0.1, 0.2)
    inner, outer = (x - side * size, y - lift + tilt * size / 2), (x + side * size, y - lift - tilt * size / 2)
    pen.path([inner, ((x, y - lift - arch * size), outer)], width=thick)


def eye(pen, kind, x, y, side, size, white):
    """white: whether open eyes have whites in this drawing."""
    random = pen.random
    if kind == "wink":
        kind = "happy" if side > 0 else "oval"
    if kind in ("happy", "shut"):
        bow = size * (-1.3 if kind == "happy" else 1.1)
        pen.path([(x - size, y), ((x, y + bow), (x + size, y))])
    elif kind == "squint":
        pen.path([(x + side * size, y - size * 0.7), (x - side * size * 0.6, y), (x + side * size, y + size * 0.7)])
    elif kind == "dot":
        pen.oval(x, y, size * 0.5, size * 0.5)
    elif kind == "star":
        spikes = [(size * 1.3 * r, k * math.pi / 5) for k, r in enumerate([1, 0.45] * 5)]
        points = [(x + r * math.sin(angle), y - r * math.cos(angle)) for r, angle in spikes]
        pen.path(points, fill=color(random, 0.3), width=0.02, closed=True)
    elif kind in ("half", "aside", "droop"):
        shift = size * 0.4 if kind == "aside" else 0.0
        pen.oval(x, y, size, size * 0.8, fill="#ffffff" if white else "none", stroke=pen.ink, width=0.03)
        pen.oval(x + shift, y + size * 0.2, size * 0.4, size * 0.42)
        slant = side * size * 0.45 if kind == "droop" else 0.0
        # The lid, in the colour of the skin, hides the upper half.
        wide = size * 1.15
        pen.path([(x - wide, y - slant), (x - wide, y - size), (x + wide, y - size), (x + wide, y + slant)],
                 fill=pen.skin, stroke=pen.skin, width=0.02, closed=True)
        pen.path([(x - size * 1.1, y - slant), (x + size * 1.1, y + slant)])
    else:
        large = {"oval": 0.75, "wide": 1.15, "shock": 1.25}[kind]
        if white or kind == "shock":
            pen.oval(x, y, size * large, size * large * random.uniform(1.0, 1.2), fill="#ffffff", stroke=pen.ink, width=0.03)
            pupil = {"oval": 0.45, "wide": 0.5, "shock": 0.22}[kind]
            pen.oval(x, y, size * pupil, size * pupil)
        else:
            pen.oval(x, y, size * large * 0.6, size * large * 0.85)
            if random.random() < 0.5:
                pen.oval(x - size * 0.15, y - size * large * 0.35, size * 0.2, size * 0.2, fill="#ffffff")


def hang(pen, x, y, half, straight, tip, fill, width=None):
    """What hangs out of a mouth: a tongue, or worse."""
    pen.path([(x - half, y), (x - half, y + straight), ((x, y + tip), (x + half, y + straight)), (x + half, y)], fill=fill, width=width, closed=True)


def mouth(pen, kind, x, y, w):
    random, dark = pen.random, color(pen.random, 0.0, 0.45) if pen.random.random() < 0.6 else pen.ink
    deep = w * random.uniform(0.5, 0.9)
    if kind in ("smile", "sad", "slight"):
        bow = deep * {"smile": 1.2, "sad": -1.2, "slight": -0.6}[kind]
        pen.path([(x - w, y - bow / 4), ((x, y + bow * 0.75), (x + w, y - bow / 4))])
    elif kind == "cat":
        pen.path([(x - w, y), ((x - w / 2, y + deep), (x, y)), ((x + w / 2, y + deep), (x + w, y))])
    elif kind in ("grin", "teeth"):
        top = y - deep / 3
        pen.path([(x - w, top), ((x, top + random.uniform(0, 0.25) * deep), (x + w, top)), ((x, y + deep * 2), (x - w, top))],
                 fill="#ffffff" if kind == "teeth" else dark, closed=True)
        if kind == "grin" and random.random() < 0.6:
            pen.oval(x, y + deep * 0.5, w * 0.4, deep * 0.22, fill=color(random, 0.35, 0.9))
    elif kind == "tongue":
        hang(pen, x, y, w * 0.35, deep * 0.5, deep * 1.6, "#e8607a")
        pen.path([(x - w, y - deep * 0.2), ((x, y + deep * 0.4), (x + w, y - deep * 0.2))])
    elif kind == "round":
        pen.oval(x, y + w * 0.2, w * random.uniform(0.35, 0.6), w * random.uniform(0.45, 0.8), fill=dark, stroke=pen.ink)
    elif kind in ("wail", "sick"):
        low = y + deep / 2
        pen.path([(x - w, low), ((x, y - deep * 1.3), (x + w, low)), ((x, y + deep * random.uniform(-0.1, 0.5)), (x - w, low))],
                 fill=dark, closed=True)
        if kind == "sick":
            hang(pen, x, y, w * 0.3, deep, deep * 1.6, "#7fb347", 0.02)
    elif kind == "clenched":
        tall = deep * random.uniform(0.35, 0.55)
        pen.path([(x - w, y - tall), (x + w, y - tall), (x + w, y + tall), (x - w, y + tall)], fill="#ffffff", closed=True)
        for k in range(1, 4):
            pen.path([(x - w + k * w / 2, y - tall), (x - w + k * w / 2, y + tall)], width=0.025)
    elif kind == "slant":
        pen.path([(x - w, y + deep * 0.4), (x + w, y - deep * 0.3)])
    elif kind == "flat":
        pen.path([(x - w, y), (x + w, y)])
    else:
        high = deep * 0.4
        points = [(x - w + k * w / 2.5, y + high * (-1) ** k) for k in range(6)]
        pen.path(points if kind == "zigzag" else
                 [points[0]] + [(((a[0] + b[0]) / 2, b[1] * 1.5 - a[1] * 0.5), b) for a, b in zip(points, points[1:])])


def head(pen, random, wide, tall, outline):
    shape = random.integers(3)
    if random.random() < 0.45:
        pen.path([(-1.3, 2.6), ((-1.3, 1.1 * tall), (0, 1.05 * tall)), ((1.3, 1.1 * tall), (1.3, 2.6))], fill=color(random), width=outline)
    hair = color(random) if random.random() < 0.6 else None
    if hair and random.random() < 0.4:
        pen.oval(0, -0.1, 1.25 * wide, random.uniform(1.1, 1.6) * tall, fill=hair, stroke=pen.ink, width=outline)
    if shape == 0:
        pen.path([(-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall)], fill=pen.skin, width=max(outline, 0.001), closed=True)
    elif shape == 1:
        pen.oval(0, 0, wide, tall, fill=pen.skin, stroke=pen.ink, width=outline)
    else:
        pen.path([(-wide, -0.3), ((-wide, -tall * 1.1), (0, -tall)), ((wide, -tall * 1.1), (wide, -0.3)), ((wide * 0.9, tall), (0, tall)),
                  ((-wide * 0.9, tall), (-wide, -0.3))], fill=pen.skin, width=outline, closed=True)
    if hair:
        pen.path([(-wide * 1.05, -0.45), ((-wide, -tall * 1.5), (0, -tall * 1.15)), ((wide, -tall * 1.5), (wide * 1.05, -0.45)),
                  ((random.uniform(-0.5, 0.5), -random.uniform(0.5, 1.0) * tall), (-wide * 1.05, -0.45))], fill=hair, width=outline, closed=True)


def drawn_face(number: int):
    """Face `number`, the same for ever → (SVG, emotion)."""
    random = np.random.default_rng(number)
    emotion = EMOTIONS[number % len(EMOTIONS)]
    brows, eyes, mouth_kind = (rule[random.integers(len(rule))] for rule in RULES[emotion])
    unit = random.uniform(20, 42)
    ink = "#000000" if random.random() < 0.5 else color(random, 0.0, 0.35)
    cx, cy, width = 50 + random.uniform(-5, 5), 50 + random.uniform(-8, 4), random.uniform(0.03, 0.11)
    line = random.random() < 0.3
    pen = Pen(random, cx, cy, unit, ink, width, "#ffffff" if line else color(random, 0.35))
    outline = random.uniform(0.02, 0.08) if line or random.random() < 0.4 else 0.0
    head(pen, random, random.uniform(0.8, 1.05), random.uniform(0.85, 1.2), outline)
    turn, eye_y, apart, size = random.uniform(-0.25, 0.25), random.uniform(-0.25, 0.05), random.uniform(0.28, 0.45), random.uniform(0.1, 0.22)
    white, thick = random.random() < 0.5, random.uniform(0.04, 0.12)
    if random.random() < 0.35:
        for side in (-1, 1):
            pen.oval(turn + side * apart * 1.4, eye_y + 0.35, 0.13, 0.09, fill="#ff8080")
    for side in (-1, 1):
        eye(pen, eyes, turn + side * apart, eye_y, side, size, white)
        if brows != "none":
            brow(pen, brows, turn + side * apart, eye_y - size * random.uniform(1.4, 1.7), side, size * 1.15, thick)
    if random.random() < 0.5:
        pen.path([(turn, eye_y + 0.1), ((turn + random.uniform(-0.15, 0.15), eye_y + 0.25), (turn, eye_y + 0.27))])
    if emotion == "sadness" and random.random() < 0.25:
        pen.oval(turn + apart, eye_y + size * 1.6, 0.06, 0.1, fill="#4db5f5")
    mouth(pen, mouth_kind, turn * random.uniform(0.8, 1.2), random.uniform(0.38, 0.58), random.uniform(0.18, 0.42))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{"".join(pen.parts)}</svg>', emotion
