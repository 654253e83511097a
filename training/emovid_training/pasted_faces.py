"""Drawn faces on things: the features of avatars laid on flat shapes of any form, so that the finder looks for eyes and a mouth
and not for the outline of the styles it has seen."""
import numpy as np
import torch
import torch.nn.functional as F

from .avatars import Style, load_table, rasterize
from .labels import EMOTIONS

# The style whose features stand alone when its face is left out, and the component that is the face.
STYLE, BARE = "moods", "face"


def features(folder: str, characters: int, size=128):
    """[N, 4, size, size] uint8: eyes, mouth and cheeks alone, of every expression of the style, and their face frame."""
    style, entry = Style(folder, STYLE), load_table()["styles"][STYLE]
    pictures = []
    for number in range(characters):
        identity = style.identity(number, (*entry["components"], BARE))
        for emotion in EMOTIONS + ["neutral"]:
            for parts in entry[emotion]:
                pictures.append(rasterize(style.svg(identity, dict(zip(entry["components"], parts))), size))
    return np.stack(pictures), np.array(entry["face"], np.float32)


def over(top, bottom):
    return top + (1 - top[3:]) * bottom


def soft(distance):
    """Coverage from a signed distance in canvas widths, positive inside: an edge of one pixel."""
    return (distance * distance.shape[-1] + 0.5).clamp(0, 1)


def blob(x, y, random, cx, cy, rx, ry):
    """A flat shape: box, trapezium or ellipse of some colour."""
    u, v = (x - cx) / rx, (y - cy) / ry
    kind, unit = random.random(), min(rx, ry)
    if kind < 0.35:
        inside = (1 - torch.sqrt(u * u + v * v)) * unit
    else:
        taper = random.uniform(-0.3, 0.3) if kind < 0.7 else 0.0
        inside = torch.minimum(1 + taper * v - u.abs(), 1 - v.abs()) * unit
    alpha = soft(inside)
    color = torch.from_numpy(random.uniform(0.25, 1, 3)).float().view(3, 1, 1)
    shade = 1 + random.uniform(-0.15, 0.15) * u.clamp(-1, 1)
    return torch.cat([(color * shade).clamp(0, 1) * alpha, alpha[None].view(1, *alpha.shape)])


def paste(features, frame, random, size=64):
    """One face on one thing: [4, size, size] and its face frame (x, y, radius). The same state of `random` makes the same thing."""
    axis = (torch.arange(size).float() + 0.5) / size
    x, y = axis.view(1, -1).expand(size, size), axis.view(-1, 1).expand(size, size)
    cx, cy, r = random.uniform(0.35, 0.65), random.uniform(0.35, 0.7), random.uniform(0.12, 0.3)
    picture = torch.zeros(4, size, size)
    for _ in range(random.integers(0, 4)):       # stalks, leaves, hats, arms
        angle, far = random.uniform(-np.pi, 0.3), random.uniform(0.9, 1.8) * r
        picture = over(blob(x, y, random, cx + far * np.cos(angle), cy + far * np.sin(angle), random.uniform(0.1, 0.9) * r, random.uniform(0.1, 0.9) * r), picture)
    picture = over(blob(x, y, random, cx + random.uniform(-0.1, 0.1) * r, cy + random.uniform(-0.2, 0.2) * r,
                        random.uniform(0.95, 1.7) * r, random.uniform(0.9, 1.7) * r), picture)
    # Features of other proportions than the style's own: a smaller frame holds larger eyes, further apart.
    zoom = float(frame[2]) / r * random.uniform(0.6, 1.1)
    theta = torch.tensor([[[zoom, 0, 2 * float(frame[0]) - 1 - zoom * (2 * cx - 1)], [0, zoom, 2 * float(frame[1]) - 1 - zoom * (2 * cy - 1)]]], dtype=torch.float32)
    face = torch.from_numpy(features)[None].float() / 255
    coarser = max(1, int(zoom * features.shape[-1] / size))
    face = F.interpolate(face, scale_factor=1 / coarser, mode="area") if coarser > 1 else face
    face = F.grid_sample(face, F.affine_grid(theta, (1, 4, size, size), align_corners=False), padding_mode="zeros", align_corners=False)[0]
    return over(face * picture[3:], picture), (cx, cy, r)


def things(bank, count, size=256):
    """`count` things, each in every expression of the style: pictures [count · E, 4, size, size] uint8 and face frames."""
    bank, frame = bank
    entry = load_table()["styles"][STYLE]
    names = [("+".join(parts), emotion) for emotion in EMOTIONS + ["neutral"] for parts in entry[emotion]]
    for number in range(count):
        first = number % (len(bank) // len(names)) * len(names)
        for n, (name, emotion) in enumerate(names):
            picture, face = paste(bank[first + n], frame, np.random.default_rng(1000 + number), size)
            yield (picture * 255 + 0.5).byte().numpy(), face, number, name, (EMOTIONS + ["neutral"]).index(emotion)
